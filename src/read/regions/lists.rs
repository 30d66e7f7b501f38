//! Lists of regions: the kind goes on over the list, and its members support each other.

use super::{NamedAs, RegionName, find::is_and};
use crate::{
    Lexicons,
    lexicon::regions::Needs,
    model::{Level, RegionCode},
    read::{
        Mention,
        tokens::{Gap, Sentence, Tokens},
    },
};

/// "Kabupaten Gresik, Jombang, Blora": the kind goes on over the list, and a name beside other regions is
/// one itself even if it is also a common word.
pub(super) fn support_lists(
    lexicons: &Lexicons,
    tokens: &Tokens,
    sentence: &Sentence,
    found: &mut [Mention<RegionName>],
) {
    let mut joined = Vec::new();
    for index in 0..found.len() {
        let Some(before) = index.checked_sub(1) else {
            // "tiga kabupaten yakni Banjar, …"
            if let Some(level) = announced_level(lexicons, tokens, sentence, found[0].first) {
                narrow(&mut found[0].value, level);
            }
            continue;
        };
        let (left, right) = (found[before].last, found[index].first);
        let between = left == right
            && (tokens.list[right].gap.has(Gap::COMMA)
                || tokens.list[right].gap.only(Gap::HYPHEN.or(Gap::DASH).or(Gap::BLANK)))
            || right == left + 1 && is_and(lexicons, tokens, left);
        if !between {
            if let Some(level) = announced_level(lexicons, tokens, sentence, found[index].first) {
                narrow(&mut found[index].value, level);
            }
            continue;
        }
        let level = found[before].value.level;
        joined.push(index);
        // "Sumbar-Jambi": two provinces.
        if tokens.list[right].gap.only(Gap::HYPHEN) {
            for (one, other) in [(before, index), (index, before)] {
                if let [code] = found[one].value.candidates[..]
                    && code.is_province()
                    && found[other].value.named_as == NamedAs::Bare
                {
                    narrow(&mut found[other].value, code.level());
                }
            }
        }
        let value = &mut found[index].value;
        if value.named_as == NamedAs::Bare
            && let Some(level) = level
        {
            narrow(value, level);
        }
    }
    // A name that is nothing else speaks for the one behind it, "Serang dan Cilegon" also for the one before; two words
    // such as "Batu-Pasir" don't speak for each other.
    let firm = |mention: &Mention<RegionName>| mention.value.supported || mention.value.needs != Needs::Type;
    for index in joined.iter().copied() {
        found[index].value.supported |= firm(&found[index - 1]);
    }
    for index in joined.into_iter().rev() {
        let (left, right) = (found[index - 1].last, found[index].first);
        let and = right > left || tokens.list[right].gap.has(Gap::HYPHEN);
        found[index - 1].value.supported |= and && firm(&found[index]) && found[index].value.named_as == NamedAs::Bare;
    }
}

/// The level that the words before a list announce: "tiga kabupaten yakni …", "Tiga kabupaten di Papua Barat
/// digandeng, yaitu …".
fn announced_level(lexicons: &Lexicons, tokens: &Tokens, sentence: &Sentence, at: usize) -> Option<Level> {
    let word = |text: &str| lexicons.vocabulary.lookup(text);
    let back = at.checked_sub(1).filter(|back| *back > sentence.first)?;
    let intro = lexicons.regions.intros.contains(tokens.list[back].word);
    if !intro && !tokens.list[at].gap.has(Gap::COLON) {
        return None;
    }
    let levels = [("kabupaten", Level::Kabupaten), ("kota", Level::Kota), ("provinsi", Level::Provinsi)];
    (sentence.first.max(back.saturating_sub(12))..=back).rev().find_map(|i| {
        let small = !tokens.list[i].capital;
        levels.iter().find(|(name, _)| small && word(name) == tokens.list[i].word).map(|(_, level)| *level)
    })
}

fn narrow(value: &mut RegionName, level: Level) {
    let fitting: Vec<RegionCode> = value.candidates.iter().copied().filter(|code| code.level() == level).collect();
    if !fitting.is_empty() {
        value.candidates = fitting;
        value.level = Some(level);
        value.supported = true;
    }
}
