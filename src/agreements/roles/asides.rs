//! Names that tell only a place, an origin or the province of another: no party for that.

use super::walk::Walk;
use crate::{
    agreements::clauses::{Actor, Clause, Role, Who},
    lexicon::{cues::Cue, lists::List},
    model::RegionCode,
    read::{
        Document, Mention,
        proper_names::{NameKind, ProperName},
        regions::NamedAs,
        tokens::Gap,
    },
};

/// The organisation that was named last, if it is a partner.
pub(super) fn partner_body(clause: &Clause) -> Option<&Actor> {
    let partner = |body: &&Actor| body.role == Role::Partner && matches!(body.who, Who::Organisation { .. });
    clause.actors.last().filter(partner)
}

impl Walk<'_> {
    /// The role of a name that only goes with the one before it, whatever is said next.
    pub(super) fn named_beside(&self, actor: &Actor, clause: &Clause) -> Option<Role> {
        let gap = self.document.tokens.list[actor.first].gap;
        // "BPN se-Lampung": where they are.
        if self.word_before(actor).eq_ignore_ascii_case("se") && gap.has(Gap::HYPHEN) {
            return Some(Role::Aside);
        }
        // "milik Kabupaten Lombok Timur (Lotim)": the short form in brackets is what the name before it is.
        let before = clause.actors.last()?;
        let same = match (&actor.who, &before.who) {
            (Who::Region { code, .. }, Who::Region { code: known, .. }) => code == known,
            _ => false,
        };
        (same && before.last == actor.first && gap.has(Gap::OPEN)).then_some(before.role)
    }

    /// "BUMD Pemprov DKI Jakarta, PT MRT Jakarta": is a government named as the owner of a company?
    pub(super) fn owns_a_company(&self, actor: &Actor) -> bool {
        self.is_government(actor) && self.word_before(actor).eq_ignore_ascii_case("BUMD")
    }

    /// "BPJS Ketenagakerjaan wilayah Sumbar", "Poltekkes Kemenkes Jayapura kelas Nabire": does a word for a branch stand between a
    /// body and a region?
    pub(super) fn is_area_of_branch(&self, actor: &Actor, clause: &Clause) -> bool {
        let body = |before: &Actor| matches!(before.who, Who::Organisation { .. }) && before.last + 1 == actor.first;
        let region = matches!(actor.who, Who::Region { named_as: NamedAs::Bare | NamedAs::Typed, .. });
        let branches = &self.document.lexicons.offices.name_branches;
        let branch = |before: usize| branches.contains(self.document.tokens.list[before].word);
        region && actor.first.checked_sub(1).is_some_and(branch) && clause.actors.last().is_some_and(body)
    }

    /// Does somebody who acts end the place told before?
    pub(super) fn ends_the_place(&self, actor: &Actor, clause: &Clause) -> bool {
        // "Di sana Penjabat Bupati Mubar": the office begins with its mark.
        let first = self.document.people.iter().find(|person| person.first <= actor.first && actor.first < person.last);
        let first = first.map_or(actor.first, |person| person.first);
        let before = first.checked_sub(1).filter(|before| *before >= self.sentence.first);
        let listed = |list: List| before.is_some_and(|before| self.document.listed(list, before));
        // "Di tempat sejuk itu Pemkab Kampar …": the place ended with "itu".
        // "di aula yang sama Pemkab Kampar …"
        // "di kampus tersebut, Kabupaten Rokan Hulu" goes on.
        let goes_on = || {
            let typed = matches!(actor.who, Who::Region { named_as: NamedAs::Bare | NamedAs::Typed, .. });
            typed && self.act_seen && self.document.tokens.list[first].gap.has(Gap::COMMA)
        };
        let demonstrative = listed(List::That) && !goes_on();
        // "Di situlah Bupati Bantul …"
        let there = listed(List::There);
        // "di Kota Semarang dimanfaatkan Wali Kota Malang": who acts stands behind a passive verb.
        let word = before.map_or("", |before| self.document.words(before, first));
        let passive = || word.starts_with("di") && word.len() > 5 && self.is_government(actor);
        // "Munas di Kota Semarang tidak disia-siakan Wali Kota Malang H. Sutiaji": a person is no place.
        let person = || {
            let behind_place =
                clause.actors.last().is_some_and(|place| place.role == Role::Venue && actor.first > place.last + 1);
            let mut people = self.document.people.iter();
            behind_place && people.any(|person| person.first <= actor.first && actor.last <= person.last)
        };
        demonstrative || there || passive() || person()
    }

    /// "kota pelabuhan di Belanda itu menjadi kembaran Ambon": did "itu" end the place that "di" opened?
    pub(super) fn is_past_the_place(&self, actor: &Actor) -> bool {
        let list = &self.document.tokens.list;
        let soft = (self.venue_from + 1..=actor.first).all(|at| list[at].gap.is_soft());
        let ended = |at: usize| matches!(self.document.words(at, at + 1), "itu" | "tersebut");
        soft && (self.venue_from + 1..actor.first.saturating_sub(1)).any(ended)
    }

    /// The word before a name, none where it begins the sentence.
    fn word_before(&self, actor: &Actor) -> &str {
        match actor.first > self.sentence.first {
            true => self.document.words(actor.first - 1, actor.first),
            false => "",
        }
    }

    /// "Kantor Kecamatan Bayan, Kabupaten Purworejo, …", "kampus Unibos, Jalan Urip Sumoharjo, Kota Makassar itu": does a bare name tell
    /// where the street, hall or subdistrict before it lies?
    pub(super) fn lies_there(&self, actor: &Actor) -> bool {
        let bare = matches!(actor.who, Who::Region { named_as: NamedAs::Bare | NamedAs::Typed, .. });
        let gap = |at: usize| self.document.tokens.list[at].gap;
        let ends = |at: usize| {
            at >= self.sentence.last
                || gap(at).has(Gap::COMMA.or(Gap::CLOSE).or(Gap::STOP))
                || self.document.listed(List::That, at)
        };
        let before = |name: &Mention<ProperName>| {
            name.last == actor.first && matches!(name.value.kind, NameKind::Venue | NameKind::Other)
        };
        // "Jalan DR TD Pardede Medan": in which town the street lies.
        let street = |name: &Mention<ProperName>| name.last == actor.first && name.rule == "place-head";
        let along = gap(actor.first).only(Gap::BLANK) && self.document.names.iter().any(street);
        let behind = gap(actor.first).has(Gap::COMMA) && self.document.names.iter().any(before);
        bare && ends(actor.last) && (behind || along)
    }

    /// "gedung rektorat Universitas Papua (UNIPA), Manokwari, Senin": does a bare name between commas tell where the
    /// house, hall or organisation before it lies?
    pub(super) fn tells_where(&self, actor: &Actor, clause: &Clause) -> bool {
        let list = &self.document.tokens.list;
        let bare = matches!(actor.who, Who::Region { named_as: NamedAs::Bare | NamedAs::Typed, .. });
        let ends = |at: usize| at >= self.sentence.last || list[at].gap.has(Gap::COMMA.or(Gap::CLOSE).or(Gap::STOP));
        let joined = actor.last < self.sentence.last && self.document.listed(List::And, actor.last);
        // "Perumdam Tirta Pinang Kota Pangkalpinang", "Institut Teknologi Nasional (ITN) Malang": part of the name.
        let gap = list[actor.first].gap;
        let of_name = clause
            .actors
            .last()
            .is_some_and(|place| matches!(place.who, Who::Organisation { .. }) && place.last == actor.first)
            && gap.only(Gap::BLANK.or(Gap::CLOSE));
        if bare && of_name {
            return true;
        }
        // "dengan Universitas Padjadjaran, Bandung, diteken …": where that is.
        let of_partner = gap.has(Gap::COMMA) && partner_body(clause).is_some_and(|body| body.last == actor.first);
        let one = matches!(actor.who, Who::Region { named_as: NamedAs::Bare, .. });
        let signed = |cue: &Mention<Cue>| cue.first == actor.last && cue.value == Cue::Sign;
        let passive = || {
            let comma = actor.last < self.sentence.last && list[actor.last].gap.has(Gap::COMMA);
            comma
                && self.document.words(actor.last, actor.last + 1).starts_with("di")
                && self.document.cues_in(actor.last, self.sentence.last).any(signed)
        };
        if one && of_partner && passive() {
            return true;
        }
        let place = clause.actors.last().is_some_and(|place| {
            let building = matches!(place.who, Who::Region { named_as: NamedAs::Building, .. });
            let hall =
                place.role == Role::Venue || matches!(place.who, Who::Organisation { .. }) && place.role == Role::Aside;
            place.last == actor.first && (building || hall)
        });
        bare && place && !joined && list[actor.first].gap.has(Gap::COMMA) && ends(actor.last)
    }

    /// "di Hotel Bela, Ternate, Senin": does a place go on behind a comma, with anything in capitals that is no
    /// government, person or organisation, and that nothing is joined to?
    pub(super) fn place_goes_on(&self, at: usize, next: Option<&Actor>, clause: &Clause) -> bool {
        let list = &self.document.tokens.list;
        if self.document.listed(List::PlaceGoesOn, at) {
            return true;
        }
        match next {
            None => list[at].capital,
            Some(actor) => {
                // "di Ruang Pertemuan DPUPR, Kabupaten Belitung, Rabu": an agency's hall.
                let bare = match &actor.who {
                    Who::Region { named_as: NamedAs::Bare | NamedAs::Typed, .. } => true,
                    Who::Region { named_as: NamedAs::Government, .. } => self.act_seen,
                    _ => false,
                };
                let another = |place: &Actor| {
                    place.role == Role::Venue && is_province(place) && is_province(actor) && place.last == actor.first
                };
                // "di tiga provinsi, Kalteng, Kalsel dan Kaltim": provinces behind a province.
                let ends = |last: usize| {
                    let marks = Gap::COMMA.or(Gap::OPEN).or(Gap::CLOSE).or(Gap::STOP).or(Gap::DASH);
                    last >= self.sentence.last || list[last].gap.has(marks)
                };
                // "di gedung CCAR ITB, Bandung Jawa Barat, Selasa"
                let province = |label: &&Actor| match (&actor.who, &label.who) {
                    (Who::Region { code, .. }, Who::Region { code: wider, .. }) => {
                        label.first == actor.last && code.province() == *wider && code != wider
                    }
                    _ => false,
                };
                let label = || self.next.get(1).filter(province).is_some_and(|label| ends(label.last));
                let alone = clause.actors.last().is_some_and(another) || ends(actor.last) || label();
                // "ditandatangani di Gedung Sebatik, Telkom University, Kabupaten Bandung": whose hall it is.
                let whose = self.act_seen
                    && matches!(actor.who, Who::Organisation { .. })
                    && actor.last < self.sentence.last
                    && list[actor.last].gap.has(Gap::COMMA);
                bare && alone || whose
            }
        }
    }

    /// "bupati dari Kalteng, Kalsel dan Kaltim": provinces behind a province are where they come from too.
    pub(super) fn comes_from_too(&self, actor: &Actor, clause: &Clause) -> bool {
        clause.actors.last().is_some_and(|origin| {
            origin.role == Role::Aside
                && !matches!(actor.who, Who::Region { named_as: NamedAs::Government | NamedAs::Head, .. })
                && is_province(origin)
                && is_province(actor)
                && actor.first <= origin.last + 1
                && origin.first > self.sentence.first
                && self.listed_origin
        })
    }
}

