//! What the program knows: parsed once from the CSV files in `lexicons/`.

use std::path::Path;

use crate::{
    Result,
    model::{Level, RegionCode},
};

/// One region.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Kemendagri's code.
    pub code: RegionCode,
    /// Province, regency or city.
    pub level: Level,
    /// The official name: "Kota Malang".
    pub name: String,
    /// The name without its kind: "Malang".
    pub base_name: String,
    /// The seat of its government.
    pub capital: String,
}

/// All lexicons.
pub struct Lexicons {}

impl Lexicons {
    /// The built-in files: name and content.
    pub const FILES: &[(&str, &str)] = &[];

    /// The lexicons that are compiled in.
    pub fn builtin() -> Result<Lexicons> {
        Ok(Lexicons {})
    }

    /// The built-in lexicons, with those files replaced that `dir` holds.
    pub fn with_dir(_dir: &Path) -> Result<Lexicons> {
        Ok(Lexicons {})
    }

    /// A stable hash of all files that were read.
    pub fn hash(&self) -> u64 {
        0
    }

    /// The region with this code.
    pub fn region(&self, _code: RegionCode) -> Option<&Region> {
        None
    }
}
