//! Parties: which of those named in a sentence conclude the agreement, and when two names mean one.

use std::borrow::Cow;

use super::clauses::{Actor, Clause, Role, Who};
use crate::{
    lexicon::lists::List,
    model::{LEGAL_FORMS, RegionCode, Scheme},
    read::{
        Document, Mention, is_one_of,
        proper_names::{NameKind, ProperName},
        regions::NamedAs,
        same_word,
        tokens::Gap,
    },
};

/// A party while agreements are being put together.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Side {
    Region(RegionCode),
    Organisation { name: String, scheme: Scheme },
    Foreign { name: String },
}

impl Side {
    /// Is it the same party, perhaps named more briefly?
    pub(crate) fn is(&self, other: &Side) -> bool {
        match (self, other) {
            (Side::Region(a), Side::Region(b)) => a == b,
            (Side::Organisation { name: a, .. }, Side::Organisation { name: b, .. }) => same_organisation(a, b),
            (Side::Foreign { name: a }, Side::Foreign { name: b }) => same_organisation(a, b),
            _ => false,
        }
    }

    /// The code of a region, none of others.
    pub(crate) fn region(&self) -> Option<RegionCode> {
        if let Side::Region(code) = self { Some(*code) } else { None }
    }
}

/// Adds a side unless it is there; of two names of one organisation the longer one is kept.
pub(crate) fn add(sides: &mut Vec<Side>, side: &Side) {
    match sides.iter_mut().find(|known| known.is(side)) {
        None => sides.push(side.clone()),
        Some(known) => {
            if let (Side::Organisation { name: old, .. }, Side::Organisation { name: new, .. }) = (&*known, side)
                && (new.len() > old.len() && !is_faculty(new) || is_faculty(old))
            {
                known.clone_from(side);
            }
        }
    }
}

/// A faculty that signs for its university is named by that.
fn is_faculty(name: &str) -> bool {
    name.starts_with("Fakultas ")
}

/// Is the side among them, perhaps by another name?
pub(crate) fn contains(sides: &[Side], side: &Side) -> bool {
    sides.iter().any(|known| known.is(side))
}

/// The sides that a sentence names: subjects, and partners. A person in office stands for the region.
pub(crate) fn of_clause(clause: &Clause) -> (Vec<Side>, Vec<Side>) {
    let (mut subjects, mut partners) = (Vec::new(), Vec::new());
    for actor in &clause.actors {
        let Some(side) = &actor.side else { continue };
        match actor.role {
            Role::Subject => add(&mut subjects, side),
            Role::Partner => add(&mut partners, side),
            _ => {}
        }
    }
    // Named on both sides: what stands behind "dengan" decides.
    subjects.retain(|side| !contains(&partners, side));
    (subjects, partners)
}

/// The sides behind one "antara" of a sentence that names several pairs.
pub(crate) fn of_pair(clause: &Clause, pair: usize) -> Vec<Side> {
    of_actors(clause.actors.iter().filter(|actor| actor.pair == pair))
}

/// The sides that these stand for, each once.
pub(super) fn of_actors<'a>(actors: impl Iterator<Item = &'a Actor>) -> Vec<Side> {
    let mut sides = Vec::new();
    for side in actors.filter_map(|actor| actor.side.as_ref()) {
        add(&mut sides, side);
    }
    sides
}

/// Leaves each side once: "Kejari" and "Kejari Mimika" are one where one name is the fullest of both.
pub(super) fn make_distinct(document: &Document<'_>, sides: &mut Vec<Side>) {
    let mut names: Vec<Side> = Vec::new();
    sides.retain(|side| {
        let full = match side {
            Side::Organisation { name, scheme } => {
                Side::Organisation { name: fullest(document, name), scheme: *scheme }
            }
            other => other.clone(),
        };
        let new = !names.contains(&full);
        names.push(full);
        new
    });
}

/// The side that someone named in `first..last` stands for.
pub(super) fn side_of(document: &Document<'_>, who: &Who, first: usize, last: usize) -> Option<Side> {
    match who {
        Who::Region { code, named_as } => (*named_as != NamedAs::Building).then_some(Side::Region(*code)),
        Who::Organisation { name, scheme } => {
            let full = spelled_out(document, name).or_else(|| {
                let short = without_seat(document, first, last).filter(|_| *scheme == Scheme::PihakKetiga)?;
                spelled_out(document, &short)
            });
            let full = full
                .or_else(|| named_by_its_head(document, first, last, name))
                .or_else(|| named_by_its_region(document, first, last))
                .or_else(|| university_of(document, first, last));
            Some(Side::Organisation { name: full.unwrap_or_else(|| name.clone()), scheme: *scheme })
        }
        Who::Foreign { name } => Some(Side::Foreign { name: name.clone() }),
        Who::Person(index) => {
            let person = &document.people[*index].value;
            if person.official && !person.former { person.region.map(Side::Region) } else { None }
        }
    }
}

