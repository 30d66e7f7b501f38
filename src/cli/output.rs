//! Where results go: nothing is replaced before its successor is complete.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    process,
};

use anyhow::{Context, Result, bail};

/// Standard output, or a file that appears under its name when it is complete.
pub(super) enum Output {
    Stdout(BufWriter<io::Stdout>),
    File(NewFile),
}

impl Output {
    /// "-" is standard output, as it is standard input where an archive is named.
    pub(super) fn create(path: Option<&Path>) -> Result<Output> {
        Ok(match path.filter(|path| *path != Path::new("-")) {
            Some(path) => Output::File(NewFile::create(path)?),
            None => Output::Stdout(BufWriter::with_capacity(1 << 16, io::stdout())),
        })
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        match self {
            // Without context: it must be seen when it is no more than a broken pipe.
            Output::Stdout(out) => Ok(out.write_all(bytes)?),
            Output::File(file) => file.out.write_all(bytes).with_context(|| file.path.display().to_string()),
        }
    }

    pub(super) fn finish(self) -> Result<()> {
        match self {
            Output::Stdout(mut out) => Ok(out.flush()?),
            Output::File(file) => file.finish(),
        }
    }
}

/// A file that is written under a temporary name beside its own, and removed when it is not finished.
///
/// A device or a named pipe (`/dev/null`, `/dev/stdout`) is written to as it is: a file put in its place would destroy it.
pub(super) struct NewFile {
    path: PathBuf,
    /// None of what is written to as it is.
    temporary: Option<PathBuf>,
    out: BufWriter<File>,
}

impl NewFile {
    fn create(path: &Path) -> Result<NewFile> {
        let Some(name) = path.file_name() else { bail!("{}: expected the name of a file", path.display()) };
        if path.is_dir() {
            bail!("{}: expected the name of a file, found a folder", path.display());
        }
        if path.metadata().is_ok_and(|there| !there.is_file()) {
            let file = File::options().write(true).open(path).with_context(|| path.display().to_string())?;
            return Ok(NewFile::over(path, None, file));
        }
        let mut temporary = OsString::from(".");
        temporary.push(name);
        temporary.push(format!(".{}.part", process::id()));
        let temporary = path.with_file_name(temporary);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        }
        let file = File::create(&temporary).with_context(|| path.display().to_string())?;
        Ok(NewFile::over(path, Some(temporary), file))
    }

    fn over(path: &Path, temporary: Option<PathBuf>, file: File) -> NewFile {
        NewFile { path: path.to_owned(), temporary, out: BufWriter::with_capacity(1 << 16, file) }
    }

    fn finish(mut self) -> Result<()> {
        self.out
            .flush()
            .and_then(|()| self.temporary.as_ref().map_or(Ok(()), |temporary| fs::rename(temporary, &self.path)))
            .with_context(|| self.path.display().to_string())
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        // After it was renamed there is nothing left to remove.
        if let Some(temporary) = &self.temporary {
            _ = fs::remove_file(temporary);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_when_it_is_finished() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        fs::write(&path, "old").unwrap();
        let mut output = Output::create(Some(&path)).unwrap();
        output.write(b"new").unwrap();
        drop(output);
        assert_eq!(fs::read(&path).unwrap(), b"old", "it was not finished");
        let mut output = Output::create(Some(&path)).unwrap();
        output.write(b"new").unwrap();
        output.finish().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_device_stays_a_device() {
        use std::os::unix::fs::{FileTypeExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        // By way of a link, so that it isn't the device itself that is lost when the rule is.
        let path = folder.path().join("null");
        symlink("/dev/null", &path).unwrap();
        let mut output = Output::create(Some(&path)).unwrap();
        output.write(b"lost").unwrap();
        output.finish().unwrap();
        assert!(fs::metadata(&path).unwrap().file_type().is_char_device());
    }
}
