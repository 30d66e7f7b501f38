//! The day of the signing.

use jiff::ToSpan;

use super::{
    Told, begins_there, day_in, events, follows_up, is_alone, is_of_another_time, is_undated, neighbours, scene,
    speech_at_event,
};
use crate::{
    agreements::{clauses::Clause, draft::Draft},
    lexicon::{cues::Cue, lists::List},
    model::{PartialDate, Span, Status},
    read::{
        Document, Mention,
        dates::{DatePhrase, DateValue},
        is_one_of,
        tokens::Gap,
    },
};

/// How many words a dateline has at most.
const DATELINE: usize = 8;

/// The day of the signing, or planned signing.
pub(in crate::agreements) fn signed_on(
    document: &Document<'_>,
    clauses: &[Clause],
    draft: &Draft,
    status: Status,
) -> Told<PartialDate> {
    let published = document.article.published;
    if status == Status::Berakhir
        && let Some(made) = made_on(document, clauses, draft)
    {
        return Some(made);
    }
    // The day where a sentence tells it, else the year: "tentang fasilitasi hukum tahun 2023 … pada Jumat (1/12/23)".
    let mut vague = None;
    for index in draft.clauses.iter().copied() {
        let clause = &clauses[index];
        // "Kerja sama ini kelanjutan dari kesepakatan yang diteken pada 1 Oktober 2014"
        let past = clause.background
            && clause.sign.is_some()
            && clause.plan.is_none()
            && !draft.background
            && index != draft.clauses[0];
        if past || follows_up(clauses, draft, index, status) {
            continue;
        }
        // Of an ended agreement only its making is dated.
        let made = clause.sign.is_some() || draft.background && clause.join.is_some();
        if status == Status::Berakhir && !made {
            continue;
        }
        if let Some((phrase, span)) = date_in(document, clause, draft, status) {
            let date = phrase.resolve(published, status == Status::Direncanakan).map(|value| (value, span));
            let of_day = phrase.day.is_some() || phrase.weekday.is_some() || phrase.days.is_some();
            // "…, kemarin", in an article of unknown day: another sentence may tell it.
            let told = date.is_some() || published.is_some();
            if told && (of_day || phrase.from_previous.is_some()) && !of_dateline(document, clause, span) {
                return date;
            }
            vague = vague.or(date);
        }
    }
    let month = vague.is_some_and(|(value, _)| !matches!(value, PartialDate::Year(_)));
    // "bermula dari MoU pada 2013": the days around are those of the news.
    let long_ago = vague.is_some_and(|(value, _)| published.is_some_and(|day| value.last_day().year() < day.year()));
    if status == Status::Berakhir || draft.background || month || long_ago {
        return vague;
    }
    let reports = draft.clauses.iter().map(|index| &clauses[*index]).find(|clause| !clause.title);
    if vague.is_none() && reports.is_some_and(|clause| is_undated(document, clause)) {
        return None;
    }
    let journey = vague.is_none().then(|| day_of_journey(document, clauses, draft)).flatten();
    if journey.is_some() {
        return journey;
    }
    let own = draft.clauses.iter().map(|index| &clauses[*index]).filter(|clause| !clause.title && !clause.background);
    if let Some(day) = own.filter_map(|clause| that_day(document, clause)).next() {
        return Some(day);
    }
    // The event is told in the sentence before or behind: "Acara digelar di kampus UNS, Solo, Senin (18/7)."
    for index in neighbours(clauses, draft) {
        let clause = &clauses[index];
        let planned = status == Status::Direncanakan;
        let ahead = || document.dates_in(clause.first, clause.last).any(|date| lies_ahead(document, date));
        let scheduled =
            || document.dates_in(clause.first, clause.last).any(|date| is_scheduled(document, clause, date));
        let signing_ahead = planned && (clause.signing.is_some() && ahead() || scheduled());
        if !signing_ahead && (clause.speech || clause.background || planned != clause.plan.is_some()) {
            continue;
        }
        // "Rp30 miliar disiapkan tahun ini" tells no day of the event.
        let signs = clause.sign.is_some() || clause.signing.is_some();
        let of_event = document.listed_in(List::Event, clause.first, clause.last).next().is_some();
        let date = date_in(document, clause, draft, status)
            .and_then(|(phrase, span)| phrase.resolve(published, false).map(|value| (value, span)))
            .filter(|(value, _)| {
                signs || matches!(value, PartialDate::Day(_)) && (of_event || !is_stale(document, *value))
            });
        let better = vague.is_none() || date.is_some_and(|(value, _)| matches!(value, PartialDate::Day(_)));
        if better && date.is_some() {
            return date;
        }
    }
    if vague.is_some() || status == Status::Direncanakan {
        return vague;
    }
    if let Some(day) = day_of_signer(document, clauses, draft) {
        return Some(day);
    }
    let event = events(document, clauses).find_map(|index| day_in(document, &clauses[index]));
    event
        .or_else(|| scene(document, clauses, draft).and_then(|index| day_in(document, &clauses[index])))
        .or_else(|| day_of_speech(document, clauses))
        .or_else(|| speech_at_event(document, clauses, draft).and_then(|index| day_in(document, &clauses[index])))
}

