//! Text to [`Document`]: what the words say.
pub mod gate;
