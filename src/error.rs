//! What can go wrong: a place, what was expected and what was found.

use std::path::{Path, PathBuf};

/// A failure that ends a run or refuses a lexicon. A single bad article is no `Error` of the run: it
/// becomes a [`Reject`](crate::source::Reject), is counted, and the run goes on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("{}: {cause}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// A lexicon row is wrong.
    #[error("{file}:{line}: {field}: {reason}")]
    Lexicon {
        /// The lexicon file.
        file: String,
        /// Its line, from 1.
        line: u64,
        /// The column.
        field: String,
        /// What was expected and what was found.
        reason: String,
    },
    /// A file holds something else than it should.
    #[error("{}:{line}: {reason}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// Its line or record, from 1.
        line: u64,
        /// What was expected and what was found.
        reason: String,
    },
    /// The program was built without a format.
    #[error("this program was built without {feature}: build it with `--features {feature}`")]
    NotBuilt {
        /// The feature of the crate that brings it.
        feature: &'static str,
    },
    /// The threads of a run could not be started.
    #[error("cannot start the threads: {0}")]
    Threads(String),
}

impl Error {
    /// For `map_err`: names the file that the system complains of.
    pub fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Error + '_ {
        move |cause| Error::Io { path: path.to_owned(), cause }
    }
}

/// The library's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;