/// "…, ujarnya kepada wartawan seusai acara, Senin (25/7/2016)": where nothing else tells the day, that on which one speaks right
/// behind the event.
fn day_of_speech(document: &Document<'_>, clauses: &[Clause]) -> Told<PartialDate> {
    let behind_event = |clause: &Clause| {
        let day = document.dates_in(clause.first, clause.last).next();
        let close = |date: &Mention<DateValue>| (date.first.saturating_sub(12).max(clause.first), date.first);
        day.map(close).is_some_and(|(from, to)| {
            let mut done = document.listed_in(List::Done, from, to);
            done.any(|at| {
                // Not "seusai kegiatan bersih gunung".
                let alone = |behind: usize| {
                    let comma = document.tokens.list[behind].gap.has(Gap::COMMA);
                    comma || behind == to || document.listed(List::That, behind)
                };
                let mut event = document.listed_in(List::Event, at, to.min(at + 3)).filter(|event| alone(event + 1));
                let paper = |cue: &Mention<Cue>| matches!(cue.value, Cue::Form(_) | Cue::ShortForm(_) | Cue::Paper);
                event.next().is_some() || document.cues_in(at + 1, (at + 2).min(to)).any(paper)
            })
        })
    };
    let speech = clauses.iter().filter(|clause| !clause.title && clause.speech && behind_event(clause));
    speech.filter_map(|clause| day_in(document, clause)).next()
}

/// When an agreement that ended was made, as its sentences or those beside them tell: "yang dibuat pada 2003".
fn made_on(document: &Document<'_>, clauses: &[Clause], draft: &Draft) -> Told<PartialDate> {
    let order = draft.clauses.iter().copied().chain(neighbours(clauses, draft));
    order.map(|index| &clauses[index]).find_map(|clause| date_after_made(document, clause))
}

/// "TEGAL, Kabar – Kamis, 29 Mei 2025 – Pemkab Tegal …": the day of the report stands before a dash.
fn of_dateline(document: &Document<'_>, clause: &Clause, span: Span) -> bool {
    let date = document.dates.iter().find(|date| date.span == span);
    date.is_some_and(|date| {
        let behind = document.tokens.list.get(date.last);
        date.first < clause.first + DATELINE && behind.is_some_and(|token| token.gap.has(Gap::DASH))
    })
}

/// "Aula penuh, Selasa, 29 April 2025. … Hari itu payungnya dibuat", "diteken pada hari yang sama": the day named last before a
/// sentence that means it.
fn that_day(document: &Document<'_>, clause: &Clause) -> Told<PartialDate> {
    let word = |at: usize| document.words(at, at + 1);
    let that = |at: usize| word(at) == "itu" || word(at) == "yang" && at + 1 < clause.last && word(at + 1) == "sama";
    let day = |at: usize| is_one_of(word(at), &["hari", "pagi", "siang", "sore", "malam"]) && that(at + 1);
    if clause.speech || !(clause.first..clause.last.saturating_sub(1)).any(day) {
        return None;
    }
    let before = document.dates.iter().rev().filter(|date| date.last <= clause.first);
    let resolve = |date: &Mention<DateValue>| {
        let value = date.value.phrase.resolve(document.article.published, false);
        value.filter(|value| matches!(value, PartialDate::Day(_))).map(|value| (value, date.span))
    };
    before.take(2).find_map(resolve)
}

