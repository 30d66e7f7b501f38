//! The program as it is run: arguments in, status and streams out. What articles yield is tested elsewhere.

mod common;

use std::fs;

use assert_cmd::Command;
use common::{folder, path, sample, sepakat};
use predicates::prelude::*;

/// The ids of the annotations in a JSON Lines output.
fn ids(output: &[u8]) -> Vec<String> {
    let lines = output.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    let annotations = lines.map(|line| serde_json::from_slice::<sepakat::model::Annotation>(line).unwrap());
    annotations.map(|annotation| annotation.id).collect()
}

#[test]
fn help_tells_what_there_is() {
    let none = folder(&[]);
    for command in ["extract", "annotate", "merge", "diff", "explain", "score", "lexicons"] {
        sepakat(&none, &["--help"]).assert().success().stdout(predicate::str::contains(command));
        sepakat(&none, &[command, "--help"])
            .assert()
            .success()
            .stdout(predicate::str::contains("Usage: sepakat").and(predicate::str::contains("Examples:")))
            .stderr("");
    }
    sepakat(&none, &["--version"]).assert().success().stdout(predicate::str::starts_with("sepakat 0."));
}

#[test]
fn wrong_usage_ends_with_2() {
    let none = folder(&[]);
    for (args, reason) in [
        (&["extrakt"][..], "unrecognized subcommand"),
        (&["extract", "a.jsonl"], "--out <DIR>"),
        (&["annotate"], "<INPUT>"),
        (&["annotate", "a", "--input-format", "pdf"], "[possible values: jsonl, csv, tsv, txt, html, warc, parquet]"),
        (&["annotate", "a", "--map", "isi=text"], "expected one of the fields id, title, text"),
        (&["annotate", "a", "-j", "0"], "1..=1024"),
        (&["merge", "a.jsonl"], "--out <DIR>"),
        (&["explain", "a", "--max-rejects", "1"], "unexpected argument"),
        (&["extract", "a", "-o", "b", "-q", "-v"], "cannot be used with"),
        (&["extract", "a", "-o", "b", "--min-confidence", "80"], "expected a number from 0 to 1"),
    ] {
        sepakat(&none, args).assert().code(2).stdout("").stderr(predicate::str::contains(reason));
    }
}

#[test]
fn a_missing_input_ends_the_run_before_any_output() {
    let folder = folder(&[("a.jsonl", b"{\"text\": \"I\"}\n")]);
    for args in [&["annotate", "a.jsonl", "b"][..], &["extract", "a.jsonl", "b", "-o", "out"]] {
        sepakat(&folder, args).assert().code(1).stdout("").stderr(predicate::str::starts_with("error: b: "));
    }
    assert!(!folder.path().join("out").exists());
}

#[test]
fn bad_records_are_named_and_the_run_goes_on() {
    let folder = folder(&[
        ("in/1.jsonl", b"{\"id\": \"a\", \"text\": \"I\"}\n{\"id\": \n{\"id\": \"b\", \"text\": \"I\"}\n"),
        ("in/2.csv", b"id,isi\nc,I\nd\n"),
        ("in/3.txt", b"caf\0"),
        ("in/4.jsonl", b""),
        ("in/5.tsv", b"id\tjudul\n1\tJ\n"),
        ("in/6.txt", b"Judul\n\nIsi"),
        ("in/foto.jpg", b"\xff\xd8"),
    ]);
    let reasons = [
        "in/1.jsonl:2: malformed JSON: ",
        "in/2.csv:2: expected 2 columns as in the header, found 1",
        "in/3.txt:1: no text: a zero at byte 4",
        "in/4.jsonl: empty file",
        "in/5.tsv: no column with the text: expected one of text, maintext, content, isi, body, html, found id, judul",
    ];
    let run = sepakat(&folder, &["annotate", "in", "--rejects", "rejects.jsonl"]).assert().success();
    let output = run.get_output();
    assert_eq!(ids(&output.stdout), ["a", "b", "c", "6"]);
    let said = String::from_utf8_lossy(&output.stderr);
    for reason in reasons {
        assert!(said.contains(reason), "{reason}\n{said}");
    }
    assert!(said.contains("see rejects.jsonl") && said.contains("files skipped"), "{said}");

    let listed = fs::read_to_string(folder.path().join("rejects.jsonl")).unwrap();
    let listed: Vec<sepakat::source::Reject> = listed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(listed.len(), reasons.len());
    for (reject, reason) in listed.iter().zip(reasons) {
        assert!(reject.to_string().starts_with(reason), "{reject}");
    }
    assert_eq!((listed[0].record, listed[0].offset), (Some(2), Some(25)));

    sepakat(&folder, &["annotate", "in", "--quiet"]).assert().success().stderr("");
    let run = sepakat(&folder, &["annotate", "in", "-q", "-o", "-"]).assert().success();
    assert_eq!(ids(&run.get_output().stdout), ["a", "b", "c", "6"]);
    assert!(!folder.path().join("-").exists());
    sepakat(&folder, &["annotate", "in", "-v"]).assert().stderr(predicate::str::contains("foto.jpg: skipped"));
}

