//! Articles made of what the lexicons and the rules know, to find one that the gate turns away and that gives an agreement
//! all the same. `../README.md` tells how to run it.

#![no_main]

use std::{env, fs::OpenOptions, io::Write, sync::LazyLock};

use libfuzzer_sys::fuzz_target;
use sepakat::Lexicons;
use tempfile::TempDir;

#[path = "../../gate/check.rs"]
mod check;

use check::{Writing, check};

static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::builtin().unwrap());
static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());
/// A file to which the texts go: see the README.
static TEXTS: LazyLock<Option<String>> = LazyLock::new(|| env::var("TEXTS").ok());

fuzz_target!(|bytes: &[u8]| {
    let [how, title, pieces @ ..] = bytes else { return };
    let pieces: Vec<String> = pieces.chunks_exact(2).map(|pair| piece(pair[0], pair[1])).collect();
    let (title, body) = pieces.split_at(usize::from(title % 8).min(pieces.len()));
    let (title, body) = (title.concat().replace('\n', " "), body.concat());
    let published = (how & 4 > 0).then_some("2025-10-06");
    let writing = Writing::ALL[usize::from(how & 3)];
    check(&LEXICONS, FOLDER.path(), &title, &body, published, writing);
    if let Some(path) = &*TEXTS {
        let mut file = OpenOptions::new().create(true).append(true).open(path).unwrap();
        let line = serde_json::json!({ "title": title, "published": published, "text": body });
        writeln!(file, "{line}").unwrap();
    }
});

/// Some words, and what joins them to the next ones.
fn piece(lists: u8, which: u8) -> String {
    let list = &PIECES[usize::from(lists >> 4)];
    let words = list[usize::from(which) % list.len()];
    format!("{words}{}", JOINTS[usize::from(lists & 15)])
}

const JOINTS: [&str; 16] = [" ", " ", " ", " ", " ", ", ", ". ", ".\n", "\n", "", "-", ": ", ":\n- ", "; ", " (", ") "];

/// Sixteen lists: every second piece is a phrase of `cues.csv`, which are so many that they fill eight of them.
static PIECES: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    let column = |file: &str, column: usize| {
        let (_, table) = Lexicons::FILES.iter().find(|(name, _)| *name == file).unwrap();
        let cell = move |row: &'static str| row.split(',').nth(column).unwrap();
        table.lines().skip(1).filter(|row| !row.contains('"')).map(cell).collect::<Vec<&str>>()
    };
    let parts = |all: Vec<&'static str>, parts: usize| {
        let size = all.len().div_ceil(parts);
        assert!(size <= 256, "a byte tells which: {size}");
        all.chunks(size).map(<[&str]>::to_vec).collect::<Vec<_>>()
    };
    let mut lists = parts(column("cues.csv", 0), 8);
    lists.extend(parts(column("word_lists.csv", 1), 2));
    lists.extend([SIDES, SIDES, REPORTS, PEOPLE_AND_DAYS, WORDS, MARKS].map(<[&str]>::to_vec));
    assert_eq!(lists.len(), 16);
    lists
});

const SIDES: &[&str] = &[
    "Pemkot Malang",
    "Pemerintah Kota Jambi",
    "Pemprov DKI Jakarta",
    "Provinsi Jawa Timur",
    "Kabupaten Bandung Barat",
    "Pemkab Klaten",
    "Sleman",
    "Kota Pariaman",
    "Papua",
    "Jambi",
    "PT Bank Jatim",
    "Universitas Brawijaya",
    "Kejaksaan Negeri Malang",
    "BPJS Kesehatan",
    "Kementerian Pertanian",
    "Kota Davao, Filipina",
    "Pemerintah Jepang",
    "Polres Klaten",
    "Bulog",
    "RSUD Saiful Anwar",
    "DPRD Jambi",
    "Dinas Pendidikan",
    "kedua daerah",
    "keduanya",
    "ketiga kabupaten",
    "tujuh kota",
    "kedua belah pihak",
    "Bupati Klaten",
    "Wali Kota Malang Wahyu Hidayat",
    "Gubernur",
    "Pemkot",
    "Pemda",
];

/// Halves of reports, so that whole ones are found soon.
const REPORTS: &[&str] = &[
    "Pemkot Malang dan Pemkot Jambi",
    "Pemprov DKI Jakarta bersama Pemkab Klaten",
    "menandatangani nota kesepahaman",
    "meneken MoU dengan",
    "menjalin kerja sama dengan",
    "antara Pemkot Malang dan Pemkot Jambi",
    "dengan Pemkab Klaten",
    "Kedua daerah bersepakat mengelola sampah",
    "Kesepakatan itu dituangkan dalam MoU",
    "Daerah yang terlibat adalah",
    "Yang menandatangani yaitu",
    "Penandatanganan dilakukan",
    "Perjanjian kerja sama itu",
    "Naskah ditandatangani",
    "PKS tersebut",
    "LoI",
];

const PEOPLE_AND_DAYS: &[&str] = &[
    "Wahyu Hidayat",
    "Pj Bupati Jajang Prihono",
    "Sekda Erik",
    "Plt Gubernur",
    "Bupati",
    "Wakil Wali Kota",
    "Kepala Dinas Pangan",
    "Rektor",
    "Direktur Utama",
    "H. Sutiaji, S.E., M.M.",
    "Pramono Anung",
    "Senin (12/1)",
    "Jumat (3/10/2025)",
    "3 Oktober 2025",
    "kemarin",
    "tahun lalu",
    "selama lima tahun",
    "2019",
    "di Balai Kota Malang",
    "di Jakarta",
    "bidang pangan dan pendidikan",
    "pengelolaan sampah",
];

const WORDS: &[&str] = &[
    "dan",
    "yang",
    "di",
    "ini",
    "itu",
    "tersebut",
    "akan",
    "telah",
    "sudah",
    "tidak",
    "belum",
    "untuk",
    "pada",
    "dalam",
    "warga",
    "desa",
    "rumah",
    "harga",
    "adalah",
    "yaitu",
    "serta",
    "atau",
    "dari",
    "ke",
    "oleh",
    "kata",
    "ujar",
    "ia",
    "mereka",
    "lima",
    "7",
    "para",
    "kepala daerah",
    "pihak",
    "dokumen",
    "surat",
    "isi",
    "hal",
    "juga",
    "masing-masing",
    "semua",
    "nya",
    "me",
    "ber",
    "di-",
    "ke-",
    "lah",
    "pun",
    "a",
    "é",
    "Mu’awanah",
    "İstanbul",
    "MALANG",
    "mou",
    "MOU",
];

const MARKS: &[&str] = &[
    "\n1. ",
    "\n2) ",
    "\n- ",
    "\n• ",
    "\na. ",
    "<p>",
    "</p>",
    "<br>",
    "<b>",
    "</b>",
    "<li>",
    "</li>",
    "&nbsp;",
    "&amp;",
    "<",
    "&",
    "“",
    "”",
    "\"",
    "'",
    "Baca juga:",
    "\nBaca juga: ",
    "\nMALANG, KOMPAS – ",
    "/",
    "...",
    "!",
    "?",
    "\\",
    "\t",
    "\u{a0}",
    "\u{200b}",
    "\r\n",
    "\n\n",
    "(",
    ")",
    "—",
    "#",
    "@",
    "https://x.example/kerja-sama",
    "(MoU)",
    "*",
];
