//! An office in the text: "Kepala Dinas Lingkungan Hidup Lobar", "Ketua Pengadilan Agama Palu".

use super::Finder;
use crate::{
    lexicon::{
        lists::List,
        offices::{Office, OtherOffice},
        regions::TypeRole,
    },
    model::{Level, RegionCode},
    read::{proper_names::NameKind, regions::NamedAs, tokens::Gap},
};

/// An office in the text, and what stands with it.
#[derive(Clone)]
pub(super) struct OfficeFound {
    pub(super) name: String,
    /// Is it named so fully that it is an office of a regional government?
    pub(super) named: bool,
    pub(super) organisation: Option<String>,
    pub(super) region: Option<RegionCode>,
    pub(super) region_at: Option<usize>,
    pub(super) level: Option<Level>,
    pub(super) official: bool,
    /// The token behind office, field, region and brackets.
    pub(super) behind: usize,
}

impl Finder<'_> {
    /// The office that begins at token `at`, with its field and region.
    pub(super) fn office_at(&self, at: usize) -> Option<OfficeFound> {
        let ours = self.phrase(&self.lexicons.offices.forms, at);
        let other = self.phrase(&self.lexicons.offices.others, at);
        if let Some((n, (class, form))) = other
            && ours.is_none_or(|(m, _)| n > m)
        {
            if matches!(class, OtherOffice::Nobody | OtherOffice::Nothing) {
                return None;
            }
            return Some(self.other_office(form, at, at + n));
        }
        let Some((n, office)) = ours else { return self.unlisted_agency(at).or_else(|| self.head_of_body(at)) };
        // "Kepala Badan Narkotika Nasional …": the office of a central body.
        let central = (at + 1..(at + n + 1).min(self.end))
            .filter_map(|i| self.name_at[i])
            .any(|index| matches!(self.names[index].value.kind, NameKind::Organisation(_)));
        if central && !office.head {
            return Some(self.other_office(&office.name, at, at + 1));
        }
        if office.level.is_some() && office.head && (self.foreign_behind(at + n) || self.of_foreign(at, at + n)) {
            return Some(self.other_office(&office.name, at, at + n));
        }
        let found = self.regional_office(office, at, at + n);
        // "Ketua Komisi X DPR RI" sits in the national parliament.
        let national = found.behind < self.end
            && matches!(self.tokens.text(self.text, found.behind), "DPR" | "MPR" | "RI")
            || self.national_committee(&found.name);
        (found.named && !national).then_some(found)
    }

    /// "Kepala Diskominfosanditik", "Kepala Dinporabudpar": of an agency that no lexicon holds, but whose short form begins as
    /// that of a Dinas does.
    fn unlisted_agency(&self, at: usize) -> Option<OfficeFound> {
        let agency = at + 1;
        if self.tokens.text(self.text, at) != "Kepala"
            || agency >= self.end
            || !self.tokens.list[agency].gap.only(Gap::BLANK)
        {
            return None;
        }
        let word = self.tokens.text(self.text, agency);
        let short = ["Dis", "Din"].iter().any(|start| word.starts_with(start)) && word.len() > 7;
        let known = self.region_at[agency].is_some() || self.name_at[agency].is_some() || self.field_word(agency);
        let office =
            || Office { name: format!("Kepala {word}"), level: None, takes_field: false, head: false, region: None };
        (short && !known).then(|| self.regional_office(&office(), at, agency + 1))
    }

    /// "Kepala {Lembaga Layanan Pendidikan Tinggi Wilayah XII} Jantje E. Lekatompessy": of a body that is named in full.
    fn head_of_body(&self, at: usize) -> Option<OfficeFound> {
        let body = self.name_at.get(at + 1).copied().flatten().filter(|_| at + 1 < self.end)?;
        let organisation = matches!(self.names[body].value.kind, NameKind::Organisation(_));
        let head = self.lexicons.lists.has(List::Chief, self.tokens.text(self.text, at));
        let joined = self.tokens.list[at].capital && self.tokens.list[at + 1].gap.only(Gap::BLANK);
        (organisation && head && joined).then(|| self.other_office(self.tokens.text(self.text, at), at, at + 1))
    }

    /// "Wakil Ketua Komisi VI": a regional parliament has no sixth committee.
    fn national_committee(&self, office: &str) -> bool {
        let number = office.split_once("Komisi ").and_then(|(_, number)| number.split(' ').next());
        number.is_some_and(|number| matches!(number, "VI" | "VII" | "VIII" | "IX" | "X" | "XI" | "XII" | "XIII"))
    }

    /// "Wewak diwakili wali kotanya, John Nawas": the place named before is one abroad.
    fn of_foreign(&self, at: usize, behind: usize) -> bool {
        let word = self.tokens.text(self.text, behind - 1);
        let own = word.ends_with("nya") && !self.tokens.list[behind - 1].capital;
        let place = (self.first..at).rev().find(|i| self.name_at[*i].is_some() || self.region_at[*i].is_some());
        own && place.is_some_and(|place| self.foreign_behind(place))
    }

    pub(super) fn foreign_behind(&self, at: usize) -> bool {
        at < self.end
            && self.name_at[at]
                .is_some_and(|index| matches!(self.names[index].value.kind, NameKind::Foreign | NameKind::Country))
    }

    /// Rectors, directors, chief prosecutors: behind the office may stand its organisation.
    pub(super) fn other_office(&self, form: &str, first: usize, mut at: usize) -> OfficeFound {
        let mut organisation = None;
        // "Ketua Pengadilan Agama Palu": the organisation's name begins within the office.
        let over = self.names.iter().find(|name| first <= name.first && name.first < at && at <= name.last);
        if let Some(name) = over {
            // "Kajari Blora" is the office itself.
            organisation = (first < name.first).then(|| name.value.name.clone());
            at = name.last;
        }
        at = self.skip_bracket(at);
        let comma = |at: usize| at < self.end && self.tokens.list[at].gap.has(Gap::COMMA);
        // "Wali Kota Fremantle, Australia Barat, Brad Pettitt": a place between two commas.
        let between = |at: usize| {
            // "Gubernur Madang, Papua Nugini (PNG), Peter Yama"
            let behind = |index: usize| self.skip_bracket(self.names[index].last);
            at < self.end && comma(at) && self.name_at[at].is_some_and(|index| comma(behind(index)))
        };
        while at < self.end && (self.soft_or_closed(at) || between(at)) {
            if let Some(index) = self.name_at[at] {
                if matches!(self.names[index].value.kind, NameKind::Organisation(_)) {
                    organisation.get_or_insert_with(|| self.names[index].value.name.clone());
                }
                at = self.skip_bracket(self.names[index].last);
            } else if let Some(index) = self.region_at[at] {
                at = self.skip_bracket(self.regions[index].last);
            } else if (self.field_word(at) || self.tokens.list[at].upper) && !self.balinese_name(at) {
                at += 1;
            } else if let Some(body) = self.body_behind_field(at) {
                at = body;
            } else if let Some((n, _)) = self.phrase(&self.lexicons.regions.capitals, at)
                && self.lexicons.offices.name_branches.contains(self.tokens.list[at - 1].word)
            {
                // "Pemimpin Cabang Sungailiat Iskandar Zulkarnain"
                at += n;
            } else if self.lexicons.offices.name_branches.contains(self.tokens.list[at].word) {
                at += 1;
            } else {
                break;
            }
        }
        at = self.behind_employer(at);
        OfficeFound {
            name: form.to_owned(),
            named: true,
            organisation,
            region: None,
            region_at: None,
            level: None,
            official: false,
            behind: at,
        }
    }

    /// "Wakil Rektor Bidang Kerja Sama dan Alumni {UGM} Paripurna", "Direktur Pascasarjana {UIN Ar-Raniry}": the body behind the field
    /// that begins at token `at`.
    fn body_behind_field(&self, at: usize) -> Option<usize> {
        if self.tokens.in_headline(at) {
            return None;
        }
        let told = self.tokens.text(self.text, at) == "Bidang";
        let field = |i: &usize| {
            let token = self.tokens.list[*i];
            token.gap.only(Gap::BLANK) && (token.capital || told && self.and(*i))
        };
        let body = |i: &usize| {
            self.name_at[*i].is_some_and(|index| matches!(self.names[index].value.kind, NameKind::Organisation(_)))
        };
        (at + 1..self.end.min(at + 8)).take_while(field).find(body)
    }

    /// "Direktur Eksekutif yayasan, Meity Runtuwene", "Direktur Operasi maskapai itu, Bayu Kristanto": behind the nouns that tell whom
    /// somebody works for, where a name stands behind a comma.
    fn behind_employer(&self, at: usize) -> usize {
        let noun = |i: &usize| {
            let token = self.tokens.list[*i];
            let word = self.tokens.text(self.text, *i);
            !token.capital && token.gap.only(Gap::BLANK) && self.lexicons.lists.has(List::Employer, word)
        };
        let behind = at + (at..self.end.min(at + 3)).take_while(noun).count();
        let named = behind > at && behind < self.end && {
            let token = self.tokens.list[behind];
            token.capital && token.gap.has(Gap::COMMA)
        };
        if named { behind } else { at }
    }

    /// "Kajari Temanggung I Wayan Eka": does "I" begin a name, and is no class or number of what stands before it?
    fn balinese_name(&self, at: usize) -> bool {
        let word = |at: usize| self.tokens.text(self.text, at);
        let next = self.tokens.list.get(at + 1).filter(|_| at + 1 < self.end);
        let name = next.is_some_and(|next| next.capital && !next.upper && next.gap.only(Gap::BLANK));
        let place = || self.region_at[at + 1].is_some() || self.name_at[at + 1].is_some();
        let counted = || {
            let before = at - 1;
            self.field_word(before)
                || self.lexicons.offices.name_branches.contains(self.tokens.list[before].word)
                || word(before) == "Kelas"
        };
        word(at) == "I" && at > self.first && name && !place() && !counted()
    }

    pub(super) fn regional_office(&self, office: &Office, first: usize, behind: usize) -> OfficeFound {
        let mut at = self.skip_bracket(behind);
        let mut name = office.name.clone();
        let mut named = true;
        if office.takes_field {
            let field = self.field(at);
            // "Asisten", "Kepala Bidang" by themselves are offices of anybody.
            named = field > at || self.region_at.get(at).is_some_and(Option::is_some);
            if field > at {
                name.push(' ');
                name.push_str(&self.spell_field(at, field));
                at = self.skip_bracket(field);
            }
        }
        let mut found = OfficeFound {
            name,
            named,
            organisation: None,
            region: office.region,
            region_at: None,
            level: office.level,
            official: true,
            behind: at,
        };
        // The region: "Bupati Blora" is one mention with the office; behind a field it is one of its own.
        for _ in 0..3 {
            if at >= self.end {
                break;
            }
            let begins = self.region_at[at]
                .or_else(|| (found.region_at.is_none()).then(|| self.region_over(first, at)).flatten());
            if let Some(index) = begins {
                let region = &self.regions[index];
                if region.first >= behind && !self.soft_or_closed(region.first) {
                    found.behind = self.behind_province(at).unwrap_or(found.behind);
                    break;
                }
                // "Wali Kota Bogor Bima Arya": behind the region with its kind only a name follows.
                if found.region_at.is_some() && region.value.named_as == NamedAs::Bare {
                    break;
                }
                found.region_at.get_or_insert(region.value.name_first);
                at = self.skip_bracket(region.last);
                found.behind = at;
            } else if self.soft_or_closed(at)
                && found.region_at.is_none()
                && self.phrase(&self.lexicons.regions.types, at).is_some_and(|(_, kind)| kind.role == TypeRole::Organ)
            {
                // "Setda", "DPRD" without a region's name.
                let n = self.phrase(&self.lexicons.regions.types, at).map_or(1, |(n, _)| n);
                at = self.skip_bracket(at + n);
                found.behind = at;
            } else {
                break;
            }
        }
        found
    }

    /// "Bupati Barito Utara, Kalimantan Tengah, Nadalsyah": behind the province between two commas.
    pub(super) fn behind_province(&self, at: usize) -> Option<usize> {
        let comma = |at: usize| at < self.end && self.tokens.list[at].gap.has(Gap::COMMA);
        let region = &self.regions[self.region_at[at].filter(|_| comma(at))?];
        let province = region.value.candidates.iter().any(|code| code.is_province());
        (province && comma(region.last)).then_some(region.last)
    }

    /// The region mention that holds both the office and the words up to token `at`: "Bupati Blora", "Rumah
    /// Dinas Bupati Blora".
    pub(super) fn region_over(&self, first: usize, at: usize) -> Option<usize> {
        let from = self.regions.partition_point(|region| region.first + 12 < first);
        self.regions[from..]
            .iter()
            .take_while(|region| region.first < at)
            .position(|region| region.last >= at && region.last > first)
            .map(|position| from + position)
    }
}
