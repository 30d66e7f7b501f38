//! What the tests of the program share.
#![allow(dead_code)]

use std::{
    fs,
    path::{Path, PathBuf},
};

use assert_cmd::{Command, cargo::cargo_bin_cmd};
use tempfile::TempDir;

/// A path in the repository.
pub fn path(inside: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(inside)
}

/// The program, run in a folder.
pub fn sepakat(folder: &TempDir, args: &[&str]) -> Command {
    let mut command = cargo_bin_cmd!("sepakat");
    command.current_dir(folder.path()).args(args).env_remove("NO_COLOR").env_remove("COLUMNS");
    command
}

/// A folder with these files.
pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

/// A folder that holds the sample archive as `sample`.
pub fn sample() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&path("data/sample"), &folder.path().join("sample"));
    folder
}

/// The sorted names in a folder.
pub fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = entries.collect();
    names.sort();
    names
}

/// Both folders hold the same files with the same bytes; of `run.json`, the same but for what a run may differ in.
pub fn assert_same_dataset(one: &Path, other: &Path, ignored_in_run: &[&str]) {
    assert_eq!(names(one), names(other));
    for name in names(one) {
        let [a, b] = [one, other].map(|dir| fs::read(dir.join(&name)).unwrap());
        if name == "run.json" {
            let [a, b] = [a, b].map(|bytes| run(&bytes, ignored_in_run));
            assert_eq!(a, b);
        } else {
            assert!(a == b, "{name} differs:\n{}\n{}", String::from_utf8_lossy(&a), String::from_utf8_lossy(&b));
        }
    }
}

fn run(bytes: &[u8], ignored: &[&str]) -> serde_json::Value {
    let mut value: serde_json::Value = serde_json::from_slice(bytes).unwrap();
    for key in ignored.iter().chain(&["timing"]) {
        value.as_object_mut().unwrap().remove(*key);
    }
    value
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
