//! Which files an archive consists of.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use walkdir::WalkDir;

use super::{Format, Options, Records, Reject, container::Container};
use crate::{Error, Result};

/// The files of a run, found before the first is read.
#[derive(Debug)]
pub struct Archive {
    options: Arc<Options>,
    files: Vec<Arc<SourceFile>>,
    skipped: Vec<PathBuf>,
    unreadable: Vec<Reject>,
}

impl Archive {
    /// Finds the files in `inputs`: files, folders and `-` for standard input. Folders are walked in the order of
    /// their names, and files of unknown kind in them skipped.
    ///
    /// An input that is missing or cannot be opened ends the run before it has begun; what turns out to be
    /// unreadable inside a folder becomes a [`Reject`].
    pub fn find(inputs: &[impl AsRef<Path>], options: &Options) -> Result<Archive> {
        let options = Arc::new(options.clone());
        let mut archive = Archive { options, files: vec![], skipped: vec![], unreadable: vec![] };
        for input in inputs.iter().map(AsRef::as_ref) {
            if input == Path::new("-") {
                let stdin = SourceFile { name: "stdin".into(), ..SourceFile::new("-", "stdin", None) };
                archive.files.push(Arc::new(stdin));
                continue;
            }
            let metadata = input.metadata().map_err(Error::io(input))?;
            if metadata.is_dir() {
                std::fs::read_dir(input).map_err(Error::io(input))?;
                archive.walk(input);
            } else {
                // Opening a pipe twice would end it.
                if metadata.is_file() {
                    File::open(input).map_err(Error::io(input))?;
                }
                let name = input.file_name().unwrap_or(input.as_os_str());
                archive.files.push(SourceFile::found(input, Path::new(name)));
            }
        }
        Ok(archive)
    }

    /// Puts the files into the order of their paths and drops those named twice, so that the order of the inputs no
    /// longer matters.
    pub fn sorted(mut self) -> Archive {
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        self.files.dedup_by(|a, b| a.path == b.path);
        self
    }

    /// The records of all files, file after file.
    pub fn records(&self) -> Records<'_> {
        Records::new(&self.options, &self.files, &self.unreadable)
    }

    /// The files that will be read.
    pub fn files(&self) -> &[Arc<SourceFile>] {
        &self.files
    }

    /// Files in folders whose kind is unknown: they are not read.
    pub fn skipped(&self) -> &[PathBuf] {
        &self.skipped
    }

    /// The size of all files together, in bytes; none with standard input.
    pub fn bytes(&self) -> Option<u64> {
        self.files.iter().map(|file| file.bytes).sum()
    }

    fn walk(&mut self, folder: &Path) {
        for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => {
                    let path = entry.path();
                    match path.strip_prefix(folder) {
                        Ok(inside) if self.options.format.is_some() || Kind::of(inside).is_known() => {
                            self.files.push(SourceFile::found(path, inside));
                        }
                        _ => self.skipped.push(path.to_owned()),
                    }
                }
                Err(error) => {
                    let name = error.path().unwrap_or(folder).display().to_string();
                    let cause = error.io_error().map_or_else(|| error.to_string(), io::Error::to_string);
                    let reason = format!("cannot be read: {cause}");
                    self.unreadable.push(Reject { file: name, record: None, offset: None, reason });
                }
            }
        }
    }
}

/// A file of an archive, or of a container in it.
#[derive(Debug)]
pub struct SourceFile {
    path: PathBuf,
    name: String,
    stem: String,
    format: Option<Format>,
    bytes: Option<u64>,
}

impl SourceFile {
    /// Where it lies, or the container that holds it; `-` is standard input.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The path as messages and tables write it. What lies in a container is named by its path inside, as if the
    /// container were a folder: `arsip.zip/2025/malang.html`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The path inside the folder that was named, without extensions: what articles without id are called by.
    pub fn stem(&self) -> &str {
        &self.stem
    }

    /// The kind that its name tells; none when its content has to.
    pub fn format(&self) -> Option<Format> {
        self.format
    }

    /// Its size in bytes, where known.
    pub fn bytes(&self) -> Option<u64> {
        self.bytes
    }

