//! Codes of regions.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Level;

/// The code of a province, regency or city in the list of the Ministry of Home Affairs (Kemendagri), not
/// the similar one of Statistics Indonesia (BPS): `31` Provinsi DKI Jakarta, `35.73` Kota Malang.
///
/// ```
/// use sepakat::model::RegionCode;
/// let malang: RegionCode = "35.73".parse().unwrap();
/// assert_eq!(malang.to_string(), "35.73");
/// assert_eq!(malang.digits(), "3573");
/// assert_eq!(malang.province().to_string(), "35");
/// assert!("35.7".parse::<RegionCode>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode {
    province: u8,
    // 0 for the province itself.
    regency: u8,
}

impl RegionCode {
    /// The province that the region lies in, or is.
    pub fn province(self) -> RegionCode {
        RegionCode { regency: 0, ..self }
    }

    /// Is it a province?
    pub fn is_province(self) -> bool {
        self.regency == 0
    }

    /// Province, regency or city: Kemendagri numbers cities from 71 on.
    pub fn level(self) -> Level {
        match self.regency {
            0 => Level::Provinsi,
            1..=70 => Level::Kabupaten,
            _ => Level::Kota,
        }
    }

    /// The code without its dot, for programs that would read `35.10` as a number.
    pub fn digits(self) -> String {
        self.to_string().replace('.', "")
    }
}

impl std::str::FromStr for RegionCode {
    type Err = String;

    fn from_str(text: &str) -> Result<RegionCode, String> {
        let number = |digits: &str| {
            (digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit()))
                .then(|| digits.parse::<u8>().ok())
                .flatten()
        };
        let code = match text.split_once('.') {
            None => number(text).map(|province| RegionCode { province, regency: 0 }),
            Some((province, regency)) => match (number(province), number(regency)) {
                (Some(province), Some(regency)) if regency > 0 => Some(RegionCode { province, regency }),
                _ => None,
            },
        };
        code.ok_or_else(|| format!("expected a region code such as 35 or 35.73, found {text:?}"))
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.regency {
            0 => write!(f, "{:02}", self.province),
            regency => write!(f, "{:02}.{regency:02}", self.province),
        }
    }
}

impl Serialize for RegionCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RegionCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RegionCode, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
