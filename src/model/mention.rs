//! Something found in a text, and the rule that found it.

use super::Span;

/// A value, the words it was read from and the name of the rule that read it, so that every record can be
/// traced to words and rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention<T> {
    /// Where the words stand.
    pub span: Span,
    /// What they say.
    pub value: T,
    /// Which rule found them.
    pub rule: &'static str,
}