/// "Pada 2012 Bupati X memboyong kepala dinasnya ke Kabupaten Y. Di sana ia menandatangani …": the time of the journey that the
/// sentence before tells of.
fn day_of_journey(document: &Document<'_>, clauses: &[Clause], draft: &Draft) -> Told<PartialDate> {
    let index = draft.clauses.iter().copied().find(|index| begins_there(document, &clauses[*index]))?;
    let before = &clauses[index.checked_sub(1)?];
    let other = |at: usize| at > before.first && document.listed(List::OtherDay, at - 1);
    let date = document.dates_in(before.first, before.last).find(|date| !other(date.first))?;
    date.value.phrase.resolve(document.article.published, false).map(|value| (value, date.span))
}

/// "… ujar gubernur usai menandatangani MoU. “…,” katanya, Rabu (17/6).", "“Kita baru saja menandatangani MoU,” katanya, Rabu": the day
/// on which one speaks who has just signed. Not
/// "Setelah menandatangani MoU dua bulan lalu, pemkab menyiapkan lahan".
fn day_of_signer(document: &Document<'_>, clauses: &[Clause], draft: &Draft) -> Told<PartialDate> {
    /// So many sentences behind the first one he may go on speaking.
    const GOES_ON: usize = 3;
    let just_signed = |index: &&usize| {
        let clause = &clauses[**index];
        let act = clause.sign.or(clause.signing).filter(|_| !clause.title && !clause.background);
        let near = |act: usize| act.saturating_sub(2).max(clause.first);
        let done = |act: usize| clause.speech && document.listed_in(List::Done, near(act), act).next().is_some();
        let just = |act: usize| act > near(act) && document.words(near(act), act).eq_ignore_ascii_case("baru saja");
        act.is_some_and(|act| done(act) || just(act))
    };
    let index = *draft.clauses.iter().find(just_signed)?;
    let speaks = clauses[index..].iter().take(GOES_ON + 1).filter(|clause| clause.speech);
    speaks.filter_map(|clause| day_in(document, clause)).next()
}

/// The first date of a clause that can be the signing's.
fn date_in(document: &Document<'_>, clause: &Clause, draft: &Draft, status: Status) -> Option<(DatePhrase, Span)> {
    let spoken_only = clause.speech && clause.sign.or(clause.signing).or(clause.plan).is_none();
    if spoken_only {
        return None;
    }
    // "Menindaklanjuti MoU yang diteken 28 Maret 2022, Pemkab A meneken PKS, Kamis": each document has the day on its side.
    let older = draft.background && clause.forms.iter().any(|(_, at)| *at < clause.focus);
    let (first, last) = if older { (clause.first, clause.focus) } else { (clause.focus, clause.last) };
    document
        .dates_in(first, last)
        // "Pada 2007 Lombok Barat dan Mataram membuat perjanjian kerja sama"
        .filter(|date| {
            let opens = clause.join.is_some() && date.first <= clause.first + 1;
            // "bermula dari MoU dengan UGM pada 2013", "pada 2019 keduanya telah membuat kesepakatan bersama"
            let in_that_year = date.first > clause.first && document.words(date.first - 1, date.first) == "pada";
            let told = in_that_year && !clause.forms.is_empty() && clause.join.is_some();
            date.rule != "year" || clause.sign.is_some() || opens || told || of_document(document, clause, date.first)
        })
        .filter(|date| !is_of_another_time(document, clause, date) && !is_alone(document, clause, date))
        // The older document that a sentence tells beside the new one is what is followed.
        .filter(|date| draft.background || !is_of_what_it_follows(document, clause, date.first))
        .filter(|date| {
            // Planned: the day is that of the signing to come, not of the talks about it.
            let to_come =
                clause.sign.or(clause.signing).is_some_and(|sign| sign < date.first) || date.value.phrase.future;
            let planned = || clause.plan.is_some_and(|plan| plan < date.first) || lies_ahead(document, date);
            match status {
                Status::Direncanakan => to_come && planned(),
                // "MoU diteken Selasa. Tinggal satu tahap lagi, penandatanganan PKS pada 22 Desember"
                Status::Ditandatangani | Status::Diperpanjang => !lies_ahead(document, date),
                Status::Berakhir => true,
            }
        })
        .filter(|date| {
            // "kata Hermus kepada wartawan, Sabtu (23/9)": the day of speaking.
            let spoken =
                speech_in(document, clause.first, date.first) && !begins_what_is_said(document, clause, date.first);
            // "Jadwalnya 27 April mendatang, katanya": nobody has spoken on a day to come.
            let to_come = || status == Status::Direncanakan && is_scheduled(document, clause, date);
            !spoken
                || to_come()
                || clause
                    .sign
                    .or(clause.signing)
                    .is_some_and(|sign| sign < date.first && !speech_in(document, sign + 1, date.first))
        })
        .min_by_key(|date| {
            let aside = before_the_act(clause, date.first) || told_before(document, clause, date.first);
            // "tentang fasilitasi hukum tahun 2023 … di Aula Bupati, Jumat (1/12/23)"
            let year = date.rule == "year" && !of_document(document, clause, date.first);
            (aside, year, date.first)
        })
        .map(|date| (date.value.phrase, date.span))
}

