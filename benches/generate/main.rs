//! Makes an archive of any size to measure with: `cargo bench --bench generate -- FILE --articles 100000`.
//!
//! The same arguments give the same bytes. Articles with an agreement are those of `data/gold`, with other regions in
//! them and ordinary sentences behind; all others are put together of sentences: those of `news.txt`, and those of the gold
//! articles that say nothing of agreements. About a fifth of these others holds a word of agreements all the same.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::PathBuf,
};

use clap::Parser;
use serde_json::{Value, json};

/// Makes an archive to measure with.
#[derive(Parser)]
struct Args {
    /// The file to write, as JSON Lines.
    file: Option<PathBuf>,
    /// How many articles.
    #[arg(long, default_value_t = 100_000)]
    articles: u64,
    /// Which part of them reports an agreement, from 0 to 1.
    #[arg(long, default_value_t = 0.03)]
    share: f64,
    /// Which part of the others holds a word of agreements all the same.
    #[arg(long, default_value_t = 0.2)]
    trigger: f64,
    /// Another seed gives other articles.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Given by `cargo bench`.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let args = Args::parse();
    // Run without a file, as by `cargo bench`, there is nothing to do.
    let Some(path) = args.file else { return };
    let prose = Prose::load();
    let mut chance = Chance(args.seed);
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path).unwrap());
    for number in 0..args.articles {
        let article = if chance.happens(args.share) {
            prose.with_agreement(number, &mut chance)
        } else {
            prose.ordinary(number, args.trigger, &mut chance)
        };
        let mut line = article.to_string();
        // Programs in Python escape what is no ASCII, unless they are told otherwise.
        if chance.happens(0.25) {
            line = escaped(&line);
        }
        line.push('\n');
        out.write_all(line.as_bytes()).unwrap();
    }
    out.flush().unwrap();
}

