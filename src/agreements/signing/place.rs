//! The place of the signing: where somebody acts, in whose house, or in which town.

use super::{
    Told, begins_there, date::signs_ahead, day_in, events, follows_up, is_undated, neighbours, scene, signed_on,
    speech_at_event,
};
use crate::{
    agreements::{
        clauses::{Actor, Clause, Role, Who},
        draft::Draft,
        parties::{self, Side},
    },
    lexicon::{
        cues::{Cue, RoleCue},
        lists::List,
    },
    model::{Level, RegionCode, Span, Status},
    read::{
        Document, Mention,
        proper_names::{NameKind, ProperName},
        regions::NamedAs,
        tokens::Gap,
    },
};

/// Where it was signed.
pub(in crate::agreements) fn place(
    document: &Document<'_>,
    clauses: &[Clause],
    draft: &Draft,
    status: Status,
) -> Told<RegionCode> {
    if status == Status::Direncanakan {
        return place_to_come(document, clauses, draft);
    }
    let own = |index: &usize| {
        let told_as_past = clauses[*index].background && *index != draft.clauses[0];
        (draft.background || !told_as_past) && !follows_up(clauses, draft, *index, status)
    };
    let mut order: Vec<usize> = draft.clauses.iter().copied().filter(own).collect();
    if status != Status::Berakhir && !draft.background {
        let near = |index: &usize| index.abs_diff(draft.clauses[0]) == 1 || tells_of_event(document, &clauses[*index]);
        // "Pertemuan pertama digelar di Bali beberapa waktu lalu": where the day is told, that is another one.
        let dated = || signed_on(document, clauses, draft, status).is_some();
        let earlier = |index: &usize| is_undated(document, &clauses[*index]) && dated();
        // "Hal itu terungkap dalam pertemuan di Pekanbaru, Sabtu", of what was signed in November.
        let another_day = |index: &usize| {
            let day = day_in(document, &clauses[*index]).map(|(day, _)| day.first_day());
            let signed = day.and_then(|_| signed_on(document, clauses, draft, status));
            day.zip(signed).is_some_and(|(day, (signed, _))| day < signed.first_day() || signed.last_day() < day)
        };
        order.extend(neighbours(clauses, draft).filter(|index| near(index) && !earlier(index) && !another_day(index)));
    }
    // Signed on screens, whatever halls are named.
    if draft.clauses.iter().any(|index| virtual_in(document, &clauses[*index])) {
        return None;
    }
    let mut province: Told<RegionCode> = None;
    for index in order {
        let clause = &clauses[index];
        if status == Status::Berakhir && clause.sign.is_none() {
            continue;
        }
        if clause.speech && clause.sign.is_none() && clause.signing.is_none() {
            continue;
        }
        if virtual_in(document, clause) {
            return None;
        }
        let named_before = || there(document, clauses, index).or_else(|| same_place(document, clauses, index, draft));
        if let Some((code, span)) = place_in(document, clause, draft).or_else(named_before) {
            // "di Jakarta" until a city in it is named: the most specific region counts. "Enam gubernur di tanah Papua … Penandatanganan
            // digelar di Manokwari": the sentence of the signing tells it for certain.
            let of_event = || clause.tells_of_signing() && day_in(document, clause).is_some();
            if !code.is_province() && (province.is_none_or(|(wider, _)| code.province() == wider) || of_event()) {
                return Some((code, span));
            }
            province = province.or(code.is_province().then_some((code, span)));
        }
    }
    if province.is_some() || draft.background || status == Status::Berakhir {
        return province;
    }
    let event = events(document, clauses).find_map(|index| place_in(document, &clauses[index], draft));
    let visit = || draft.clauses.iter().find_map(|index| place_of_visit(document, clauses, draft, *index));
    let speech = || {
        let clause = &clauses[speech_at_event(document, clauses, draft)?];
        let day = day_in(document, clause)?.0;
        let fits = signed_on(document, clauses, draft, status).is_none_or(|(signed, _)| signed == day);
        place_in(document, clause, draft).filter(|_| fits)
    };
    event.or_else(|| place_of_scene(document, clauses, draft, status)).or_else(visit).or_else(speech)
}

