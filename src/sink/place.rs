//! A folder that is written beside its place and put there in one step.
//!
//! It is written as `.NAME.partial-PID`; at the end it and the folder that stands in its place change names. Linux and
//! macOS do that in one step, so that whoever looks finds the old folder or the new one, also when the program is
//! killed at any moment. Elsewhere the old one is moved aside first. What a killed run left behind is removed by the
//! next one; a lock, which ends with its process, tells it from a run that is still going.

use std::{
    ffi::OsString,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    process,
};

use crate::{Error, Result};

/// The folder beside; removed when it is dropped, which does nothing once it was put in its place.
pub(super) struct NewFolder {
    place: PathBuf,
    path: PathBuf,
    /// Held as long as this run goes; none where folders can't be locked.
    _lock: Option<File>,
}

impl NewFolder {
    pub fn create(place: &Path) -> Result<NewFolder> {
        check_replaceable(place)?;
        let path = beside(place, &format!("partial-{}", process::id()))?;
        remove_left_behind(place)?;
        remove(&path)?;
        fs::create_dir_all(&path).map_err(Error::io(&path))?;
        let _lock = File::open(&path).ok().filter(|folder| folder.try_lock().is_ok());
        Ok(NewFolder { place: place.to_owned(), path, _lock })
    }

    /// Where it is written.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts it in its place. An older folder is removed after that; if it can't be replaced, it stays.
    pub fn put(self) -> Result<()> {
        let NewFolder { place, path, .. } = &self;
        if !place.exists() {
            return fs::rename(path, place).map_err(Error::io(place));
        }
        if exchange(path, place).is_err() {
            let old = beside(place, &format!("old-{}", process::id()))?;
            fs::rename(place, &old).map_err(Error::io(place))?;
            if let Err(fault) = fs::rename(path, place) {
                fs::rename(&old, place).map_err(Error::io(&old))?;
                return Err(Error::io(place)(fault));
            }
            remove(&old)?;
        }
        // What is there now is the old folder, and goes when `self` is dropped.
        Ok(())
    }
}

impl Drop for NewFolder {
    fn drop(&mut self) {
        // Nothing can be done about a failure here.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Two folders change names in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Only an older dataset or an empty folder may be replaced: `-o ~` must not cost anyone their home.
fn check_replaceable(place: &Path) -> Result<()> {
    let mut entries = match fs::read_dir(place) {
        Ok(entries) => entries,
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(fault) => return Err(Error::io(place)(fault)),
    };
    let is_dataset = ["datapackage.json", "run.json"].iter().all(|name| place.join(name).is_file());
    if is_dataset || entries.next().is_none() {
        return Ok(());
    }
    let reason = "expected no folder, an empty one or an older dataset, found a folder with other files";
    Err(Error::io(place)(io::Error::new(io::ErrorKind::AlreadyExists, reason)))
}

/// `.NAME.WHAT` in the same folder, so that renaming stays within one disk.
fn beside(place: &Path, what: &str) -> Result<PathBuf> {
    let Some(name) = place.file_name() else {
        let reason = "expected the name of a folder to write";
        return Err(Error::io(place)(io::Error::new(io::ErrorKind::InvalidInput, reason)));
    };
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{what}"));
    Ok(place.with_file_name(hidden))
}

/// Removes `.NAME.partial-PID` of runs that were killed.
fn remove_left_behind(place: &Path) -> Result<()> {
    let prefix = beside(place, "partial-")?;
    let parent = prefix.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = fs::read_dir(parent) else { return Ok(()) };
    let prefix = prefix.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for entry in entries.filter_map(io::Result::ok) {
        let name = entry.file_name();
        let of_a_run = name.to_string_lossy().strip_prefix(&prefix).is_some_and(|pid| pid.parse::<u32>().is_ok());
        if of_a_run && File::open(entry.path()).is_ok_and(|folder| folder.try_lock().is_ok()) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

fn remove(dir: &Path) -> Result<()> {
    match fs::remove_dir_all(dir) {
        Err(fault) if fault.kind() != io::ErrorKind::NotFound => Err(Error::io(dir)(fault)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_run_left_is_removed_and_a_running_one_is_let_be() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("out");
        let (left, running, other) =
            (dir.path().join(".out.partial-1"), dir.path().join(".out.partial-2"), dir.path().join(".out.partial-x"));
        [&left, &running, &other].into_iter().for_each(|dir| fs::create_dir(dir).unwrap());
        let lock = File::open(&running).unwrap();
        lock.lock().unwrap();
        let new = NewFolder::create(&place).unwrap();
        assert!(!left.exists() && running.exists() && other.exists());
        new.put().unwrap();
        assert!(place.exists());
    }

    #[test]
    fn two_folders_change_names() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("out");
        for round in ["one", "two"] {
            let new = NewFolder::create(&place).unwrap();
            for name in ["datapackage.json", "run.json"] {
                fs::write(new.path().join(name), round).unwrap();
            }
            new.put().unwrap();
            assert_eq!(fs::read_to_string(place.join("run.json")).unwrap(), round);
        }
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "the old one is gone");
    }
}
