#!/usr/bin/env python3
"""Prints how fast sepakat is beside what any program must spend, ripgrep, and what people use today, in one run.

    benches/compare.py [--articles 100000] [--rounds 5] [--peers] [--out FILE.md] [FILE.jsonl]

Builds the program and its helpers, makes an archive unless one is given, and runs everything in turn, --rounds times.
Before each run the yardstick is run again, and what counts is the median of the ratios: on a machine that does other work
both are slowed down alike. --peers also installs spaCy and others from PyPI into target/peers and runs them on a part of the
archive. Needs nothing but Python's own modules, cargo, and rg if it is to be measured.
"""

import argparse
import datetime
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# For ripgrep: four phrases that agreements are reported with.
PHRASES = "kerja sama|kerjasama|nota kesepahaman|kesepakatan bersama"
# On so many articles the Python peers run.
PEER_ARTICLES = 300
PEER_NAMES = ["regex + pyahocorasick", "flashtext", "spaCy rulers", "dateparser"]
PEERS = ["spacy", "pyahocorasick", "flashtext", "dateparser", "orjson"]


def run(command):
    """Wall-clock and CPU seconds and the peak memory in MiB of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    # ripgrep: 1 is "nothing found".
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"failed: {' '.join(command)}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def build(*what):
    """Where the executable lies: of the bench that is named, else of the program."""
    command = ["cargo", *what, "--locked", "--message-format=json"]
    output = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True).stdout
    name = what[what.index("--bench") + 1] if "--bench" in what else "sepakat"
    built = [json.loads(line) for line in output.splitlines()]
    paths = [built["executable"] for built in built if built.get("executable") and built["target"]["name"] == name]
    return paths[-1]


def peers_python():
    """A Python that has the peers."""
    folder = os.path.join(ROOT, "target", "peers")
    python = os.path.join(folder, "bin", "python")
    imports = [python, "-c", "import spacy, ahocorasick, flashtext, dateparser, orjson"]
    if not os.path.exists(python) or subprocess.run(imports, stderr=subprocess.DEVNULL).returncode:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PEERS], check=True)
    return python


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--out", help="write the table to this file too")
    args = parser.parse_args()

    sepakat = build("build", "--release")
    floors = build("bench", "--bench", "floors", "--no-run")
    generate = build("bench", "--bench", "generate", "--no-run")
    work = tempfile.TemporaryDirectory()
    path = args.file
    if not path:
        path = os.path.join(work.name, "archive.jsonl")
        subprocess.run([generate, path, "--articles", str(args.articles)], check=True)
    with open(path, "rb") as file:
        articles = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    megabytes = os.path.getsize(path) / 1e6

    parse = [floors, "parse", path]
    dataset, annotations = (os.path.join(work.name, name) for name in ("dataset", "annotations.jsonl"))
    rows = [("read only", 1, [floors, "read", path])]
    if rg := shutil.which("rg"):
        rows.append(("rg -c -i, four phrases", 1, [rg, "-c", "-i", "-j1", PHRASES, path]))
        rows.append(("rg -c '', the lines", 1, [rg, "-c", "-j1", "", path]))
    for threads in (1, 2):
        jobs = ["-q", "-j", str(threads), path, "-o"]
        rows.append(("sepakat extract", threads, [sepakat, "extract", *jobs, dataset]))
        rows.append(("sepakat annotate", threads, [sepakat, "annotate", *jobs, annotations]))

    measured = {name: [] for name in [("parse only", 1), *((name, threads) for name, threads, _ in rows)]}
    run(parse)
    for _ in range(args.rounds):
        for name, threads, command in rows:
            yardstick, result = run(parse), run(command)
            measured["parse only", 1].append((*yardstick, 1.0, 1.0))
            measured[name, threads].append((*result, result[0] / yardstick[0], result[1] / yardstick[1]))

    lines = [
        f"{datetime.date.today()}, {platform.machine()}, {os.cpu_count()} cores; {articles:,} articles, {megabytes:.0f} MB; "
        f"medians of {args.rounds} rounds, ratios of paired runs.",
        "",
        "| what | threads | seconds | MB/s | articles/s | peak MiB | time × parse only | CPU × parse only |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for (name, threads), results in measured.items():
        seconds, _, memory, ratio, cpu = (statistics.median(column) for column in zip(*results))
        lines.append(
            f"| {name} | {threads} | {seconds:.2f} | {megabytes / seconds:.0f} | {articles / seconds:,.0f} | {memory:.0f} "
            f"| {ratio:.2f} | {cpu:.2f} |"
        )
    if args.peers:
        yardstick = statistics.median(seconds for seconds, *_ in measured["parse only", 1]) / articles
        lines += peers(path, work.name, yardstick)
    table = "\n".join(lines) + "\n"
    print(table, end="")
    if args.out:
        with open(args.out, "w") as file:
            file.write(table)


def peers(path, folder, yardstick):
    """Rows of the Python peers, on the first articles; setting up is not counted."""
    part = os.path.join(folder, "part.jsonl")
    with open(path, "rb") as whole, open(part, "wb") as some:
        for _, line in zip(range(PEER_ARTICLES), whole):
            some.write(line)
    megabytes = os.path.getsize(part) / 1e6
    python = peers_python()
    for name in PEER_NAMES:
        command = [python, os.path.join(ROOT, "benches", "peers.py"), name, part]
        found = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout)
        rate = found["articles"] / found["seconds"]
        ratio = 1 / rate / yardstick
        yield (f"| {name} (first {found['articles']} articles) | 1 | {found['seconds']:.2f} "
               f"| {megabytes * rate / PEER_ARTICLES:.2f} | {rate:,.0f} | {found['memory']:.0f} | {ratio:,.0f} | |")


if __name__ == "__main__":
    main()