/// "Wali Kota A berkunjung ke Kabupaten B untuk menandatangani PKS", "… ke Kabupaten B. Ia menandatangani PKS": at the party whom one
/// visits, as the sentence of the signing or the one before tells.
fn place_of_visit(document: &Document<'_>, clauses: &[Clause], draft: &Draft, index: usize) -> Told<RegionCode> {
    let sign = clauses[index].sign.or(clauses[index].signing).filter(|_| !clauses[index].title)?;
    let told = |clause: &&Clause| !clause.title && !clause.speech && !clause.background;
    let before = index.checked_sub(1).map(|before| &clauses[before]);
    [Some(&clauses[index]), before].into_iter().flatten().filter(told).find_map(|clause| {
        let visit = document.listed_in(List::Visits, clause.first, clause.last.min(sign)).next()?;
        let host = document.regions.iter().find(|region| visit < region.first && region.first <= visit + 4)?;
        // "menerima kunjungan Bupati B" names the guest.
        let there = document.words(visit, host.first).split(' ').any(|word| word == "ke");
        let verb = document.words(visit, visit + 1).to_lowercase().starts_with("men");
        let of_party = draft.has_region(host.value.code) && !host.value.code.is_province();
        (of_party && (there || verb)).then_some((host.value.code, host.span))
    })
}

/// Where the scene lies that begins the article, on the day of the signing: "Kawasan Wisata Cambai Hill, Kabupaten Solok, jadi tempat …".
fn place_of_scene(document: &Document<'_>, clauses: &[Clause], draft: &Draft, status: Status) -> Told<RegionCode> {
    let clause = &clauses[scene(document, clauses, draft)?];
    let day = day_in(document, clause).map(|(day, _)| day);
    signed_on(document, clauses, draft, status).filter(|(signed, _)| Some(*signed) == day)?;
    let behind_hall = |actor: &&Actor| {
        let town = match actor.who {
            Who::Region { code, named_as: NamedAs::Bare | NamedAs::Typed } => !code.is_province(),
            _ => false,
        };
        town && document.tokens.list[actor.first].gap.has(Gap::COMMA)
            && !document.tokens.dateline.contains(&actor.first)
    };
    let town = || {
        let actor = clause.actors.iter().find(behind_hall)?;
        let Who::Region { code, .. } = actor.who else { return None };
        Some((code, document.tokens.span(actor.first, actor.last)))
    };
    let hall = || {
        let inside = |first: usize, last: usize| clause.first <= first && last <= clause.last;
        let mut halls = document.names.iter().filter(|name| inside(name.first, name.last));
        let name =
            halls.find(|name| name.value.kind == NameKind::Venue || document.listed(List::PlaceGoesOn, name.first))?;
        Some((town_in_name(document, name.first, name.last)?, name.span))
    };
    // "ke Gedung Serba Guna Padang Kempas, Bintuhan, Kamis (16/6)"
    let seat = || {
        let mut places = document.places.iter().filter(|place| !place.value.building);
        let place = places.find(|place| {
            let inside = clause.first <= place.first && place.last <= clause.last;
            inside
                && document.tokens.list[place.first].gap.has(Gap::COMMA)
                && !document.tokens.dateline.contains(&place.first)
        })?;
        Some((place.value.code, place.span))
    };
    place_in(document, clause, draft).or_else(town).or_else(hall).or_else(seat)
}

/// "MoU akan ditandatangani Selasa di Kantor Bupati Karo": of what is planned only a place that stands behind the word for the
/// plan, or behind the act where its day is to come.
fn place_to_come(document: &Document<'_>, clauses: &[Clause], draft: &Draft) -> Told<RegionCode> {
    draft.clauses.iter().map(|index| &clauses[*index]).find_map(|clause| {
        let sign = clause.sign?;
        let told = clause.plan.or(clause.wish).filter(|plan| *plan <= sign);
        let plan = told.or_else(|| signs_ahead(document, clauses, draft).then_some(sign))?;
        // "dijadwalkan berada di Bandung untuk menandatangani MoU"
        let behind = document.tokens.span(plan, plan + 1).end();
        // "akan meneken MoU, kata bupati di Medan": where he says it.
        let said = |start: usize| {
            document
                .cues_in(sign, clause.last)
                .any(|cue| matches!(cue.value, Cue::SpeakerBehind | Cue::SpeakerBefore) && cue.span.start() < start)
        };
        place_in(document, clause, draft).filter(|(_, span)| span.start() >= behind && !said(span.start()))
    })
}