#[test]
fn too_many_rejects_end_with_3() {
    let folder = folder(&[("a.jsonl", b"{}\n{}\n{\"text\": \"I\"}\n")]);
    sepakat(&folder, &["annotate", "a.jsonl", "--max-rejects", "2"]).assert().code(0);
    sepakat(&folder, &["annotate", "a.jsonl", "--max-rejects", "1", "-q"])
        .assert()
        .code(3)
        .stdout(predicate::str::contains("a:3"))
        .stderr("error: 2 records were rejected, --max-rejects allows 1\n");
    sepakat(&folder, &["extract", "a.jsonl", "-o", "out", "--max-rejects", "0"]).assert().code(3);
    assert!(folder.path().join("out/rejects.jsonl").is_file(), "the rejects can be looked at");
}

#[test]
fn standard_input_of_any_kind() {
    let none = folder(&[]);
    for (input, args, expected) in [
        ("{\"text\": \"I\"}\n", &["annotate", "-"][..], "stdin:1"),
        ("id,isi\na,I\n", &["annotate", "-"], "a"),
        ("Judul\n\nIsi\n", &["annotate", "-"], "stdin"),
        ("naskah\tno\nI\t7\n", &["annotate", "-", "--input-format", "tsv", "--map", "text=naskah,id=no"], "7"),
    ] {
        let run = sepakat(&none, args).write_stdin(input).assert().success();
        assert_eq!(ids(&run.get_output().stdout), [expected], "{input:?}");
    }
    sepakat(&none, &["annotate", "-"])
        .write_stdin("")
        .assert()
        .success()
        .stderr(predicate::str::contains("stdin: empty file"));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let lines: String = (0..20_000)
        .map(|n| match n % 10 {
            3 => "{}\n".into(),
            _ => {
                format!("{{\"text\": \"Pemkot Malang dan Pemkot Jambi menandatangani kesepakatan bersama ke-{n}.\"}}\n")
            }
        })
        .collect();
    let folder = folder(&[("in/a.jsonl", lines.as_bytes())]);
    let [one, two] = ["1", "2"].map(|jobs| {
        let rejects = format!("rejects-{jobs}.jsonl");
        sepakat(&folder, &["annotate", "in", "-q", "-j", jobs, "-o", jobs, "--rejects", &rejects]).assert().success();
        [jobs, &rejects].map(|name| fs::read(folder.path().join(name)).unwrap())
    });
    assert!(one == two);
    assert_eq!(ids(&one[0]).len(), 18_000);
}

#[test]
fn only_a_dataset_or_an_empty_folder_is_replaced() {
    let folder = folder(&[("a.jsonl", b"{\"text\": \"I\"}\n"), ("thesis/chapter-1.txt", b"Pendahuluan")]);
    fs::create_dir(folder.path().join("empty")).unwrap();
    sepakat(&folder, &["extract", "a.jsonl", "-o", "thesis"])
        .assert()
        .code(1)
        .stderr(predicate::str::contains("an older dataset, found a folder with other files"));
    assert!(folder.path().join("thesis/chapter-1.txt").is_file());
    for _ in 0..2 {
        sepakat(&folder, &["extract", "a.jsonl", "-o", "empty", "-q"]).assert().success().stdout("").stderr("");
        assert!(folder.path().join("empty/run.json").is_file());
    }
}