/// "UNS" of "UNS Surakarta": a known organisation without the town behind its name.
fn without_seat(document: &Document<'_>, first: usize, last: usize) -> Option<String> {
    let (tokens, lexicons) = (&document.tokens, document.lexicons);
    let (n, _) = tokens.phrase(&lexicons.organisations.known, first, last)?;
    let town = tokens.phrase(&lexicons.regions.names, first + n, last).map(|(n, _)| n);
    let seat = || tokens.phrase(&lexicons.regions.capitals, first + n, last).map(|(n, _)| n);
    let ends = town.or_else(seat).is_some_and(|m| first + n + m == last);
    ends.then(|| document.words(first, first + n).to_owned())
}

/// "Kajari Jepara" stands for the "Kejaksaan Negeri Jepara" of another sentence.
fn named_by_its_head(document: &Document<'_>, first: usize, last: usize, name: &str) -> Option<String> {
    let office =
        |first: usize, last: usize| document.tokens.phrase(&document.lexicons.offices.others, first, last).is_some();
    if !office(first, last) {
        return None;
    }
    let body = |other: &&Mention<ProperName>| {
        matches!(other.value.kind, NameKind::Organisation(_))
            && !office(other.first, other.last)
            && same_organisation(name, &other.value.name)
    };
    // "Polres" of the headline is the "Polres Lampung Selatan" of the text.
    let fullest = document.names.iter().filter(body).rev().max_by_key(|other| other.value.name.len());
    let known = fullest.or_else(|| {
        // "Kapolres Lamsel" beside one Polres, that of Lampung Selatan; a Kejari is spelled out elsewhere.
        let kind = |name: &str| name.split(' ').next().unwrap_or_default().to_lowercase();
        let own = Some(kind(name)).filter(|own| SHORT_WORDS.iter().all(|(short, _)| own != short))?;
        let mut bodies = document.names.iter().filter(|other| {
            matches!(other.value.kind, NameKind::Organisation(_))
                && !office(other.first, other.last)
                && kind(&other.value.name) == own
        });
        let first = bodies.next()?;
        bodies.all(|other| other.value.name == first.value.name).then_some(first)
    });
    known.map(|other| other.value.name.clone())
}

/// "Kejari Humbahas" is the "Kejaksaan Negeri Humbang Hasundutan" of another sentence: the same body of the same region.
fn named_by_its_region(document: &Document<'_>, first: usize, last: usize) -> Option<String> {
    let (at, codes) = document.regions_ending(first + 1, last).next()?;
    let head = words(document.words(first, at));
    let same = |other: &&Mention<ProperName>| {
        let Some((behind, others)) = document.regions_ending(other.first + 1, other.last).next() else { return false };
        let body = words(document.words(other.first, behind));
        !same_word(document.words(behind, other.last), document.words(at, last))
            && matches!(other.value.kind, NameKind::Organisation(_))
            && codes.iter().any(|code| others.contains(code))
            && same_body(&body, &head)
    };
    let full = document.names.iter().filter(same).max_by_key(|other| other.value.name.len())?;
    // "Basel" is short for "Bangka Selatan".
    let region = document.regions_ending(full.first + 1, full.last).next().map_or(full.last, |(behind, _)| behind);
    let longer = document.words(region, full.last).len() > document.words(at, last).len();
    longer.then(|| full.value.name.clone())
}

/// "PKS dengan Fakultas Kehutanan", in an article about one university: a faculty without its name signs for it.
fn university_of(document: &Document<'_>, first: usize, last: usize) -> Option<String> {
    let (tokens, lexicons) = (&document.tokens, document.lexicons);
    let known = |at: usize| tokens.phrase(&lexicons.organisations.known, at, last).is_some();
    let region = document.regions_ending(first + 1, last).next().is_some();
    if !is_faculty(document.words(first, last)) || region || (first + 1..last).any(known) {
        return None;
    }
    let university = |name: &&Mention<ProperName>| {
        let organisation = matches!(name.value.kind, NameKind::Organisation(_));
        organisation && ["Universitas ", "Institut "].iter().any(|kind| name.value.name.starts_with(kind))
    };
    // Not where one studied: "dihadiri alumni Institut Teknologi Bandung".
    let studied = |name: &&Mention<ProperName>| name.first > 0 && document.listed(List::Alumnus, name.first - 1);
    let mut named =
        document.names.iter().filter(|name| university(name) && !studied(name)).map(|name| &name.value.name);
    let one = named.next()?;
    named.all(|other| same_organisation(one, other)).then(|| one.clone())
}