/// "Batam jadi persinggahan. Di kota itu pula 11 OPD meneken PKS", "Di tempat itulah …": the place that the sentence before
/// names.
fn there(document: &Document<'_>, clauses: &[Clause], index: usize) -> Told<RegionCode> {
    let before = &clauses[index.checked_sub(1).filter(|_| begins_there(document, &clauses[index]))?];
    // Neither whose event it is, "misi dagang Pemprov Jatim", nor a dateline.
    let place = |actor: &&Actor| match actor.who {
        Who::Region { code, named_as: NamedAs::Bare | NamedAs::Typed | NamedAs::Building } => {
            !code.is_province() && !document.tokens.dateline.contains(&actor.first)
        }
        _ => false,
    };
    let named = before.actors.iter().rev().find(place)?;
    let Who::Region { code, .. } = named.who else { return None };
    Some((code, document.tokens.span(named.first, named.last)))
}

/// "Sebelumnya, di tempat yang sama, MoU serupa diteken …": the place that a sentence before tells, the nearest first.
fn same_place(document: &Document<'_>, clauses: &[Clause], index: usize, draft: &Draft) -> Told<RegionCode> {
    const NEAR: usize = 6;
    let clause = &clauses[index];
    let word = |at: usize| document.words(at, at + 1);
    let means_it = |at: usize| {
        let same = at + 2 < clause.last && word(at + 1) == "yang" && word(at + 2) == "sama";
        at > clause.first && document.listed(List::AtPlace, at - 1) && same
    };
    if !document.listed_in(List::PlaceNoun, clause.first, clause.last).any(means_it) {
        return None;
    }
    let before = clauses[..index].iter().rev().filter(|before| !before.title && !before.speech);
    before.take(NEAR).find_map(|before| place_in(document, before, draft))
}

/// Does a sentence near the report tell of the event: of a day, a house, a signing, something that takes place?
fn tells_of_event(document: &Document<'_>, clause: &Clause) -> bool {
    let inside = |first: usize, last: usize| clause.first <= first && last <= clause.last;
    let day = document.dates.iter().any(|date| inside(date.first, date.last) && date.rule != "year");
    let house = clause.actors.iter().any(|actor| matches!(actor.who, Who::Region { named_as: NamedAs::Building, .. }));
    let takes_place = document
        .cues_in(clause.first, clause.last)
        .any(|cue| cue.value == Cue::Role(RoleCue::Venue) && document.words(cue.first, cue.last).len() > 2);
    day || house || takes_place || clause.sign.is_some() || clause.signing.is_some()
}

/// "secara daring", "lewat Zoom": is it signed on screens?
fn virtual_in(document: &Document<'_>, clause: &Clause) -> bool {
    document.cues_in(clause.first, clause.last).any(|cue| cue.value == Cue::Virtual)
}

/// "menandatangani kesepakatan bersama di {Bali}": does a place stand right behind what is signed there?
fn behind_document(document: &Document<'_>, actor: &Actor) -> bool {
    let Some(end) = actor.first.checked_sub(1) else { return false };
    document.cues_in(end.saturating_sub(4), end).any(|cue| {
        let signed = matches!(cue.value, Cue::Form(_) | Cue::ShortForm(_) | Cue::Paper | Cue::Sign | Cue::Signing);
        signed && cue.last == end
    })
}

