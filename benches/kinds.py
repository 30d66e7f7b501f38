#!/usr/bin/env python3
"""Prints, for an archive of each kind, how fast `sepakat extract` is with one and two threads, and how many it could feed.

    benches/kinds.py [--articles 40000] [--rounds 5] [--kinds news.jsonl.gz,pages.warc.gz] [--out FILE.md] [FILE.jsonl]

Builds the program and its helpers, and makes the archives, all of the same articles. One thread, two, and cutting the archive
into records alone (which only one thread does at a time) run in turn, --rounds times. "Two by one" is of wall-clock time, and can
be no more than the cores that were free. On a machine that does other work, look at the others:
- "at work": so many threads of the run with two had work at a time, those that waited for a core counted (Linux only);
- "CPU": what two threads take in CPU time, by what one does;
- "cut": the share of cutting in what one thread takes, in CPU time, and "feeds" its inverse: so many threads would find work, if
  cutting were all that holds the others up.

Needs cargo and Python; the program zstd and pyarrow (from PyPI) for two of the kinds, which are left out without.
"""

import argparse
import bz2
import datetime
import glob
import gzip
import html
import json
import os
import pathlib
import platform
import random
import shutil
import statistics
import subprocess
import tempfile
import time

from compare import build, run

try:
    import pyarrow
    import pyarrow.parquet
except ImportError:
    pyarrow = None

# A row group of a Parquet file: news archives have some thousand rows in one.
ROW_GROUP = 5000
WORDS = "warga desa memanen padi di sawah yang baru saja kering dan harga gabah naik dari pekan lalu".split()
CODE = "var let if else return function document window iklan slot push data true false null length class href".split()


def rows(source):
    with open(source, "rb") as lines:
        yield from map(json.loads, lines)


def page(made, row):
    """The article as portals show it: some 20 kB, most of which are scripts, menus and lists of headlines."""
    code = " ".join(f"{made.choice(CODE)}{made.choice('=;(){}.,')}{made.randrange(10**6)}" for _ in range(700))
    links = lambda count: "".join(f'<li><a href="/{made.randrange(10**9)}">{" ".join(made.choices(WORDS, k=6))}</a></li>' for _ in range(count))
    title, text = html.escape(row.get("title") or ""), html.escape(row["text"])
    paragraphs = "".join(f"<p>{line}</p>\n" for line in text.split("\n") if line)
    day = row.get("published") or ""
    return (
        f'<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="article:published_time" content="{day}T08:15:00+07:00"><script>{code}</script></head>'
        f"<body><nav><ul>{links(40)}</ul></nav><article><h1>{title}</h1>{paragraphs}</article>"
        f"<aside><h3>Terpopuler</h3><ul>{links(30)}</ul></aside><footer>Hak cipta</footer></body></html>"
    ).encode()


def warc(source):
    made = random.Random(1)
    for number, row in enumerate(rows(source)):
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(made, row)
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: https://x.example/{number}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        yield head.encode() + http + b"\r\n\r\n"


def write(file, parts):
    with file:
        for part in parts:
            file.write(part)


def lines(source):
    with open(source, "rb") as file:
        yield from file


def zstd(path, source):
    subprocess.run(["zstd", "-q", "-3", source, "-o", path], check=True)


def parquet(compression):
    def make(path, source):
        names = ["id", "published", "source", "url", "title", "text"]
        table = pyarrow.table({name: column for name, column in zip(names, zip(*([row.get(name) for name in names] for row in rows(source))))})
        pyarrow.parquet.write_table(table, path, compression=compression, row_group_size=ROW_GROUP)

    return make


