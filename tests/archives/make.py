"""Makes the archives in this folder with the programs that make such archives elsewhere.

    python3 -m venv venv && venv/bin/pip install warcio==1.8.1 fastwarc==2.0.1 pyarrow==26.0.1 zstandard==0.25.0 brotli==1.2.1
    venv/bin/python tests/archives/make.py            # from the top folder

They all hold the same twelve articles of data/sample/portal.jsonl, in their plain form in plain.jsonl. The test
tests/archives.rs checks that each gives the annotations of plain.jsonl. What is made is not the same byte for byte in
every run (zip and gzip keep the time), so that it is committed, and made anew by hand.
"""

import bz2
import datetime
import gzip
import html
import io
import json
import pathlib
import tarfile
import zipfile

import brotli
import pyarrow
import pyarrow.parquet
import zstandard
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HERE = pathlib.Path(__file__).parent
SAMPLE = HERE.parent.parent / "data/sample/portal.jsonl"
UTC = datetime.timezone.utc


def articles():
    """Twelve articles, their text a paragraph a line, without markup."""
    chosen = []
    for line in SAMPLE.read_text().splitlines():
        article = json.loads(line)
        if "<" in article["text"] or not article["published"] or not article["url"]:
            continue
        lines = [" ".join(line.split()) for line in article["text"].splitlines()]
        article["text"] = "\n".join(line for line in lines if line)
        article["title"] = " ".join(article["title"].split())
        chosen.append(article)
    return chosen[:12]


def page(article, charset="utf-8"):
    """The article as a web page."""
    escape = html.escape
    paragraphs = "\n".join(f"<p>{escape(line)}</p>" for line in article["text"].split("\n"))
    return f"""<!DOCTYPE html>
<html lang="id"><head><meta charset="{charset}"><title>{escape(article["title"])} - {escape(article["source"])}</title>
<meta property="og:type" content="article"><meta property="og:site_name" content="{escape(article["source"])}">
<meta property="article:published_time" content="{article["published"]}T08:15:00+07:00">
<link rel="canonical" href="{escape(article["url"])}"><script>var iklan = "MoU & kerja sama";</script></head>
<body><nav><a href="/">Beranda</a> <a href="/daerah">Daerah</a> <a href="/ekonomi">Ekonomi</a></nav>
<article><h1>{escape(article["title"])}</h1><div class="share-bar"><a href="#">Facebook</a> <a href="#">WhatsApp</a></div>
<div class="isi">{paragraphs}</div></article>
<aside><h3>Terpopuler</h3><ul><li><a href="/a">Harga cabai naik di Brebes</a><li><a href="/b">Persija menang</a></ul></aside>
<footer>Hak cipta</footer></body></html>"""


ENGLISH = page(
    {
        "title": "Jakarta and Pariaman sign a memorandum",
        "text": "The governor of Jakarta and the mayor of Pariaman have signed a memorandum of understanding (MoU) on food.\n"
        "It is to be the first of five that the province will sign with other regions of the country this year.",
        "source": "english.example",
        "published": "2025-10-04",
        "url": "https://english.example/mou",
    }
)