/// "di Gedung PKK {Provinsi Sulbar}": does a province stand at the end of a hall's name?
fn ends_a_hall(document: &Document<'_>, clause: &Clause, actor: &Actor) -> bool {
    let list = &document.tokens.list;
    let from = actor.first.saturating_sub(8).max(clause.first + 1);
    // All words of the name begin with a capital, and nothing stands between them.
    let name = (from..=actor.first).rev().take_while(|at| list[*at].capital).last();
    let Some(hall) = name.filter(|hall| *hall < actor.first) else { return false };
    let plain = (hall + 1..=actor.first).all(|at| list[at].gap.only(Gap::BLANK));
    plain && document.listed(List::AtPlace, hall - 1) && document.listed(List::PlaceGoesOn, hall)
}

/// Where a sentence says that it happens: the most specific region named as place; a house or seat, "pendopo",
/// "di kantor bupati, Tenggarong"; a province; the house of a party.
fn place_in(document: &Document<'_>, clause: &Clause, draft: &Draft) -> Told<RegionCode> {
    let inside = |first: usize, last: usize| clause.first <= first && last <= clause.last;
    // Regions named as place: the most specific one.
    let mut named: Vec<(RegionCode, Span, (bool, bool, usize))> = clause
        .actors
        .iter()
        .filter(|actor| !actor.listed)
        .filter(|actor| {
            // A house is a place whatever it does in the sentence: "lebih ramai dari biasanya".
            let house = matches!(actor.who, Who::Region { named_as: NamedAs::Building, .. });
            // "Pemimpin Cabang Perum Bulog Merauke Djabiruddin Lasaru": where somebody is in office.
            (actor.role == Role::Venue || house) && !document.within_person(actor.first, actor.last)
        })
        .filter(|actor| {
            let plain =
                matches!(actor.who, Who::Region { named_as: NamedAs::Bare | NamedAs::Typed | NamedAs::Government, .. });
            let province = matches!(actor.who, Who::Region { code, .. } if code.is_province());
            let elsewhere = || is_of_purpose(document, clause, actor.first);
            !plain || province || !in_an_area(document, clause, actor.first) && !elsewhere()
        })
        .filter_map(|actor| match actor.who {
            // "percepatan pembangunan di Kaltara, Rabu": a province is no place where one signs, unless it is a town too, Jakarta.
            Who::Region { code, named_as: NamedAs::Bare | NamedAs::Typed }
                if code.is_province()
                    && !names_a_seat(document, code, actor)
                    && !behind_document(document, actor)
                    && !ends_a_hall(document, clause, actor) =>
            {
                None
            }
            // "di Pendopo Bupati Serang, Jalan Veteran, Kota Serang": the town counts, not whose house it is.
            Who::Region { code, named_as } => {
                // "di Pendopo Pemkab Malang, Jl Agus Salim, Kota Malang"
                let owner = matches!(named_as, NamedAs::Building | NamedAs::Government | NamedAs::Head)
                    || code.is_province() && ends_a_hall(document, clause, actor);
                let rank = (code.is_province(), owner, actor.first);
                Some((code, document.tokens.span(actor.first, actor.last), rank))
            }
            Who::Organisation { .. } => {
                let code = town_in_name(document, actor.first, actor.last)
                    .or_else(|| party_that_begins(document, actor.first, actor.last, draft))
                    .or_else(|| seat_of_party(document, actor, draft))?;
                Some((code, document.tokens.span(actor.first, actor.last), (code.is_province(), true, actor.first)))
            }
            _ => None,
        })
        .chain(halls(document, clause, draft))
        .collect();
    // "di Hotel Mulia, Jakarta", "di Kantor Badan Penghubung Provinsi Riau, Jakarta": in the town behind the hall, whatever that is named
    // after.
    let behind_hall = |(code, _, (province, owner, _)): &&(RegionCode, Span, (bool, bool, usize))| {
        *province && !owner && !draft.has_region(*code)
    };
    let town = named.iter().find(behind_hall).map(|(code, ..)| *code);
    let elsewhere = |code: RegionCode| town.is_some_and(|town| code.province() != town);
    named.retain(|(code, ..)| !elsewhere(*code));
    // "12 kabupaten di tiga provinsi, Kalteng, Kalsel dan Kaltim": several provinces are no place.
    let provinces = || named.iter().map(|(code, ..)| *code).filter(|code| code.is_province());
    if provinces().any(|code| Some(code) != provinces().next()) {
        named.retain(|(code, ..)| !code.is_province());
    }
    named.sort_by_key(|(_, _, rank)| *rank);
    if let Some((code, span, _)) = named.first()
        && !code.is_province()
    {
        return Some((*code, *span));
    }
    if let Some(place) = document.places.iter().find(|place| place.value.building && inside(place.first, place.last)) {
        return Some((place.value.code, place.span));
    }
    let venue = document.cues_in(clause.first, clause.last).any(|cue| cue.value == Cue::Role(RoleCue::Venue));
    // "Benteng Oranje" is not in Benteng.
    let of_name = |first: usize, last: usize| document.names.iter().any(|name| name.first == first && last < name.last);
    // "tentang Pidana Kerja Sosial di Kabupaten Dompu", "yang melibatkan Lamandau di Kalimantan Tengah serta Kabupaten Ketapang"
    let topic = |first: usize, last: usize| {
        let party = |actor: &Actor| {
            let bare = matches!(actor.who, Who::Region { named_as: NamedAs::Bare, .. });
            let side = || actor.side.as_ref().is_some_and(|side| draft.sides.contains(side));
            actor.takes_part() && !bare && side()
        };
        let other = |actor: &Actor| actor.role == Role::Topic || party(actor);
        clause.actors.iter().any(|actor| other(actor) && actor.first <= first && last <= actor.last)
    };
    if venue
        && let Some(place) = document.places.iter().find(|place| {
            !place.value.building
                && inside(place.first, place.last)
                && !elsewhere(place.value.code)
                && behind_place_word(document, clause, place.first)
                && !of_name(place.first, place.last)
                && !topic(place.first, place.last)
                && !is_told_apart(document, clause, place.first)
        })
    {
        return Some((place.value.code, place.span));
    }
    if let Some((code, span, _)) = named.first() {
        return Some((*code, *span));
    }
    own_house(document, clause, draft)
}

