"""Peak memory of `sepakat extract` on a small archive and on one of 1 GB of each kind, as a table.

    cargo build --release && python3 benches/memory.py [SEPAKAT]

Needs nothing but Python, and the program `zstd` for two of the kinds. Archives are made in a temporary folder (TMPDIR),
one after the other. The articles are made of sentences in an order of chance. One in fifty speaks of agreements, so that it is
read in full, but reports none, as agreements are what memory may grow with. Sizes are those of the content as unpacked. Peak memory is the largest
resident set that the system saw (`ru_maxrss`).
"""

import bz2
import gzip
import io
import itertools
import json
import multiprocessing
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile

TOP = pathlib.Path(__file__).parent.parent
SMALL, LARGE = 1 << 20, 1 << 30
# A member of the folder, the tar and the zip: 100,000 of them are 1 GB.
PAGE = 10_500
WORDS = "warga desa memanen padi di sawah yang baru saja kering dan harga gabah naik dari pekan lalu menurut petani karena hujan turun pada musim ini serta pasar ramai oleh pembeli sejak pagi".split()


def articles(size):
    """Texts of `size` bytes together."""
    made = random.Random(1)
    sentences = [" ".join(made.choices(WORDS, k=14)).capitalize() + "." for _ in range(2000)]
    for number in itertools.count():
        text = " ".join(made.choices(sentences, k=24)) + (" Nota kesepahaman ditandatangani kemudian." if number % 50 == 0 else "")
        yield text
        size -= len(text)
        if size <= 0:
            return


def pages(size):
    """Pages of PAGE bytes, most of them script, as of those out there."""
    for number, text in enumerate(itertools.islice(articles(size), size // PAGE)):
        page = f"<!DOCTYPE html><html><head><title>Panen {number}</title><script>"
        body = f"</script></head><body><article><h1>Panen {number}</h1><p>{text}</p></article></body></html>\n"
        yield (page + "a = 1;" * ((PAGE - len(page) - len(body)) // 6) + body).encode()


def rows(size):
    return ((json.dumps({"id": number, "published": "2025-10-06", "title": f"Panen {number}", "text": text}) + "\n").encode() for number, text in enumerate(articles(size)))


def array(size):
    yield b"["
    for number, row in enumerate(rows(size)):
        yield b"," * (number > 0) + b"\n" + row
    yield b"]\n"


def table(size):
    yield b"id,title,text\n"
    for number, text in enumerate(articles(size)):
        yield f'{number},Panen {number},"{text}"\n'.encode()


def warc(size):
    for number, page in enumerate(pages(size)):
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: https://x.example/{number}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        yield head.encode() + http + b"\r\n\r\n"


def write(file, parts):
    with file:
        for part in parts:
            file.write(part)


def zstd(path, parts):
    packing = subprocess.Popen(["zstd", "-q", "-3", "-o", str(path)], stdin=subprocess.PIPE)
    write(packing.stdin, parts)
    packing.wait()


def tar(path, size):
    with gzip.open(path, "wb", 1) as packed, tarfile.open(fileobj=packed, mode="w|") as out:
        for number, page in enumerate(pages(size)):
            member = tarfile.TarInfo(f"{number // 1000}/{number}.html")
            member.size = len(page)
            out.addfile(member, io.BytesIO(page))


def zipped(path, size):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        for number, page in enumerate(pages(size)):
            out.writestr(f"{number // 1000}/{number}.html", page)


def folder(path, size):
    for number, page in enumerate(pages(size)):
        inside = path / str(number // 1000)
        inside.mkdir(parents=True, exist_ok=True)
        (inside / f"{number}.html").write_bytes(page)


KINDS = {
    "news.jsonl": lambda path, size: write(open(path, "wb"), rows(size)),
    "news.jsonl.gz": lambda path, size: write(gzip.open(path, "wb", 1), rows(size)),
    "news.jsonl.zst": lambda path, size: zstd(path, rows(size)),
    "news.jsonl.bz2": lambda path, size: write(bz2.open(path, "wb", 1), rows(size)),
    "news.json": lambda path, size: write(open(path, "wb"), array(size)),
    "news.csv": lambda path, size: write(open(path, "wb"), table(size)),
    "pages.warc": lambda path, size: write(open(path, "wb"), warc(size)),
    # A member for each record, as crawlers write them.
    "pages.warc.gz": lambda path, size: write(open(path, "wb"), (gzip.compress(record, 1) for record in warc(size))),
    "pages.warc.zst": lambda path, size: zstd(path, warc(size)),
    "pages.tar.gz": tar,
    "pages.zip": zipped,
    # The last: removing so many files makes this process large, and what it once held counts as the next program's.
    "pages": folder,
}


def measure(sepakat, archive, out):
    """Counts of the run, seconds, peak memory in MB."""
    start = time.perf_counter()
    run = subprocess.Popen([sepakat, "extract", archive, "-o", out], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    told = run.stderr.read().decode()
    _, status, used = os.wait4(run.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{archive}: {told}")
    counts = json.loads((pathlib.Path(out) / "run.json").read_text())["counts"]
    return counts, seconds, used.ru_maxrss / 1000


def main():
    sepakat = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else str(TOP / "target/release/sepakat")
    print("| archive | read | s | peak at 1 MB | peak at 1 GB |\n|---|--:|--:|--:|--:|")
    for name, make in KINDS.items():
        if name.endswith(".zst") and not shutil.which("zstd"):
            print(f"| `{name}` | no program zstd to make it | | | |")
            continue
        peaks = []
        for size in (SMALL, LARGE):
            with tempfile.TemporaryDirectory() as scratch:
                path = pathlib.Path(scratch) / name
                # In a process of its own, as above.
                making = multiprocessing.Process(target=make, args=(path, size))
                making.start()
                making.join()
                if making.exitcode != 0:
                    sys.exit(f"{name} was not made")
                counts, seconds, peak = measure(sepakat, str(path), str(pathlib.Path(scratch) / "out"))
                peaks.append(peak)
        print(f"| `{name}` | {counts['articles']:,} | {seconds:.1f} | {peaks[0]:.0f} MB | {peaks[1]:.0f} MB |", flush=True)


if __name__ == "__main__":
    main()