def warcio_archive(articles):
    """What a crawler writes with warcio: a gzip member a record, requests, a revisit, a picture, an error, bodies in
    chunks or compressed, a page in windows-1252."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(writer.create_warcinfo_record("portal.warc.gz", {"software": "warcio"}))

    def response(url, body, *headers, status="200 OK", kind="text/html", date="2026-03-01T00:00:00Z"):
        head = StatusAndHeaders(status, [("Content-Type", kind), *headers], protocol="HTTP/1.1")
        return writer.create_warc_record(
            url, "response", payload=io.BytesIO(body), http_headers=head, warc_headers_dict={"WARC-Date": date}
        )

    for number, article in enumerate(articles):
        url = article["url"]
        request = StatusAndHeaders("GET / HTTP/1.1", [("Host", "kabar.example")], is_http_request=True)
        writer.write_record(writer.create_warc_record(url, "request", http_headers=request))
        body = page(article).encode()
        match number % 6:
            case 0:
                record = response(url, body)
            case 1:
                chunks = b"".join(b"%x\r\n%s\r\n" % (len(body[at : at + 700]), body[at : at + 700]) for at in range(0, len(body), 700))
                record = response(url, chunks + b"0\r\n\r\n", ("Transfer-Encoding", "chunked"))
            case 2:
                record = response(url, gzip.compress(body), ("Content-Encoding", "gzip"))
            case 3:
                record = response(url, brotli.compress(body), ("Content-Encoding", "br"))
            case 4:
                body = page(article, "windows-1252").encode("windows-1252", "xmlcharrefreplace")
                record = response(url, body)
            case 5:
                body = page(article, "x").encode("windows-1252", "xmlcharrefreplace")
                record = response(url, body, kind="text/html; charset=ISO-8859-1")
        writer.write_record(record)
    writer.write_record(response("https://kabar.example/a.png", b"\x89PNG\r\n\r\n", kind="image/png"))
    writer.write_record(response("https://kabar.example/b", b"<p>MoU</p>", status="404 Not Found"))
    writer.write_record(response("https://english.example/mou", ENGLISH.encode()))
    writer.write_record(
        writer.create_revisit_record(articles[0]["url"], "sha1:X", articles[0]["url"], "2026-03-01T00:00:00Z")
    )
    (HERE / "warcio.warc.gz").write_bytes(out.getvalue())


def fastwarc_archive(articles):
    """The same by fastwarc, not compressed."""
    with open(HERE / "fastwarc.warc", "wb") as out:
        for article in articles:
            record = WarcRecord()
            record.init_headers(WarcRecordType.response)
            record.headers["WARC-Target-URI"] = article["url"]
            record.headers["Content-Type"] = "application/http; msgtype=response"
            body = page(article).encode()
            record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n" + body)
            record.write(out)
    kept = list(ArchiveIterator(open(HERE / "fastwarc.warc", "rb")))
    assert len(kept) == len(articles)


def parquet_archives(articles):
    """Plain columns as a data frame has them, and nested ones with the types that other tools choose."""
    published = [datetime.datetime.fromisoformat(article["published"]).replace(hour=9) for article in articles]
    column = lambda key: [article[key] for article in articles]
    plain = pyarrow.table(
        {
            "nomor": pyarrow.array(range(len(articles)), pyarrow.int64()),
            "id": column("id"),
            "url": column("url"),
            "source": pyarrow.array(column("source")).dictionary_encode(),
            "published": pyarrow.array(published, pyarrow.timestamp("ms")),
            "title": pyarrow.array(column("title"), pyarrow.large_string()),
            "text": pyarrow.array(column("text"), pyarrow.string_view()),
        }
    )
    pyarrow.parquet.write_table(plain, HERE / "plain.parquet", row_group_size=5, compression="snappy")
    metadata = [
        {"url": a["url"], "title": a["title"], "source": a["source"], "date": datetime.date.fromisoformat(a["published"])}
        for a in articles
    ]
    fields = [("url", pyarrow.string()), ("title", pyarrow.string()), ("source", pyarrow.string()), ("date", pyarrow.date32())]
    nested = pyarrow.table(
        {"text": column("text"), "id": column("id"), "metadata": pyarrow.array(metadata, pyarrow.struct(fields))}
    )
    pyarrow.parquet.write_table(nested, HERE / "metadata.parquet", compression="zstd", use_dictionary=False)
    pages = pyarrow.table({"url": column("url"), "content": [page(article) for article in articles]})
    pyarrow.parquet.write_table(pages, HERE / "pages.parquet", compression="lz4")


def lines(objects):
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects).encode()


def json_archives(articles):
    """JSON as news-please, trafilatura and datatrove write it, and packed."""
    news_please = [
        {"authors": [], "date_download": "2026-03-01 00:00:00", "date_publish": a["published"] + " 08:15:00", "description": None,
         "language": "id", "maintext": a["text"], "source_domain": a["source"], "title": a["title"], "url": a["url"]}
        for a in articles
    ]
    (HERE / "news-please.json").write_text(json.dumps(news_please, indent=4, ensure_ascii=False) + "\n")
    trafilatura = [
        {"title": a["title"], "author": None, "hostname": a["source"], "date": a["published"], "id": None, "language": "id",
         "source-hostname": a["source"], "source": a["url"], "raw_text": a["text"], "text": a["text"], "comments": ""}
        for a in articles
    ]
    (HERE / "trafilatura.jsonl.gz").write_bytes(gzip.compress(lines(trafilatura)))
    datatrove = [
        {"text": a["text"], "id": a["id"], "metadata": {"url": a["url"], "title": a["title"], "source": a["source"], "date": a["published"]}}
        for a in articles
    ]
    (HERE / "datatrove.jsonl.zst").write_bytes(zstandard.compress(lines(datatrove)))
    (HERE / "pages.jsonl.bz2").write_bytes(bz2.compress(lines({"id": a["id"], "html": page(a)} for a in articles)))


def packed(articles):
    """Folders of texts and pages, packed by tarfile and zipfile."""
    files = {}
    for number, article in enumerate(articles):
        name = "berita/" + "panjang-sekali-" * 12 * (number == 0) + article["id"]
        files[f"{name}.html"] = page(article).encode()
    files["berita/foto.jpg"] = b"\xff\xd8"
    files["__MACOSX/berita/._a.html"] = b"x"
    for mode, name, form in [("w:gz", "pages.tar.gz", tarfile.GNU_FORMAT), ("w", "pages.tar", tarfile.PAX_FORMAT)]:
        with tarfile.open(HERE / name, mode, format=form) as tar:
            folder = tarfile.TarInfo("berita")
            folder.type = tarfile.DIRTYPE
            tar.addfile(folder)
            for path, content in files.items():
                info = tarfile.TarInfo(path)
                info.size = len(content)
                tar.addfile(info, io.BytesIO(content))
    (HERE / "pages.tar.zst").write_bytes(zstandard.compress((HERE / "pages.tar").read_bytes()))
    (HERE / "pages.tar").unlink()
    with zipfile.ZipFile(HERE / "pages.zip", "w") as zip_file:
        for number, (path, content) in enumerate(files.items()):
            method = [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2][number % 3]
            zip_file.writestr(path, content, method)
        zip_file.writestr("lagi/semua.jsonl.gz", gzip.compress(lines(articles)))


def wrong(articles):
    """Archives in which something is wrong, and the rest of which can be read."""
    folder = HERE / "wrong"
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / "outside.zip", "w") as zip_file:
        zip_file.writestr("../../passwd.txt", "Pemkot Malang dan Pemkot Jambi meneken MoU.")
        zip_file.writestr("malang.html", page(articles[0]))
    (folder / "bomb.jsonl.gz").write_bytes(gzip.compress(lines(articles[:1]) + b" " * (100 << 20), mtime=0))
    (folder / "deep.html.gz").write_bytes(gzip.compress(b"<div>" * 200_000 + b"MoU kerja sama", mtime=0))
    table = pyarrow.table({"id": ["a"], "naskah": ["I"]})
    pyarrow.parquet.write_table(table, folder / "no-text.parquet")
    table = pyarrow.table({"id": [a["id"] for a in articles], "text": [a["text"] for a in articles]})
    path = folder / "damaged.parquet"
    pyarrow.parquet.write_table(table, path, row_group_size=4, compression="snappy", use_dictionary=False)
    column = pyarrow.parquet.ParquetFile(path).metadata.row_group(1).column(1)
    end = column.data_page_offset + column.total_compressed_size
    content = bytearray(path.read_bytes())
    content[end - 2000 : end - 100] = b"\xff" * 1900
    path.write_bytes(content)
    (folder / "truncated.jsonl.gz").write_bytes(gzip.compress(lines(articles), mtime=0)[:-1200])
    # The fourth response's member is cut short, the last one too.
    content = (HERE / "warcio.warc.gz").read_bytes()
    starts = [at for at in range(len(content) - 3) if content[at : at + 4] == b"\x1f\x8b\x08\x00"]
    kept = [content[a:b] for a, b in zip(starts, [*starts[1:], len(content)])]
    kept[8] = kept[8][: len(kept[8]) // 2]
    (folder / "cut.warc.gz").write_bytes(b"".join(kept[:12])[:-30])


if __name__ == "__main__":
    chosen = articles()
    assert len(chosen) == 12
    (HERE / "plain.jsonl").write_bytes(lines(chosen))
    warcio_archive(chosen)
    fastwarc_archive(chosen)
    parquet_archives(chosen)
    json_archives(chosen)
    packed(chosen)
    wrong(chosen)
