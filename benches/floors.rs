//! What any program must spend: `cargo bench --bench floors -- read FILE` reads a file and counts its lines, `parse FILE` parses
//! each line with serde_json into borrowed fields too. One thread; one line of JSON.

#![allow(clippy::print_stdout)]

use std::{borrow::Cow, fs::File, io::Read, time::Instant};

use serde::Deserialize;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The fields of an article, as far as possible without a copy.
#[derive(Deserialize)]
struct Fields<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    url: Cow<'a, str>,
    #[serde(borrow)]
    source: Cow<'a, str>,
    #[serde(borrow)]
    published: Cow<'a, str>,
    #[serde(borrow)]
    title: Cow<'a, str>,
    #[serde(borrow)]
    text: Cow<'a, str>,
}

const BLOCK: usize = 2 << 20;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let [what, file] = &args[..] else {
        // Run without arguments, as by `cargo bench`, there is nothing to do.
        return;
    };
    let start = Instant::now();
    let mut file = File::open(file).unwrap();
    let mut block = vec![0; BLOCK];
    let (mut filled, mut bytes, mut lines, mut length) = (0, 0, 0, 0);
    loop {
        let read = file.read(&mut block[filled..]).unwrap();
        bytes += read;
        filled += read;
        let whole = memchr::memrchr(b'\n', &block[..filled]).map_or(0, |end| end + 1);
        if what == "read" {
            lines += memchr::memchr_iter(b'\n', &block[..whole]).count();
        } else {
            let mut from = 0;
            for end in memchr::memchr_iter(b'\n', &block[..whole]) {
                let fields: Fields<'_> = serde_json::from_slice(&block[from..end]).unwrap();
                from = end + 1;
                let short = [&fields.id, &fields.url, &fields.source, &fields.published, &fields.title];
                length += fields.text.len() + short.map(|field| field.len()).iter().sum::<usize>();
                lines += 1;
            }
        }
        block.copy_within(whole..filled, 0);
        filled -= whole;
        if read == 0 {
            break;
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("{}", serde_json::json!({ "lines": lines, "bytes": bytes, "length": length, "seconds": seconds }));
}
