"""Readers side by side, in one run: sepakat, FastWARC and warcio on a WARC file; sepakat and trafilatura on pages.

    python3 -m venv venv && venv/bin/pip install fastwarc==2.0.1 warcio==1.8.1 trafilatura==2.3.1 lxml_html_clean
    venv/bin/python benches/side_by_side.py

Every reader runs three times, in turns, on one core; the fastest counts. The WARC file holds the pages of tests/pages, again
and again, until it is as large as news pages are in all (100 MB).
"""

import io
import json
import os
import pathlib
import subprocess
import tarfile
import tempfile
import time

import trafilatura
from fastwarc.warc import ArchiveIterator, WarcRecordType
from warcio.archiveiterator import ArchiveIterator as WarcioIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

TOP = pathlib.Path(__file__).parent.parent
# Scripts and styles are most of a page out there.
WEIGHT = "<script>" + "var a = {'b': [1, 2, 3], 'c': function () { return document.title; }};\n" * 400 + "</script>"


def sepakat(what, path):
    run = ["cargo", "bench", "-q", "--bench", "archive", "--", what, str(path)]
    return json.loads(subprocess.run(run, cwd=TOP, check=True, capture_output=True, text=True).stdout)


def timed(work):
    start = time.perf_counter()
    records = work()
    return {"records": records, "seconds": time.perf_counter() - start}


def fastwarc(path):
    with open(path, "rb") as file:
        return sum(len(record.reader.read()) > 0 for record in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=False))


def warcio(path):
    with open(path, "rb") as file:
        return sum(len(record.raw_stream.read()) > 0 for record in WarcioIterator(file, no_record_parse=True) if record.rec_type == "response")


def best(runs, rounds=3):
    found = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            found[name].append(run())
    return {name: min(each, key=lambda run: run["seconds"]) for name, each in found.items()}


def main():
    os.sched_setaffinity(0, {0})
    with tarfile.open(TOP / "tests/pages/pages.tar.gz") as tar:
        pages = [tar.extractfile(member).read().decode() for member in tar]
    pages = [page.replace("</head>", WEIGHT + "</head>") for page in pages]
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "pages.warc.gz"
        size = 0
        with open(path, "wb") as out:
            writer = WARCWriter(out, gzip=True)
            while size < 100 << 20:
                body = pages[size % len(pages)].encode()
                size += len(body)
                head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
                writer.write_record(writer.create_warc_record(f"https://x.example/{size}", "response", payload=io.BytesIO(body), http_headers=head))
        few = pathlib.Path(folder) / "pages"
        few.mkdir()
        for number, page in enumerate(pages):
            (few / f"{number}.html").write_text(page)
        tables = {
            "WARC, records": best({"sepakat": lambda: sepakat("cut", path), "FastWARC": lambda: timed(lambda: fastwarc(path)), "warcio": lambda: timed(lambda: warcio(path))}),
            "pages, articles": best({
                "sepakat": lambda: sepakat("articles", few),
                "trafilatura": lambda: timed(lambda: sum(trafilatura.bare_extraction(page, with_metadata=True) is not None for page in pages)),
                "trafilatura, fast": lambda: timed(lambda: sum(trafilatura.bare_extraction(page, fast=True, with_metadata=True) is not None for page in pages)),
            }),
        }
        for title, runs in tables.items():
            print(f"| {title} | records | s | records/s | time × sepakat |\n|---|--:|--:|--:|--:|")
            for name, run in runs.items():
                ratio = run["seconds"] / runs["sepakat"]["seconds"]
                print(f"| {name} | {run['records']} | {run['seconds']:.2f} | {run['records'] / run['seconds']:,.0f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