#[test]
fn the_order_of_inputs_changes_no_dataset() {
    let folder = folder(&[
        ("a.jsonl", b"{\"id\": \"a\", \"text\": \"I\"}\n{}\n"),
        ("b.jsonl", b"{\"id\": \"b\", \"text\": \"I\"}\n{}\n"),
    ]);
    sepakat(&folder, &["extract", "--all-articles", "a.jsonl", "b.jsonl", "-o", "ab"]).assert().success();
    sepakat(&folder, &["extract", "--all-articles", "b.jsonl", "a.jsonl", "-o", "ba", "-j", "1"]).assert().success();
    for name in ["articles.csv", "rejects.jsonl"] {
        let read = |dir: &str| fs::read(folder.path().join(dir).join(name)).unwrap();
        assert!(read("ab") == read("ba"), "{name}");
    }
}

#[test]
fn a_reader_that_has_enough_is_no_failure() {
    let folder = folder(&[("a.jsonl", "{\"text\": \"I\"}\n".repeat(50_000).as_bytes())]);
    let program = assert_cmd::cargo::cargo_bin!("sepakat").display().to_string();
    let script = format!("set -o pipefail; '{program}' annotate a.jsonl | head -n 1 > first");
    let mut command = Command::new("bash");
    command.current_dir(folder.path()).args(["-c", &script]).assert().success().stderr("");
    assert_eq!(ids(&fs::read(folder.path().join("first")).unwrap()), ["a:1"]);
}

#[test]
fn lexicons_are_exported_to_be_edited_and_checked() {
    let none = folder(&[]);
    sepakat(&none, &["lexicons", "check"]).assert().success();
    sepakat(&none, &["lexicons", "export", "mine"]).assert().success();
    for (name, content) in sepakat::Lexicons::FILES {
        let path = none.path().join("mine").join(name);
        assert_eq!(fs::read_to_string(&path).unwrap(), *content);
    }
    sepakat(&none, &["lexicons", "check", "mine"]).assert().success();
    sepakat(&none, &["lexicons", "export", "mine"]).assert().code(1).stderr(predicate::str::contains("--force"));
    sepakat(&none, &["lexicons", "export", "mine", "--force"]).assert().success();
    fs::write(none.path().join("mine/regoins.csv"), "code\n").unwrap();
    sepakat(&none, &["lexicons", "check", "mine"])
        .assert()
        .code(1)
        .stderr(predicate::str::contains("regoins.csv: no lexicon has this name"));
    sepakat(&none, &["lexicons", "check", "nowhere"]).assert().code(1).stderr(predicate::str::contains("nowhere: "));
}

#[test]
fn what_is_written_is_complete_or_not_there() {
    let folder = folder(&[("a.jsonl", b"{\"text\": \"I\"}\n")]);
    sepakat(&folder, &["annotate", "a.jsonl", "-o", "out.jsonl"]).assert().success().stdout("");
    sepakat(&folder, &["annotate", "missing.jsonl", "-o", "other.jsonl"]).assert().code(1);
    let mut names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["a.jsonl", "out.jsonl"]);
    sepakat(&folder, &["annotate", "a.jsonl", "-o", "new/out.jsonl"]).assert().success();
    assert!(folder.path().join("new/out.jsonl").is_file());
    sepakat(&folder, &["annotate", "a.jsonl", "-o", "a.jsonl/out.jsonl"])
        .assert()
        .code(1)
        .stderr(predicate::str::contains("a.jsonl"));
}