/// SplitMix64: good enough, and the same for ever.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to, but not, `end`.
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn happens(&mut self, share: f64) -> bool {
        ((self.next() >> 11) as f64) < share * (1_u64 << 53) as f64
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// The labelled files that articles are taken of. Files that come later are left out, or the archive would be another.
const GOLD: [&str; 13] = [
    include_str!("../../data/gold/dev-a.jsonl"),
    include_str!("../../data/gold/dev-b.jsonl"),
    include_str!("../../data/gold/fresh-a.jsonl"),
    include_str!("../../data/gold/fresh-b.jsonl"),
    include_str!("../../data/gold/fresh-c.jsonl"),
    include_str!("../../data/gold/fresh-d.jsonl"),
    include_str!("../../data/gold/fresh-e.jsonl"),
    include_str!("../../data/gold/fresh-f.jsonl"),
    include_str!("../../data/gold/fresh-g.jsonl"),
    include_str!("../../data/gold/fresh-h.jsonl"),
    include_str!("../../data/gold/fresh-i.jsonl"),
    include_str!("../../data/gold/fresh-j.jsonl"),
    include_str!("../../data/gold/fresh-k.jsonl"),
];

/// Beginnings of words that speak of agreements. Not those of the lexicons, so that a change of these leaves the archive
/// as it is.
const SIGNS: [&str; 24] = [
    "kerja sama",
    "kerjasama",
    "kerja-sama",
    "kolaborasi",
    "sinergi",
    "mou",
    "muo",
    "loi",
    "memorandum",
    "letter",
    "dendum",
    "sepaka",
    "sepaham",
    "perjanjian",
    "kontrak",
    "neken",
    "teken",
    "anda tangan",
    "andatangan",
    "pena",
    "kembar",
    "saudara",
    "bersama",
    "bubuh",
];

/// Short words of that kind, as words.
const SHORT_SIGNS: [&str; 6] = ["pks", "kb", "kad", "nota", "naskah", "sister"];

/// Half of the articles have no more words.
const MEDIAN_WORDS: usize = 290;

struct Prose {
    /// Labelled articles, with the names of the regions that take part.
    agreements: Vec<(Value, Vec<String>)>,
    /// All those names: parts of them, such as "Solok" and "Solok Selatan", stand beside each other.
    regions: Vec<String>,
    titles: Vec<String>,
    /// Sentences without a word of agreements: templates, and as they are.
    templates: Vec<&'static str>,
    sentences: Vec<String>,
    /// Templates with such a word.
    signs: Vec<&'static str>,
    slots: Vec<(&'static str, Vec<&'static str>)>,
}

impl Prose {
    fn load() -> Prose {
        let mut prose = Prose {
            agreements: vec![],
            regions: vec![],
            titles: vec![],
            templates: vec![],
            sentences: vec![],
            signs: vec![],
            slots: vec![],
        };
        let news = include_str!("news.txt").lines().filter(|line| !line.starts_with('#'));
        for line in news {
            match (line.strip_prefix("! "), line.split_once(": ")) {
                (Some(sign), _) => prose.signs.push(sign),
                (None, Some((slot, words))) if words.contains(" | ") => {
                    prose.slots.push((slot, words.split(" | ").collect()));
                }
                _ => prose.templates.push(line),
            }
        }
        for line in GOLD.iter().flat_map(|file| file.lines()) {
            prose.take(serde_json::from_str(line).unwrap());
        }
        prose.regions.sort();
        prose.regions.dedup();
        prose
    }

    /// Takes a labelled article apart.
    fn take(&mut self, article: Value) {
        let speaks = |text: &str| {
            let small = text.to_lowercase();
            let word = |word: &str| SHORT_SIGNS.contains(&word);
            SIGNS.iter().any(|sign| small.contains(sign)) || small.split(|c: char| !c.is_alphanumeric()).any(word)
        };
        let (title, text) = (article["title"].as_str().unwrap(), article["text"].as_str().unwrap());
        if !speaks(title) && !title.is_empty() {
            self.titles.push(title.to_owned());
        }
        let sentences = text.split('\n').flat_map(|line| line.split_inclusive(". ")).map(str::trim);
        let whole = |sentence: &&str| sentence.len() > 60 && sentence.ends_with(['.', '”', '"']);
        self.sentences.extend(sentences.filter(whole).filter(|line| !speaks(line)).map(str::to_owned));
        let agreements = article["gold"]["agreements"].as_array().unwrap();
        if agreements.is_empty() {
            return;
        }
        let parties = agreements.iter().flat_map(|agreement| agreement["parties"].as_array().unwrap());
        let mut names: Vec<String> = parties.filter_map(|party| region(party["code"].as_str()?)).collect();
        names.sort();
        names.dedup();
        self.regions.extend(names.iter().cloned());
        self.agreements.push((article, names));
    }

    fn ordinary(&self, number: u64, trigger: f64, chance: &mut Chance) -> Value {
        let title = chance.one(&self.titles).clone();
        let sign = chance.happens(trigger).then(|| self.filled(chance.one::<&str>(&self.signs), chance));
        let mut sentences = self.sentences(length(chance), chance);
        if let Some(sign) = sign {
            let at = chance.below(sentences.len() + 1);
            sentences.insert(at, sign);
        }
        let body = paragraphs(&sentences, chance);
        let day = format!("202{}-{:02}-{:02}", chance.below(6), chance.below(12) + 1, chance.below(28) + 1);
        record(number, &title, &body, &day, chance)
    }

    /// A labelled article, with other regions in the place of its own.
    fn with_agreement(&self, number: u64, chance: &mut Chance) -> Value {
        let (article, own) = chance.one(&self.agreements);
        let [mut title, mut body] = ["title", "text"].map(|field| article[field].as_str().unwrap().to_owned());
        for name in own {
            let other = chance.one(&self.regions);
            title = replaced(&title, name, other);
            body = replaced(&body, name, other);
        }
        let words = length(chance).saturating_sub(body.split_whitespace().count());
        if words > 20 {
            body = format!("{body}\n\n{}", paragraphs(&self.sentences(words, chance), chance));
        }
        record(number, &title, &body, article["published"].as_str().unwrap_or_default(), chance)
    }

    /// Ordinary sentences of so many words together.
    fn sentences(&self, words: usize, chance: &mut Chance) -> Vec<String> {
        let mut sentences = vec![];
        let mut so_far = 0;
        while so_far < words {
            let sentence = match chance.below(3) {
                0 => chance.one(&self.sentences).clone(),
                _ => self.filled(chance.one::<&str>(&self.templates), chance),
            };
            so_far += sentence.split_whitespace().count();
            sentences.push(sentence);
        }
        sentences
    }

    fn filled(&self, template: &str, chance: &mut Chance) -> String {
        let mut filled = String::new();
        let mut rest = template;
        while let Some((before, behind)) = rest.split_once('{') {
            let (name, behind) = behind.split_once('}').unwrap();
            let (_, words) = self.slots.iter().find(|(slot, _)| *slot == name).unwrap();
            filled.push_str(before);
            filled.push_str(chance.one::<&str>(words));
            rest = behind;
        }
        filled + rest
    }
}

/// From half the median to twice as much, shorter ones as often as longer ones.
fn length(chance: &mut Chance) -> usize {
    let (least, most) =
        if chance.below(2) == 0 { (MEDIAN_WORDS / 2, MEDIAN_WORDS) } else { (MEDIAN_WORDS, 2 * MEDIAN_WORDS) };
    least + chance.below(most - least)
}

fn paragraphs(sentences: &[String], chance: &mut Chance) -> String {
    let mut body = String::new();
    for (at, sentence) in sentences.iter().enumerate() {
        if at > 0 {
            body.push_str(if chance.below(3) == 0 { "\n\n" } else { " " });
        }
        body.push_str(sentence);
    }
    body
}

fn record(number: u64, title: &str, body: &str, day: &str, chance: &mut Chance) -> Value {
    const OUTLETS: [&str; 8] = ["warta", "kabar", "suara", "berita", "media", "lensa", "pena", "kilas"];
    let outlet = format!("{}{}.example", chance.one(&OUTLETS), chance.below(40));
    let slug: String = title.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let url = format!("https://{outlet}/{}/{slug}-{number}", day.replace('-', "/"));
    json!({ "id": format!("n{number:07}"), "url": url, "source": outlet, "published": day, "title": title, "text": body })
}

/// The name of a regency or city without its kind; others are left as they are.
fn region(code: &str) -> Option<String> {
    let line = include_str!("../../lexicons/regions.csv").lines().find(|line| line.split(',').next() == Some(code))?;
    let name = line.split(',').nth(1)?;
    ["Kota ", "Kabupaten "].iter().find_map(|kind| name.strip_prefix(kind)).map(str::to_owned)
}

/// The text with `other` wherever `name` stands as words of its own.
fn replaced(text: &str, name: &str, other: &str) -> String {
    let letter = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
    let mut replaced = String::new();
    let mut from = 0;
    for (at, _) in text.match_indices(name) {
        let end = at + name.len();
        if !letter(text.as_bytes()[..at].last()) && !letter(text.as_bytes().get(end)) {
            replaced.push_str(&text[from..at]);
            replaced.push_str(other);
            from = end;
        }
    }
    replaced + &text[from..]
}

/// Everything but ASCII as `\uXXXX`.
fn escaped(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    for char in line.chars() {
        match char {
            char if char.is_ascii() => escaped.push(char),
            char => char.encode_utf16(&mut [0; 2]).iter().for_each(|unit| escaped += &format!("\\u{unit:04x}")),
        }
    }
    escaped
}