KINDS = {
    "news.jsonl": lambda path, source: shutil.copy(source, path),
    "news.jsonl.gz": lambda path, source: write(gzip.open(path, "wb", 6), lines(source)),
    "news.jsonl.zst": zstd,
    "news.jsonl.bz2": lambda path, source: write(bz2.open(path, "wb", 9), lines(source)),
    "pages.warc": lambda path, source: write(open(path, "wb"), warc(source)),
    # A member for each record, as crawlers write them.
    "pages.warc.gz": lambda path, source: write(open(path, "wb"), (gzip.compress(record, 6) for record in warc(source))),
    "snappy.parquet": parquet("snappy"),
    "zstd.parquet": parquet("zstd"),
}


def missing(kind):
    return kind.endswith(".zst") and not shutil.which("zstd") or kind.endswith(".parquet") and not pyarrow


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", help="JSON Lines with id, title, text, published, source, url")
    parser.add_argument("--articles", type=int, default=40_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--kinds", help="only these, separated by commas")
    parser.add_argument("--archives", help="keep the archives in this folder, and take those that are there")
    parser.add_argument("--out", help="write the table to this file too")
    args = parser.parse_args()

    sepakat = build("build", "--release")
    helper = build("bench", "--bench", "archive", "--no-run")
    with tempfile.TemporaryDirectory() as work:
        source = args.file
        if not source:
            source = os.path.join(work, "articles.jsonl")
            generate = build("bench", "--bench", "generate", "--no-run")
            subprocess.run([generate, source, "--articles", str(args.articles)], check=True)
        folder = pathlib.Path(args.archives or work)
        folder.mkdir(exist_ok=True)
        table = [
            f"{datetime.date.today()}, {platform.machine()}, {os.cpu_count()} cores; medians of {args.rounds} rounds.",
            "",
            "| archive | articles | MB unpacked | articles/s, one thread | two threads | two by one | at work | CPU | cut | feeds |",
            "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        ]
        print("\n".join(table), flush=True)
        for kind, make in KINDS.items():
            if missing(kind) or args.kinds and kind not in args.kinds.split(","):
                continue
            path = folder / kind
            if not path.exists():
                make(path, source)
            table.append(measure(sepakat, helper, path, os.path.join(work, "out"), args.rounds))
            print(table[-1], flush=True)
            if not args.archives:
                path.unlink()
    if args.out:
        pathlib.Path(args.out).write_text("\n".join(table) + "\n")


def at_work(command):
    """How many threads of the run want a core at a time, on average."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wanted, end = {}, start
    while process.poll() is None:
        for stat in glob.glob(f"/proc/{process.pid}/task/*/schedstat"):
            try:
                # Nanoseconds on a core, and waiting for one.
                wanted[stat] = sum(map(int, pathlib.Path(stat).read_text().split()[:2]))
            except OSError:
                pass
        end = time.perf_counter()
        time.sleep(0.02)
    return sum(wanted.values()) / 1e9 / (end - start)


def measure(sepakat, helper, path, out, rounds):
    extract = lambda threads: run([sepakat, "extract", "-q", "-j", str(threads), str(path), "-o", out])
    extract(1)
    articles = json.loads((pathlib.Path(out) / "run.json").read_text())["counts"]["articles"]
    cut = json.loads(subprocess.run([helper, "cut", str(path)], check=True, capture_output=True).stdout)
    two = [sepakat, "extract", "-q", "-j", "2", str(path), "-o", out]
    results = [(extract(1), extract(2), run([helper, "cut", str(path)]), at_work(two)) for _ in range(rounds)]
    median = lambda of: statistics.median(map(of, results))
    share = median(lambda round: round[2][1] / round[0][1])
    return (
        f"| `{path.name}` | {articles:,} | {cut['bytes'] / 1e6:.0f} | {articles / median(lambda round: round[0][0]):,.0f} "
        f"| {articles / median(lambda round: round[1][0]):,.0f} | {median(lambda round: round[0][0] / round[1][0]):.2f} "
        f"| {median(lambda round: round[3]):.2f} | {median(lambda round: round[1][1] / round[0][1]):.2f} | {share:.0%} | {1 / share:.1f} |"
    )


if __name__ == "__main__":
    main()
