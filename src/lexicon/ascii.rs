//! Words of ASCII in bytes: where they end, found eight bytes at a time, and short ones as numbers.

/// A word of ASCII of sixteen letters or fewer, in small letters: its first eight letters, and those behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Short(pub(super) u64, pub(super) u64);

const ONES: u64 = u64::from_le_bytes([1; 8]);
const HIGH: u64 = ONES * 0x80;

/// None of a longer word, or one with other letters.
#[inline]
pub(super) fn short(word: &[u8]) -> Option<Short> {
    // The first eight letters and the last eight: no loop, and no call.
    let eight = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
    let four = |bytes: &[u8; 4]| u64::from(u32::from_le_bytes(*bytes));
    let (low, high) = match (word.len(), word.first_chunk(), word.last_chunk()) {
        (length @ 9..=16, Some(first), Some(last)) => (eight(first), eight(last) >> ((16 - length) * 8)),
        (8, Some(first), _) => (eight(first), 0),
        (0..8, ..) => match (word.len(), word.first_chunk(), word.last_chunk()) {
            (length @ 4..8, Some(first), Some(last)) => (four(first) | four(last) << ((length - 4) * 8), 0),
            _ => (word.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)), 0),
        },
        _ => return None,
    };
    if (low | high) & HIGH != 0 {
        return None;
    }
    Some(Short(small(low), small(high)))
}

/// The same of the word at `start..end` of a text. Where more of the text stands behind it, as is the rule, few branches depend
/// on how long it is: processors guess these wrong.
#[inline(always)]
pub(super) fn short_in(text: &[u8], start: usize, end: usize) -> Option<Short> {
    let length = end - start;
    let all = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
    // So many of eight letters, the first ones.
    let first = |letters: u64, count: usize| letters & u64::MAX >> (64 - count * 8);
    let eight_at = |at: usize| text.get(at..).and_then(|rest| rest.first_chunk()).map(all);
    let (low, high) = match (length, eight_at(start)) {
        (1..=8, Some(low)) => (first(low, length), 0),
        (9..=16, Some(low)) => match eight_at(start + 8) {
            Some(high) => (low, first(high, length - 8)),
            None => return short(&text[start..end]),
        },
        _ => return short(&text[start..end]),
    };
    if (low | high) & HIGH != 0 { None } else { Some(Short(small(low), small(high))) }
}

/// Eight letters of ASCII in small letters.
#[inline(always)]
fn small(bytes: u64) -> u64 {
    // The highest bit of each byte that is a capital, moved to the place where capitals and small letters differ.
    bytes | ((bytes + ONES * 0x3f) & !(bytes + ONES * 0x25) & HIGH) >> 2
}

/// Is this a letter, digit or low line of ASCII?
#[inline]
pub(super) fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// For each of eight bytes its highest bit, if it [is a part](is_part) of a word.
#[inline(always)]
fn parts(bytes: u64) -> u64 {
    // All sums stay within their bytes.
    let ascii = bytes & !HIGH;
    let from = |bytes: u64, byte: u8| bytes + ONES * u64::from(0x80 - byte);
    let within = |bytes: u64, first: u8, last: u8| from(bytes, first) & !from(bytes, last + 1);
    let letters = within(ascii | (ONES * 0x20), b'a', b'z');
    let low_lines = !((ascii ^ (ONES * u64::from(b'_'))) + ONES * 0x7f);
    (letters | within(ascii, b'0', b'9') | low_lines) & !bytes & HIGH
}

/// Where the run of letters, digits and low lines ends that begins at `at`.
#[inline(always)]
pub(super) fn run_end(text: &[u8], mut at: usize) -> usize {
    while let Some(bytes) = text[at..].first_chunk::<8>() {
        let others = !parts(u64::from_le_bytes(*bytes)) & HIGH;
        if others != 0 {
            return at + others.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    at + text[at..].iter().take_while(|byte| is_part(**byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_are_numbers() {
        let word = b"Abcz-@[`{Z09'_.xY";
        for length in 0..=word.len() {
            let mut bytes = [0; 16];
            let fits = length <= bytes.len();
            for (byte, letter) in bytes.iter_mut().zip(&word[..length]) {
                *byte = letter.to_ascii_lowercase();
            }
            let (low, high) = bytes.split_at(8);
            let number = |half: &[u8]| u64::from_le_bytes(half.try_into().unwrap());
            let expected = fits.then(|| Short(number(low), number(high)));
            assert_eq!(short(&word[..length]), expected, "{length}");
            let text = [b"..", &word[..length], b"-, and what stands behind"].concat();
            assert_eq!(short_in(&text, 2, 2 + length), expected, "{length}");
            assert_eq!(short_in(&text[..2 + length], 2, 2 + length), expected, "{length}");
        }
        assert_eq!(short("é".as_bytes()), None);
    }

    #[test]
    fn every_byte_is_a_part_or_none() {
        for byte in 0..=255 {
            for at in 0..8 {
                let mut text = [b'a'; 20];
                text[at] = byte;
                assert_eq!(run_end(&text, 0), if is_part(byte) { 20 } else { at }, "{byte} at {at}");
                assert_eq!(run_end(&text[..at + 1], 0), at + usize::from(is_part(byte)), "{byte} at {at}");
            }
        }
    }
}