/// "Kejaksaan Negeri (Kejari)" and "Kejaksaan Negeri": the same words, where one of them may have a short form more.
fn same_body(one: &[&str], other: &[&str]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let same = short.iter().zip(long).all(|(one, other)| same_word(one, other));
    same && (short.len() == long.len() || long.len() == short.len() + 1 && short.len() > 1)
}

/// Is the side the organisation of this name?
pub(crate) fn names_organisation(side: &Side, name: &str) -> bool {
    match side {
        Side::Region(_) => false,
        Side::Organisation { name: other, .. } | Side::Foreign { name: other } => same_organisation(name, other),
    }
}

/// The fullest form of an organisation's name in the article: "Universitas Sebelas Maret" where the sentence at
/// hand has "UNS".
pub(crate) fn fullest(document: &Document<'_>, name: &str) -> String {
    // "Ditjen Imigrasi" beside "Direktorat Jenderal Imigrasi"
    let first = name.split(' ').next().unwrap_or_default();
    let spelled = SHORT_WORDS.iter().find(|(short, long)| long.len() > 1 && first.eq_ignore_ascii_case(short));
    let in_full = |other: &str| {
        let Some((_, long)) = spelled.filter(|_| !other.starts_with(first)) else { return false };
        let told = words(other);
        // "Kejaksaan" alone is no fuller name than "Kejari Natuna".
        let whole = told.len() >= words(name).len();
        // Of "Kemenkumham Malut" behind "Kantor Wilayah", too.
        let row = |row: &[&str]| row.iter().zip(*long).all(|(word, long)| same_word(word, long));
        whole && told.windows(long.len()).any(row) && same_organisation(name, other)
    };
    // "Yayasan IDH" beside "Yayasan Inisiatif Dagang Hijau (IDH)"
    let headed = name.rsplit_once(' ').filter(|(_, short)| is_acronym(short));
    let with_head = |other: &str| {
        headed.is_some_and(|(head, short)| {
            let rest = other.strip_prefix(head).filter(|rest| !head.contains(' ') && rest.starts_with(' '));
            rest.is_some_and(|rest| rest.contains(&format!("({short})")))
        })
    };
    let short = |other: &str| {
        other.contains(&format!("({name})")) || short_form_of(name, other) || with_head(other) || in_full(other)
    };
    let names = document.names.iter().filter(|other| matches!(other.value.kind, NameKind::Organisation(_)));
    names.map(|other| other.value.name.as_str()).find(|other| *other != name && short(other)).unwrap_or(name).to_owned()
}

/// The name that a short form stands for, where the article gives it in brackets, "Institut Teknologi dan Bisnis Haji Agus
/// Salim (ITB-HAS)", or where it is known: "Kemenag" beside "Kantor Kementerian Agama Kabupaten Blora".
fn spelled_out(document: &Document<'_>, short: &str) -> Option<String> {
    // "PT. PJB" is the PJB of "PT. Pandu Jaya Buana (PJB)".
    let legal = |word: &&str| is_one_of(word.trim_end_matches('.'), &LEGAL_FORMS);
    let without = match short.split(' ').any(|word| legal(&word)) {
        true => Cow::from(short.split(' ').filter(|word| !legal(word)).collect::<Vec<_>>().join(" ")),
        false => Cow::from(short),
    };
    let short = &*without;
    let list = &document.tokens.list;
    let longer = |name: &&Mention<ProperName>| {
        matches!(name.value.kind, NameKind::Organisation(_))
            && name.value.name != short
            && name.value.name.contains(' ')
    };
    let full = document.lexicons.organisations.full_names.get(&short.to_lowercase());
    let ends_behind = |words: &str, mark: char| words.strip_suffix(short).is_some_and(|before| before.ends_with(mark));
    let known = |name: &&Mention<ProperName>| full.is_some_and(|full| name.value.name.contains(full.as_str()));
    // "PT Bank Pembangunan Daerah Sulawesi Utara Gorontalo atau Bank SulutGo"
    let or = |name: &Mention<ProperName>| {
        let other = document.names.iter().find(|other| other.first == name.last + 1);
        other.is_some_and(|other| other.value.name == short && document.words(name.last, name.last + 1) == "atau")
    };
    document
        .names
        .iter()
        .filter(longer)
        .find(|name| {
            if or(name) {
                return true;
            }
            let bracket = name.last < list.len() && list[name.last].gap.has(Gap::OPEN);
            let end = document.tokens.sentences[name.sentence].last;
            let ends = |at: &usize| *at == end || list[*at].gap.has(Gap::CLOSE);
            let behind = || (name.last + 1..=end.min(name.last + 4)).find(ends);
            let within = |words: &str| words == short || ends_behind(words, ' ');
            bracket && behind().is_some_and(|end| within(document.words(name.last, end)))
                || name.value.name.strip_suffix(')').is_some_and(|words| ends_behind(words, '('))
        })
        .or_else(|| document.names.iter().filter(longer).find(known))
        .map(|name| name.value.name.clone())
        // "Gedung Rektorat Universitas Hasanuddin (Unhas)": within another's name.
        .or_else(|| full.filter(|full| document.article.text().contains(full.as_str())).cloned())
}