/// Does a comma part a place from what the sentence tells of the signing?
fn is_told_apart(document: &Document<'_>, clause: &Clause, place: usize) -> bool {
    // "Pemkab Halmahera Timur MoU dengan 4 Kampus, Jamin Dokter di RSUD Maba": another thing that a headline tells.
    clause.title && comma_in(document, clause.first + 1, place + 1) || is_of_purpose(document, clause, place)
}

/// "MABA – Demi tersedianya dokter di RSUD Maba, Pemkab Halmahera Timur meneken …": does a place belong to the purpose that the
/// sentence begins with?
fn is_of_purpose(document: &Document<'_>, clause: &Clause, place: usize) -> bool {
    let begin = clause.first.max(document.tokens.dateline.end.min(place));
    let purpose = || document.cues_in(begin, begin + 1).any(|cue| cue.value == Cue::Role(RoleCue::Topic));
    clause.act().is_some_and(|act| comma_in(document, place + 1, act)) && purpose()
}

fn comma_in(document: &Document<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| document.tokens.list[at].gap.has(Gap::COMMA))
}

/// "pelayanan di wilayah perbatasan Kabupaten Serang dan Kota Cilegon": is it where something is done, and not where one meets?
fn in_an_area(document: &Document<'_>, clause: &Clause, place: usize) -> bool {
    let venue = document.cues_in(clause.first, place).filter(|cue| cue.value == Cue::Role(RoleCue::Venue)).last();
    venue.is_some_and(|cue| document.listed(List::Area, cue.last))
}