/// "Pemkab Bombana, Provinsi Sulawesi Tenggara": the province only tells where the regency lies.
pub(super) fn is_province_of_another(document: &Document<'_>, clause: &Clause, actor: &Actor) -> bool {
    if let Who::Foreign { .. } = actor.who {
        // "Kabupaten Nanjing, Provinsi Fujian"
        let list = &document.tokens.list;
        return clause.actors.last().is_some_and(|other| {
            matches!(other.who, Who::Foreign { .. })
                && other.last == actor.first
                && list[actor.first].gap.has(Gap::COMMA.or(Gap::OPEN))
        }) && !foreign_list_goes_on(document, actor);
    }
    let Who::Region { code, named_as: NamedAs::Bare | NamedAs::Typed } = actor.who else { return false };
    if !code.is_province() {
        return false;
    }
    let list = &document.tokens.list;
    clause.actors.iter().rev().take(3).any(|other| {
        let inside = match other.who {
            Who::Region { code: inner, .. } => {
                // "Kabupaten Intan Jaya, Papua": of Papua until 2022.
                let formerly =
                    || document.lexicons.regions.former_codes.get(&inner).map(|former| former.code.province());
                inner != code && (inner.province() == code || formerly() == Some(code))
            }
            // "Kejaksaan Negeri Situbondo, Jawa Timur"
            Who::Organisation { .. } => named_after_a_region_in(document, other, code),
            _ => false,
        };
        let near = other.last <= actor.first && actor.first - other.last <= 1;
        // "Pemkab Grobogan di Jawa Tengah"
        let lies_in = actor.first == other.last + 1 && document.words(other.last, actor.first) == "di";
        // "Kota Gorontalo dan Provinsi Gorontalo" are two.
        inside && lies_in
            || inside
                && near
                && (list[other.last].gap.has(Gap::COMMA.or(Gap::OPEN))
                    || list[other.last].gap.only(Gap::BLANK.or(Gap::CLOSE)))
                && actor.first == other.last
            || matches!(other.who, Who::Region { code: same, .. } if same == code)
                && near
                && list[actor.first].gap.has(Gap::OPEN)
    })
}

/// "Guangxi, Chongqing, Sichuan dan Heilongjiang": does another place abroad follow, so that all of them are a list?
fn foreign_list_goes_on(document: &Document<'_>, actor: &Actor) -> bool {
    let list = &document.tokens.list;
    let next = actor.last;
    if next >= list.len() || document.words(actor.first, actor.first + 1) == "Provinsi" {
        return false;
    }
    let and = usize::from(document.words(next, next + 1) == "dan");
    let joined = and == 1 || list[next].gap.has(Gap::COMMA);
    let foreign =
        |at: usize| document.names.iter().any(|name| name.first == at && matches!(name.value.kind, NameKind::Foreign));
    joined && foreign(next + and)
}

/// Does a name end with that of a region in the province?
fn named_after_a_region_in(document: &Document<'_>, actor: &Actor, province: RegionCode) -> bool {
    let inside = |code: &RegionCode| *code != province && code.province() == province;
    document.regions_ending(actor.first + 1, actor.last).any(|(_, codes)| codes.iter().any(inside))
}

/// Is a province named, as itself or by its government?
pub(super) fn is_province(actor: &Actor) -> bool {
    matches!(actor.who, Who::Region { code, .. } if code.is_province())
}
