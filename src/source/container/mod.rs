//! What files are packed in, told by the first bytes: one container, one file.
//!
//! | container | told by | holds |
//! |---|---|---|
//! | gzip, zstd, bzip2 | their magic numbers | one file |
//! | tar | `ustar` at byte 257 | files, in order |
//! | zip | `PK` | files, listed at its end |
//!
//! Unpacking streams, and goes through as many containers as [`DEPTH`] allows: `.tar.gz`, a `.zip` of `.gz`. Zip (and
//! Parquet) needs a file that can be sought in; what comes from standard input or out of another container is put into
//! a temporary file first.

mod compressed;
mod gzip;
mod tar;
mod zip;

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::{Component, Path},
    sync::Arc,
};

pub(super) use compressed::decompress;
pub(super) use gzip::Damaged;
pub(super) use tar::Tar;
pub(super) use zip::Zip;

use super::{Reject, SourceFile, archive::Kind};

/// How many containers may lie inside each other.
pub(super) const DEPTH: usize = 4;

/// A kind of container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    Gzip,
    Zstd,
    Bzip2,
    Tar,
    Zip,
}

impl Container {
    /// The container that begins with these bytes.
    pub(super) fn of(head: &[u8]) -> Option<Container> {
        match head {
            [0x1f, 0x8b, 8, ..] => Some(Container::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Container::Zstd),
            // A frame that decoders skip: pzstd and some crawlers begin with one.
            [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Container::Zstd),
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, ..] => Some(Container::Bzip2),
            // A member, or the end of a zip without any.
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Container::Zip),
            _ if head.get(257..262) == Some(b"ustar") => Some(Container::Tar),
            _ => None,
        }
    }

    pub(super) fn is_extension(extension: &str) -> bool {
        let known = ["gz", "tgz", "zst", "tzst", "zstd", "bz2", "tbz2", "tar", "zip"];
        known.iter().any(|known| extension.eq_ignore_ascii_case(known))
    }
}

/// What a container holds, one after the other: a file with its content, or why it can't be had.
pub(super) type Member = Result<(Arc<SourceFile>, Box<dyn Read + Send>), Reject>;

/// A member's name as it is read, or what is wrong with it. Nothing is ever written where a name points, but one that
/// points outside its container means that something is wrong with the whole.
fn checked_name(container: &SourceFile, name: &[u8]) -> Result<String, Reject> {
    let name = String::from_utf8_lossy(name).replace('\\', "/");
    let inside = Path::new(&name).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if inside && !name.contains(':') {
        return Ok(name.strip_prefix("./").unwrap_or(&name).to_owned());
    }
    Err(container.reject(format!("member {name:?}: its path leads outside the container")))
}

/// Is it worth opening? System files and pictures are not.
fn is_wanted(name: &str, any: bool) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    let system = name.starts_with("__MACOSX/") || file.starts_with("._") || file == ".DS_Store";
    !system && (any || Kind::of(Path::new(name)).is_known())
}

/// The input as a file that can be sought in.
pub(super) fn seekable(mut input: impl Read, on_disk: Option<&Path>) -> io::Result<File> {
    if let Some(path) = on_disk {
        return File::open(path);
    }
    let mut file = tempfile::tempfile()?;
    io::copy(&mut input, &mut file)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}