/// "di Auditorium Taman Budaya Gunungkidul": halls named as the place, in the town at the end of the name.
fn halls<'a>(
    document: &'a Document<'_>,
    clause: &'a Clause,
    draft: &'a Draft,
) -> impl Iterator<Item = (RegionCode, Span, (bool, bool, usize))> + 'a {
    // "di TPA Regional Payakumbuh" may be what is managed; "di Auditorium …" is where one meets.
    let venue = |at: usize, hall: bool| {
        document
            .cues_in(clause.first, at)
            .any(|cue| cue.value == Cue::Role(RoleCue::Venue) && cue.last == at && (hall || cue.last - cue.first > 1))
            || at < clause.last
                && document.cues_in(clause.first, at + 1).any(|cue| {
                    // "{di Gedung} Rektorat UR Pekanbaru": the hall's name begins within the words for a place.
                    cue.value == Cue::Role(RoleCue::Venue) && cue.first + 1 == at && cue.last == at + 1
                })
    };
    // "PKS ditandatangani di Tribun Lapangan Merdeka Ambon": in the town of a party.
    let of_party = move |first: usize, last: usize| {
        let signed = clause.sign.or(clause.signing).is_some_and(|sign| sign < first);
        // "di Gedung Negara Jayapura", of the province.
        let own = |code: RegionCode| draft.has_region(code) || draft.has_region(code.province());
        signed && venue(first, true) && town_in_name(document, first, last).is_some_and(own)
    };
    document
        .names
        .iter()
        .filter(|name| matches!(name.value.kind, NameKind::Venue | NameKind::Other) && name.rule != "place-head")
        .filter(move |name| {
            clause.first <= name.first
                && name.last <= clause.last
                && (venue(name.first, name.value.kind == NameKind::Venue)
                    || of_party(name.first, name.last)
                    || is_where_one_meets(document, clause, name.last))
        })
        .filter_map(|name| {
            let code = town_of_hall(document, name.first, name.last)?;
            Some((code, name.span, (code.is_province(), true, name.first)))
        })
}

/// "Pendopo Parasamya Sleman menjadi tempat bertemunya dua bupati", "… jadi saksi penandatanganan": what a sentence says of the hall
/// that it begins with.
fn is_where_one_meets(document: &Document<'_>, clause: &Clause, behind: usize) -> bool {
    let mut near = document.listed_in(List::MeetingPlace, behind + 1, clause.last.min(behind + 3));
    behind < clause.last && document.listed(List::BecomesPlace, behind) && near.next().is_some()
}

/// "di Kantor Perwakilan Bank Indonesia Balikpapan": the regency or city at the end of an organisation's name, where the
/// article names it by itself as well, or its name is of several words, "Kejari Lampung Barat".
fn town_in_name(document: &Document<'_>, first: usize, last: usize) -> Option<RegionCode> {
    let (at, codes) = document.regions_ending(first + 1, last).next()?;
    let in_article = |code: &RegionCode| document.regions.iter().any(|region| region.value.code == *code);
    let name = document.words(last - 1, last);
    let town = |code: &&RegionCode| !code.is_province() || is_seat(document, **code, name);
    let alone = || (last - at > 1 && codes.len() == 1).then(|| codes[0]);
    codes.iter().filter(town).copied().find(in_article).or_else(|| alone().filter(|code| !code.is_province()))
}

/// "di Gedung Rektorat Universitas Diponegoro Semarang", "di Hotel Atlet Century Jakarta": the town at the end of a hall's name, also a
/// city that the article names nowhere else.
fn town_of_hall(document: &Document<'_>, first: usize, last: usize) -> Option<RegionCode> {
    let city = || {
        let (_, codes) = document.regions_ending(first + 1, last).next()?;
        let mut cities = codes.iter().copied().filter(|code| {
            let seat = || is_seat(document, *code, document.words(last - 1, last));
            code.level() == Level::Kota || code.is_province() && seat()
        });
        cities.next().filter(|_| cities.next().is_none())
    };
    town_in_name(document, first, last).or_else(city)
}

/// "Jakarta", of Jakarta Pusat: is a province named as its seat of government is?
fn names_a_seat(document: &Document<'_>, code: RegionCode, actor: &Actor) -> bool {
    is_seat(document, code, document.words(actor.last - 1, actor.last))
}

/// Does the name of a province's seat begin so?
fn is_seat(document: &Document<'_>, code: RegionCode, name: &str) -> bool {
    document.lexicons.region(code).is_some_and(|region| region.capital.starts_with(name))
}