/// Do two names mean one organisation: the same words, one within the other, or a name and its short form?
pub(crate) fn same_organisation(a: &str, b: &str) -> bool {
    if a == b {
        return !words(a).is_empty();
    }
    let (x, y) = (words(a), words(b));
    if x.is_empty() || y.is_empty() {
        return false;
    }
    let shared = x.iter().filter(|word| y.iter().any(|other| same_word(other, word))).count();
    let shorter = x.len().min(y.len());
    // "Kanwil Ditjenpas NTB" is the one of Nusa Tenggara Barat; but "Kantor Pertanahan Kabupaten Deli Serdang" and "Kantor
    // Kementerian Agama Kabupaten Deli Serdang" share four words of five, and are two.
    let (short, long) = if x.len() <= y.len() { (&x, &y) } else { (&y, &x) };
    let initials = || {
        let rest = short.iter().filter(|word| !long.iter().any(|other| same_word(other, word)));
        rest.into_iter().all(|word| are_initials(word, long) || is_blend(word, long))
    };
    shared == shorter
        || shared > 0 && initials()
        || short_form_of(a, b)
        || short_form_of(b, a)
        || is_unit_of(a, b)
        || is_unit_of(b, a)
}

/// "Fakultas Geografi UGM": a faculty is named by its university behind it.
fn is_unit_of(unit: &str, body: &str) -> bool {
    let Some(rest) = unit.strip_prefix("Fakultas ") else { return false };
    let mut behind = rest.match_indices(' ').map(|(at, _)| &rest[at + 1..]);
    !is_faculty(body) && behind.any(|tail| !is_faculty(tail) && same_organisation(tail, body))
}

/// Two capitals of ASCII or more, and nothing else: "IDH".
fn is_acronym(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|letter| letter.is_ascii_uppercase())
}

/// "NTB": do words in a row begin with these letters?
fn are_initials(letters: &str, words: &[&str]) -> bool {
    let begins = |(word, letter): (&&str, u8)| word.as_bytes()[0].eq_ignore_ascii_case(&letter);
    is_acronym(letters) && words.windows(letters.len()).any(|row| row.iter().zip(letters.bytes()).all(begins))
}

/// "Malut", "Jatim": do two words in a row begin with the two halves of this one?
fn is_blend(word: &str, words: &[&str]) -> bool {
    let begins = |long: &str, part: &str| long.get(..part.len()).is_some_and(|head| head.eq_ignore_ascii_case(part));
    let halves = |row: &[&str]| {
        let cuts = (2..word.len().saturating_sub(1)).filter(|at| word.is_char_boundary(*at));
        cuts.map(|at| word.split_at(at)).any(|(one, other)| begins(row[0], one) && begins(row[1], other))
    };
    words.windows(2).any(halves)
}

/// Is `short` made of the first letters of `long`: "UPN", "Universitas Pembangunan Nasional"?
fn short_form_of(short: &str, long: &str) -> bool {
    let short = short.split_whitespace().next().unwrap_or("");
    if short.len() < 2 || long.split_whitespace().nth(1).is_none() {
        return false;
    }
    // "Universitas Islam Negeri (UIN) Sunan Ampel": without what stands in brackets.
    let bracket = long.find('(').and_then(|open| Some((open, long.find(')')?)));
    let long = match bracket {
        Some((open, close)) if open < close => Cow::from(format!("{}{}", &long[..open], &long[close + 1..])),
        _ => Cow::from(long),
    };
    let mut initials = long
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
        .filter(|word| !is_one_of(word, &LEGAL_FORMS))
        .filter_map(|word| word.chars().next());
    short.chars().flat_map(char::to_uppercase).all(|letter| initials.next() == Some(letter))
}

