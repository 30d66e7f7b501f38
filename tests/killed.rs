//! A run that is killed at any moment leaves the old dataset or the new one, whole.

mod common;

use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::{Command, Stdio},
    thread::sleep,
    time::Instant,
};

use common::{folder, names, path, sepakat};

/// What is in the folder, but for the seconds that the run took.
fn content(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let names = names(dir).into_iter().filter(|name| name != "run.json");
    names.map(|name| (name.clone(), fs::read(dir.join(name)).unwrap())).collect()
}

#[test]
fn killed_at_random_moments() {
    let folder = folder(&[]);
    let place = folder.path().join("out");
    let archives = ["data/sample", "data/merging/articles.jsonl"].map(|archive| path(archive).display().to_string());
    let formats = ["--format", "jsonl,gexf"];
    let mut whole = Vec::new();
    let started = Instant::now();
    for archive in &archives {
        sepakat(&folder, &[&["extract", archive.as_str(), "-q", "-o", "out"], &formats[..]].concat())
            .assert()
            .success();
        whole.push(content(&place));
    }
    let run = started.elapsed() / 2;
    let mut seen = BTreeSet::new();
    for round in 0..60_u32 {
        let archive = &archives[round as usize % 2];
        let mut child = Command::new(assert_cmd::cargo::cargo_bin!("sepakat"))
            .current_dir(folder.path())
            .args(["extract", archive, "-q", "-o", "out"])
            .args(formats)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Some runs come to their end, whatever the machine does meanwhile; the others are killed without a pattern, most
        // of them near the end, where folders change.
        if round % 7 != 6 {
            let part = if round % 4 == 0 { round * 7919 % 100 } else { 70 + round * 7919 % 35 };
            sleep(run * part / 100);
            child.kill().unwrap();
        }
        child.wait().unwrap();
        let now = content(&place);
        let which = whole.iter().position(|content| *content == now);
        seen.insert(
            which.unwrap_or_else(|| panic!("round {round}: the folder is neither the old nor the new dataset")),
        );
        assert!(place.join("run.json").is_file());
    }
    assert_eq!(seen.len(), 2, "runs that came to their end changed the folder");

    sepakat(&folder, &["extract", &archives[0], "-q", "-o", "out"]).assert().success();
    assert_eq!(names(folder.path()), ["out"], "what was left behind is removed by the next run");
}
