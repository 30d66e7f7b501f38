//! Who speaks for himself: copies of one text count once.

use super::report::Report;

/// For each report the first of those that speak with the same voice: of the same outlet, under the same headline, or
/// with a sentence that ends in the same words, as agency copy does under another dateline.
///
/// So `[0, 1, 0]` says that the third is a copy of the first.
pub(super) fn voices(reports: &[&Report]) -> Vec<usize> {
    let mut voices: Vec<usize> = (0..reports.len()).collect();
    for (at, report) in reports.iter().enumerate() {
        for earlier in 0..at {
            if same_voice(report, reports[earlier]) {
                let (old, new) = (voices[at].max(voices[earlier]), voices[at].min(voices[earlier]));
                voices.iter_mut().filter(|voice| **voice == old).for_each(|voice| *voice = new);
            }
        }
    }
    voices
}

fn same_voice(a: &Report, b: &Report) -> bool {
    fn same<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
        a.is_some() && a == b
    }
    same(a.outlet, b.outlet) || same(a.title, b.title) || same(a.quote_end, b.quote_end)
}

/// How many voices there are.
pub(super) fn count(voices: &[usize]) -> usize {
    voices.iter().enumerate().filter(|(at, voice)| at == *voice).count()
}