/// Words of names that are short for others: "Kanwil Ditjenpas NTB" is the "Kantor Wilayah Direktorat Jenderal Pemasyarakatan
/// (Ditjenpas) Nusa Tenggara Barat".
const SHORT_WORDS: [(&str, &[&str]); 22] = [
    ("kejari", &["kejaksaan", "negeri"]),
    ("kajari", &["kejaksaan", "negeri"]),
    ("kejati", &["kejaksaan", "tinggi"]),
    ("kajati", &["kejaksaan", "tinggi"]),
    ("kanwil", &["kantor", "wilayah"]),
    ("kantah", &["kantor", "pertanahan"]),
    ("kemenag", &["kementerian", "agama"]),
    ("kemenkum", &["kementerian", "hukum"]),
    ("kemenkumham", &["kementerian", "hukum", "ham"]),
    ("kemenham", &["kementerian", "ham"]),
    ("bapas", &["balai", "pemasyarakatan"]),
    ("ditjen", &["direktorat", "jenderal"]),
    ("kadin", &["kamar", "dagang", "industri"]),
    ("univ", &["universitas"]),
    // Who heads an office stands for it: "Kapolres Lampung Selatan".
    ("kapolres", &["polres"]),
    ("kapolresta", &["polresta"]),
    ("kapolda", &["polda"]),
    ("dandim", &["kodim"]),
    ("kapolrestabes", &["polrestabes"]),
    ("danrem", &["korem"]),
    ("danlanal", &["lanal"]),
    ("danlanud", &["lanud"]),
];

/// The words of a name that tell it apart: "PT PLN (Persero)" is "PLN".
fn words(name: &str) -> Vec<&str> {
    // "Perwakilan BPKP Sumbar" is the BPKP's own.
    let told = |word: &str| {
        !is_one_of(word, &LEGAL_FORMS) && !is_one_of(word, &["", "pemerintah", "the", "dan", "perwakilan"])
    };
    // Room for the words of nearly any name.
    let mut words: Vec<&str> = Vec::with_capacity(8);
    for word in name.split(|c: char| !c.is_alphanumeric()).filter(|word| told(word)) {
        match SHORT_WORDS.iter().find(|(short, _)| word.eq_ignore_ascii_case(short)) {
            // "Kejaksaan Negeri (Kejari)" says it twice.
            Some((_, long)) if long.iter().all(|part| words.iter().any(|known| same_word(known, part))) => {}
            Some((_, long)) => words.extend(*long),
            None => words.push(word),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::same_organisation;

    #[test]
    fn names_of_one_organisation() {
        for (a, b) in [
            ("PT PLN (Persero)", "PLN"),
            ("UPN", "Universitas Pembangunan Nasional"),
            ("Kejari Kepanjen", "Kejaksaan Negeri Kepanjen"),
            ("Kejaksaan Negeri (Kejari)", "Kejaksaan Negeri Kudus"),
            ("Dandim 0421", "Kodim 0421/Lampung Selatan"),
            ("Universitas Brawijaya (UB)", "UB"),
            ("Kantor Wilayah Direktorat Jenderal Pajak (DJP) Riau", "Kanwil DJP Riau"),
            ("Kantor Pertanahan Kabupaten Blora", "Kantah Blora"),
            ("Kanwil Ditjenpas NTB", "Kantor Wilayah Ditjenpas Nusa Tenggara Barat"),
            ("Perwakilan BPKP Sumbar", "Badan Pengawasan Keuangan dan Pembangunan (BPKP) Sumbar"),
            ("Kanwil Kemenkumham Bali", "Kantor Wilayah Kementerian Hukum dan HAM Bali"),
            ("Kemenkumham Malut", "Kantor Wilayah Kementerian Hukum dan Hak Asasi Manusia (Kemenkumham) Maluku Utara"),
            ("Bank NTT", "Bank Nusa Tenggara Timur"),
        ] {
            assert!(same_organisation(a, b), "{a} = {b}");
        }
        for (a, b) in [
            ("Bank Mandiri", "Universitas Mandala"),
            ("BPS", "BPN"),
            ("Kantor Kementerian Agama Kutai Kartanegara", "Pengadilan Agama Kutai Kartanegara"),
            ("Universitas Islam Negeri Sunan Ampel", "Universitas Islam Negeri Sunan Kalijaga"),
            ("Kantor Pertanahan Kabupaten Deli Serdang", "Kantor Kementerian Agama Kabupaten Deli Serdang"),
        ] {
            assert!(!same_organisation(a, b), "{a} ≠ {b}");
        }
    }
}
