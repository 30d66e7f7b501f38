//! sepakat ("agreed") turns archives of Indonesian regional news into a dataset of the cooperation
//! agreements (*kerja sama daerah*) that regional governments conclude.
//!
//! ```text
//! archive ──source──▶ Article ──annotate──▶ Annotation ──merge──▶ Dataset ──sink──▶ CSV, Parquet, …
//!           streaming           pure, parallel            by agreement key          atomic
//! ```
//!
//! ```
//! use sepakat::{Lexicons, annotate, model::Article};
//!
//! let lexicons = Lexicons::builtin()?;
//! let article = Article::new(
//!     "a-1",
//!     "Dua Daerah Teken Kerja Sama",
//!     "Pemkot Malang dan Pemkot Jambi menandatangani kesepakatan bersama di Balai Kota Malang.",
//! );
//! let annotation = annotate(&lexicons, &article);
//! assert_eq!(annotation.agreements.len(), 1);
//! # Ok::<(), sepakat::Error>(())
//! ```

pub mod agreements;
mod annotate;
pub mod cli;
pub mod dataset;
mod error;
mod explain;
pub mod lexicon;
pub mod model;
pub mod pipeline;
pub mod read;
pub mod score;
pub mod select;
pub mod sink;
pub mod source;

pub use annotate::{GATED_OUT, annotate};
pub use error::{Error, Result};
pub use explain::{Explanation, MentionExplained, SentenceExplained, explain};
pub use lexicon::{FormerCode, Lexicons, Region};
