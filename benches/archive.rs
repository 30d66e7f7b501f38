//! Times one archive, for `side_by_side.py` and `kinds.py`: `cargo bench --bench archive -- cut FILE`, or `articles FILE` to find the article
//! in each page too. One thread; one line of JSON.

#![allow(clippy::print_stdout)]

use std::time::Instant;

use sepakat::source::{Archive, Options};

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let [what, file] = &args[..] else {
        // Run without arguments, as by `cargo bench`, there is nothing to do.
        return;
    };
    let options = Options::default();
    let archive = Archive::find(&[file], &options).unwrap();
    let start = Instant::now();
    let (mut records, mut bytes, mut rejects, mut articles) = (0_u64, 0, 0_u64, 0_u64);
    for record in archive.records() {
        let Ok(record) = record else {
            rejects += 1;
            continue;
        };
        records += 1;
        bytes += record.size();
        if what == "articles" {
            let draft = record.draft(&options.fields).ok();
            articles += u64::from(draft.is_some_and(|draft| matches!(draft.article(), Ok(Some(_)))));
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{}",
        serde_json::json!({ "records": records, "bytes": bytes, "rejects": rejects, "articles": articles, "seconds": seconds })
    );
}