#[test]
fn annotations_that_are_none_are_rejected() {
    let folder = sample();
    sepakat(&folder, &["annotate", "sample/kliping.tsv", "-q", "-o", "a.jsonl"]).assert().success();
    let good = fs::read_to_string(folder.path().join("a.jsonl")).unwrap();
    fs::write(folder.path().join("b.jsonl"), [good.as_bytes(), b"\nnonsense\n\xff\xfe\n"].concat()).unwrap();

    let merge = ["merge", "b.jsonl", "-o", "out", "--max-rejects"];
    sepakat(&folder, &[&merge[..], &["2"]].concat()).assert().success().stderr(
        predicate::str::contains("b.jsonl:6: expected an annotation: ").and(predicate::str::contains("see out")),
    );
    sepakat(&folder, &[&merge[..], &["1", "-q"]].concat())
        .assert()
        .code(3)
        .stderr("error: 2 records were rejected, --max-rejects allows 1\n");
    let rejects = fs::read_to_string(folder.path().join("out/rejects.jsonl")).unwrap();
    let offset = good.len() + 1;
    assert!(rejects.contains(&format!(r#""record":6,"offset":{offset},"reason":"expected"#)), "{rejects}");
    let run: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("out/run.json")).unwrap()).unwrap();
    assert_eq!((&run["counts"]["articles"], &run["counts"]["rejects"]), (&4.into(), &2.into()));

    sepakat(&folder, &["merge", "b.jsonl", "c.jsonl", "-o", "new"])
        .assert()
        .code(1)
        .stderr(predicate::str::contains("c.jsonl: "));
    assert!(!folder.path().join("new").exists());
    sepakat(&folder, &["merge", "-", "-o", "new", "-q"]).write_stdin(good).assert().success();
}

#[test]
fn an_article_is_explained() {
    let folder = sample();
    let explain = ["explain", "sample", "--id", "portal-002"];
    let plain = sepakat(&folder, &explain).assert().success().stderr("");
    let plain = String::from_utf8(plain.get_output().stdout.clone()).unwrap();
    for part in
        ["portal-002  portalnusa.example  2025-10-04\n", "[Kota Pariaman|region 13.77]", "signed_on    2025-10-03"]
    {
        assert!(plain.contains(part), "{part}\n{plain}");
    }
    assert!(!plain.contains('\x1b') && !plain.contains("|cue]"));
    let always = sepakat(&folder, &[&explain[..], &["--color", "always"]].concat()).env("NO_COLOR", "1").assert();
    always.success().stdout(predicate::str::contains("\x1b[1;32mKota Pariaman\x1b[0m"));
    sepakat(&folder, &[&explain[..], &["-v"]].concat()).assert().stdout(predicate::str::contains("|cue]"));

    sepakat(&folder, &["explain", "sample", "--id", "x"])
        .assert()
        .code(1)
        .stderr("error: no article has the id \"x\"\n");
    sepakat(&folder, &["explain", "-"])
        .write_stdin("{}\n")
        .assert()
        .code(1)
        .stderr(predicate::str::contains("stdin:1: text: missing"));
    sepakat(&folder, &["explain", "sample", "-j", "2"]).assert().code(2);
}

#[test]
fn a_wrong_lexicon_row_is_refused_with_its_place() {
    let regions = "code,level,name,base_name,province_code,capital\n11,provinsi,Aceh,Aceh,11,Banda Aceh\n11.O1,kabupaten,X,X,11,X\n";
    let folder = folder(&[("mine/regions.csv", regions.as_bytes()), ("a.txt", b"Judul\n\nIsi")]);
    let place =
        predicate::str::contains("regions.csv:3: code: expected a region code such as 35 or 35.73, found \"11.O1\"");
    sepakat(&folder, &["lexicons", "check", "mine"]).assert().code(1).stderr(place.clone());
    for command in [&["annotate", "a.txt"][..], &["explain", "a.txt"], &["extract", "a.txt", "-o", "out"]] {
        sepakat(&folder, &[command, &["--lexicons", "mine"]].concat())
            .assert()
            .code(1)
            .stdout("")
            .stderr(place.clone());
    }
}

#[test]
fn scores_are_printed_in_three_ways() {
    let folder = folder(&[]);
    let gold = path("data/gold/dev-b.jsonl").display().to_string();
    sepakat(&folder, &["score", &gold]).assert().success().stdout(predicate::str::starts_with("regions   "));
    let json = sepakat(&folder, &["score", &gold, "--json"]).assert().success();
    let json: serde_json::Value = serde_json::from_slice(&json.get_output().stdout).unwrap();
    assert_eq!(json["agreements"]["gold"], 35);

    // Annotations made before give the same.
    sepakat(&folder, &["annotate", &gold, "-q", "-o", "a.jsonl"]).assert().success();
    let [direct, from_file] = [&["--errors"][..], &["--errors", "--predicted", "a.jsonl"]].map(|more| {
        sepakat(&folder, &[&["score", &gold], more].concat()).assert().success().get_output().stdout.clone()
    });
    assert!(direct == from_file);
    sepakat(&folder, &["score", "a.jsonl"])
        .assert()
        .code(1)
        .stderr(predicate::str::contains("a.jsonl:1: expected a labelled article"));
}