    /// The file as a whole is refused, for this reason.
    pub fn reject(&self, reason: impl Into<String>) -> Reject {
        Reject { file: self.name.clone(), record: None, offset: None, reason: reason.into() }
    }

    pub(super) fn new(path: impl Into<PathBuf>, stem: impl Into<String>, format: Option<Format>) -> SourceFile {
        let path = path.into();
        SourceFile { name: path.display().to_string(), stem: stem.into(), format, bytes: None, path }
    }

    /// What lies at `inside` in this container.
    pub(super) fn member(&self, inside: &str) -> SourceFile {
        let kind = Kind::of(Path::new(inside));
        SourceFile {
            path: self.path.clone(),
            name: format!("{}/{inside}", self.name),
            stem: format!("{}/{}", self.stem, kind.stem.display()),
            format: kind.format,
            bytes: None,
        }
    }

    /// A file that lies at `inside` in what was named.
    fn found(path: &Path, inside: &Path) -> Arc<SourceFile> {
        let kind = Kind::of(inside);
        let stem: Vec<_> = kind.stem.iter().map(|part| part.to_string_lossy()).collect();
        let bytes = path.metadata().ok().filter(|metadata| metadata.is_file()).map(|metadata| metadata.len());
        Arc::new(SourceFile { bytes, ..SourceFile::new(path, stem.join("/"), kind.format) })
    }
}

/// What a name tells: "malang.jsonl.gz" is a compressed file of JSON Lines, and called "malang".
pub(super) struct Kind {
    pub(super) stem: PathBuf,
    format: Option<Format>,
    packed: bool,
    /// Of another kind than those that are read: "peta.svg.gz".
    other: bool,
}

impl Kind {
    pub(super) fn of(path: &Path) -> Kind {
        let mut kind = Kind { stem: path.to_owned(), format: None, packed: false, other: false };
        while let Some(extension) = kind.stem.extension().and_then(|extension| extension.to_str()) {
            if Container::is_extension(extension) {
                kind.packed = true;
            } else {
                kind.format = Format::from_extension(extension);
                kind.other = kind.format.is_none() && extension.bytes().all(|byte| byte.is_ascii_alphabetic());
                // "arsip-2025.10.gz" has no other extension.
                if kind.format.is_some() || !kind.packed {
                    kind.stem.set_extension("");
                }
                break;
            }
            kind.stem.set_extension("");
        }
        kind
    }

    /// Is there any chance that it can be read?
    pub(super) fn is_known(&self) -> bool {
        self.format.is_some() || self.packed && !self.other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_in_order_and_unknown_kinds_skipped() {
        let folder = tempfile::tempdir().unwrap();
        for name in
            ["b.txt", "a/2.jsonl.gz", "a/1.CSV", "a/peta.png", "c.tar.zst", "d.2025.htm", "README", "peta.svg.gz"]
        {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let archive = Archive::find(&[folder.path()], &Options::default()).unwrap();
        let stems: Vec<_> = archive.files().iter().map(|file| file.stem()).collect();
        assert_eq!(stems, ["a/1", "a/2", "b", "c", "d.2025"]);
        let skipped: Vec<_> = archive.skipped().iter().map(|path| path.file_name().unwrap()).collect();
        assert_eq!(skipped, ["README", "peta.png", "peta.svg.gz"]);
        assert_eq!(archive.bytes(), Some(5));
    }

    #[test]
    fn the_order_of_inputs_can_be_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let [a, b] = ["a.txt", "b.txt"].map(|name| folder.path().join(name));
        std::fs::write(&a, "x").unwrap();
        std::fs::write(&b, "x").unwrap();
        let archive = Archive::find(&[&b, &a, &b], &Options::default()).unwrap();
        assert_eq!(archive.files().len(), 3);
        let paths: Vec<_> = archive.sorted().files().iter().map(|file| file.path().to_owned()).collect();
        assert_eq!(paths, [a, b]);
    }

    #[test]
    fn a_missing_input_ends_the_run() {
        let error = Archive::find(&["/tidak/ada.jsonl"], &Options::default()).unwrap_err();
        assert!(error.to_string().starts_with("/tidak/ada.jsonl: "), "{error}");
    }
}