/// "Kerja sama itu dirintis dalam pertemuan pada 3 November", in news of 25 November: is a day of the sentences around too long ago for the
/// event?
fn is_stale(document: &Document<'_>, value: PartialDate) -> bool {
    /// In days.
    const FRESH: i64 = 14;
    let published = document.article.published;
    published.is_some_and(|day| value.last_day().checked_add(FRESH.days()).is_ok_and(|limit| limit < day))
}

/// "Penandatanganan dilaksanakan pada 17 November 2022", in news of October: is it a day after that of publication?
fn lies_ahead(document: &Document<'_>, date: &Mention<DateValue>) -> bool {
    let published = document.article.published;
    let DateValue { phrase, value } = date.value;
    // What the weekday contradicts may be of another year.
    let day = value.filter(|day| matches!(day, PartialDate::Day(_)) && !phrase.contradicts(value));
    day.zip(published).is_some_and(|(day, published)| day.last_day() > published)
}

/// "Jadwalnya 27 April mendatang": does a word for a plan stand close before a day to come?
fn is_scheduled(document: &Document<'_>, clause: &Clause, date: &Mention<DateValue>) -> bool {
    let close = |plan: usize| plan < date.first && date.first <= plan + 3;
    clause.plan.is_some_and(close) && lies_ahead(document, date)
}

/// "Pemkab X dan rektor meneken MoU Rabu 17 Januari mendatang": does the first report name a day after that of publication, and no
/// other one, behind the signing? Not "… meneken MoU angkutan yang beroperasi mulai Senin depan".
pub(super) fn signs_ahead(document: &Document<'_>, clauses: &[Clause], draft: &Draft) -> bool {
    let Some(clause) = draft.clauses.iter().map(|index| &clauses[*index]).find(|clause| !clause.title) else {
        return false;
    };
    let of_act =
        |act: usize, date: usize| act < date && document.listed_in(List::OfSomethingElse, act, date).next().is_none();
    let signs = |date: &&Mention<DateValue>| {
        clause.sign.or(clause.signing).is_some_and(|sign| of_act(sign, date.first))
            && !is_of_another_time(document, clause, date)
    };
    let mut days = document.dates_in(clause.focus, clause.last).filter(signs).peekable();
    days.peek().is_some() && days.all(|date| lies_ahead(document, date))
}

/// "Setelah pertemuan pada 3 November, ketiga gubernur membubuhkan tanda tangan …, Selasa, 25 November": a date that
/// stands before the act in a sentence that looks back first.
fn before_the_act(clause: &Clause, at: usize) -> bool {
    clause.begins_after && clause.sign.is_some_and(|sign| at < sign)
}