/// "di aula Sikka Convention Center": the party whose name a hall's begins with.
fn party_that_begins(document: &Document<'_>, first: usize, last: usize, draft: &Draft) -> Option<RegionCode> {
    let regions = &document.lexicons.regions;
    let (_, names) = document.tokens.phrase(&regions.names, first, last)?;
    let own = |code: &RegionCode| !code.is_province() && draft.has_region(*code);
    regions.name_list[names[0]].codes.iter().copied().find(own)
}

/// "di kantor Pengadilan Agama", with Pengadilan Agama Karanganyar as a party: the town of the party's full name, where that is a party
/// too.
fn seat_of_party(document: &Document<'_>, actor: &Actor, draft: &Draft) -> Option<RegionCode> {
    document.listed_in(List::PlaceGoesOn, actor.first.saturating_sub(2), actor.first).next()?;
    let side = actor.side.as_ref().filter(|side| parties::contains(&draft.sides, side))?;
    let full = document.names.iter().filter(|name| parties::names_organisation(side, &name.value.name));
    let towns = full.filter_map(|name| town_in_name(document, name.first, name.last));
    towns.into_iter().find(|code| draft.has_region(*code))
}

/// Is a seat named as a place, "di kantor bupati, Tenggarong"?
fn behind_place_word(document: &Document<'_>, clause: &Clause, at: usize) -> bool {
    // "Di Gedung Pusat Layanan Usaha Terpadu (PLUT) Koperasi dan UMKM, Jalan Olahraga, Sidikalang, …"
    let opens = clause.first + 14 >= at && document.listed(List::AtPlace, clause.first);
    opens || document.listed_in(List::AtPlace, clause.first.max(at.saturating_sub(9)), at).next().is_some()
}

/// "di Balai Kota", "di Kantor Bupati", "halaman kantornya": the house of the party of that kind.
fn own_house(document: &Document<'_>, clause: &Clause, draft: &Draft) -> Told<RegionCode> {
    let houses = &document.lexicons.lists.houses;
    // ASCII only, so that offsets stay what they are.
    let words = document.words(clause.first, clause.last).to_ascii_lowercase();
    if !document.lexicons.lists.names_a_house(&words) {
        return None;
    }
    // Whole words: "pendapat" is no "pendapa".
    let at = |house: &str| {
        let bounded = |at: &usize| {
            let behind = words[at + house.len()..].chars().next();
            words[..*at].ends_with(' ') && !behind.is_some_and(char::is_alphanumeric)
        };
        words.match_indices(house).map(|(at, _)| at).find(bounded)
    };
    let mut named = houses.iter().filter_map(|(house, level)| Some((house, level, at(house)?)));
    let first = named.next()?;
    // "di Pendopo Bupati setempat" tells more than "pendopo" alone.
    let (house, level, at) = named.find(|(_, level, at)| level.is_some() && *at == first.2).unwrap_or(first);
    let start = document.tokens.span(clause.first, clause.last).start() + at;
    // "Balai Kota Vlissingen"
    let abroad = |name: &Mention<ProperName>| {
        let foreign = matches!(name.value.kind, NameKind::Foreign | NameKind::Country);
        foreign && name.span.start() == start + house.len() + 1
    };
    if document.names.iter().any(abroad) {
        return None;
    }
    let owners: Vec<RegionCode> = draft
        .sides
        .iter()
        .filter_map(Side::region)
        .filter(|code| level.is_none_or(|level| code.level() == level))
        .collect();
    let dateline = document
        .regions
        .iter()
        .find(|region| document.tokens.dateline.contains(&region.first))
        .map(|region| region.value.code);
    // "di rumah jabatannya": that of the host named in the sentence.
    let host = || {
        let people = clause.actors.iter().rev().filter_map(|actor| match actor.who {
            Who::Person(person) if actor.role != Role::Witness => Some(&document.people[person].value),
            _ => None,
        });
        people.filter(|person| person.official).find_map(|person| person.region).filter(|code| owners.contains(code))
    };
    let owner = match owners[..] {
        [code] => Some(code),
        _ if house.ends_with("nya") && host().is_some() => host(),
        _ => dateline.filter(|code| owners.contains(code)),
    }?;
    Some((owner, Span::new(start, start + house.len())))
}