/// "Penandatanganan ini adalah tindak lanjut pertemuan kedua gubernur pada 12 Juli": the day of what the signing follows. Not "…
/// tindak lanjut MoU dilakukan pada 12 Juli", "…, Senin".
fn is_of_what_it_follows(document: &Document<'_>, clause: &Clause, date: usize) -> bool {
    let Some(signing) = clause.signing.filter(|signing| *signing < date) else { return false };
    let Some(followed) = document.listed_in(List::Followed, signing, date).next() else { return false };
    let takes_place = |at: usize| {
        let word = document.words(at, at + 1);
        let verb = word.len() > 5 && word.starts_with("di") || word == "berlangsung";
        verb && document.words(at - 1, at) != "yang"
    };
    let comma = (followed + 1..=date).any(|at| document.tokens.list[at].gap.has(Gap::COMMA));
    !comma && !(followed + 1..date).any(takes_place)
}

/// "surat kesepakatan bersama tahun 1992": does a year stand right behind the name of the document?
fn of_document(document: &Document<'_>, clause: &Clause, year: usize) -> bool {
    let named = |cue: &Mention<Cue>| matches!(cue.value, Cue::Form(_)) && cue.last <= year && year <= cue.last + 1;
    document.cues_in(clause.first, year).any(named)
}

/// "Kabag Humas dalam siaran pers, Selasa (5/8/2014), menyebutkan naskah diteken … pada Senin (4/8/2014)": a date before who says
/// that it was signed.
fn told_before(document: &Document<'_>, clause: &Clause, at: usize) -> bool {
    let said = |sign: usize| document.cues_in(at, sign).any(|cue| cue.value == Cue::SpeakerBefore);
    clause.sign.is_some_and(|sign| at < sign && said(sign))
}

/// "Ia menuturkan, pada Mei lalu dirinya sudah meneken kesepakatan": a date that begins what somebody says, before the signing.
fn begins_what_is_said(document: &Document<'_>, clause: &Clause, at: usize) -> bool {
    let pada = at > clause.first + 1 && document.words(at - 1, at) == "pada";
    pada && document.tokens.list[at - 1].gap.has(Gap::COMMA) && clause.sign.is_some_and(|sign| at < sign)
}

/// Does somebody speak in `first..last`?
fn speech_in(document: &Document<'_>, first: usize, last: usize) -> bool {
    document.cues_in(first, last).any(|cue| matches!(cue.value, Cue::SpeakerBehind | Cue::SpeakerBefore))
}

/// "yang dibuat pada 2003", "perjanjian Nomor 551/632 tanggal 27 Desember 2019": the date right behind a word for making the document,
/// or behind the document's number.
fn date_after_made(document: &Document<'_>, clause: &Clause) -> Told<PartialDate> {
    document
        .dates_in(clause.first, clause.last)
        .find(|date| {
            let from = clause.first.max(date.first.saturating_sub(3));
            let word = |at: usize| document.words(at, at + 1).to_lowercase();
            let made = document.listed_in(List::Made, from, date.first).next().is_some();
            let numbered = date.first > clause.first
                && matches!(word(date.first - 1).as_str(), "tanggal" | "bertanggal" | "tertanggal")
                && (clause.first.max(date.first.saturating_sub(8))..date.first).any(|at| word(at) == "perjanjian");
            made || numbered
        })
        .and_then(|date| date.value.phrase.resolve(document.article.published, false).map(|value| (value, date.span)))
}

#[cfg(test)]
mod tests {
    use crate::{Lexicons, annotate, model::Article};

    #[test]
    fn the_day_of_what_a_signing_follows_is_that_of_the_older_document() {
        let body = "Bupati Serang bersama Wali Kota Serang menandatangani perjanjian kerja sama. Penandatanganan ini tindak lanjut \
                    nota kesepahaman yang diteken di Cilegon pada 12 Juli 2025. Acara berlangsung Selasa (4/11/2025).";
        let annotation = annotate(&Lexicons::builtin().unwrap(), &Article::new("a", "Judul", body));
        let days: Vec<_> = annotation.agreements.iter().map(|agreement| agreement.signed_on.unwrap()).collect();
        assert_eq!(days.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2025-11-04", "2025-07-12"]);
    }
}
