"""Loads a dataset folder in every format: codes stay text, dates dates, and all have the same rows."""

import csv
import datetime
import json
import pathlib
import re
import sqlite3
import sys

import duckdb
import frictionless
import networkx
import openpyxl
import pandas
import polars

dataset, excel, docs = (pathlib.Path(path) for path in sys.argv[1:])
package = json.loads((dataset / "datapackage.json").read_text())
tables = {r["name"]: r for r in package["resources"]}


def rows_of_csv(path, delimiter=",", encoding="utf-8"):
    with open(path, newline="", encoding=encoding) as file:
        return list(csv.DictReader(file, delimiter=delimiter))


expected = {name: rows_of_csv(dataset / f"{name}.csv") for name in tables}
codes = [r["code"] for r in expected["parties"]]
assert "32.10" in codes or any(re.fullmatch(r"\d\d\.\d0", code) for code in codes), "a code that a number would spoil"
days = [r["signed_from"] for r in expected["agreements"]]


def same(found, wanted, what):
    """The same values, where missing is empty."""
    found = ["" if value is None or value != value else str(value) for value in found]
    assert found == wanted, f"{what}: {[(a, b) for a, b in zip(found, wanted) if a != b][:3]}, {len(found)} and {len(wanted)} rows"


def told(what, number):
    print(f"{what}: {number} rows")


# Frictionless: every type, pattern, key and constraint of datapackage.json.
for folder in (dataset, excel):
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["fieldName", "rowNumber", "message"])[:5]
told("frictionless", sum(task.stats.get("rows", 0) for task in report.tasks))

# The Excel dialect holds the same.
for name, rows in expected.items():
    dialect = rows_of_csv(excel / f"{name}.csv", ";", "utf-8-sig")
    unguarded = [{k: v[1:] if re.match(r"'[=+\-@\t]", v) else v for k, v in row.items()} for row in dialect]
    assert unguarded == rows, name

# The lines that docs/dataset.md shows, as they stand there.
for language, text in re.findall(r"```(python|sql)\n(.*?)```", docs.read_text(), re.S):
    if "DIR/" not in text:
        continue
    for line in text.replace("DIR", str(dataset)).splitlines():
        if line.startswith(("#", "--")) or not line.strip():
            continue
        if language == "sql":
            assert duckdb.sql(line).fetchall()
        else:
            scope = dict(pandas=pandas, polars=polars, sqlite3=sqlite3, networkx=networkx)
            exec(line, scope)
            loaded = scope.get("agreements", scope.get("parties", scope.get("network")))
            column = loaded["place"] if "agreements" in scope else None
            if column is not None:
                same(column, [r["place"] for r in expected["agreements"]], line)
                assert str(loaded["signed_from"].dtype).startswith(("datetime64", "date", "object")), line
            assert len(loaded) > 50, line
        print("  " + line.replace(str(dataset), "DIR"))

# Parquet: types as declared, in pandas, Polars and DuckDB.
for name, rows in expected.items():
    path = dataset / f"{name}.parquet"
    schema = polars.read_parquet_schema(path)
    for field in tables[name]["schema"]["fields"]:
        kind = schema[field["name"]]
        nested = name == "agreements" and field["name"] in ("parties", "signatories")
        wanted = {"date": polars.Date, "integer": polars.Int64, "number": polars.Float64, "boolean": polars.Boolean}
        if not nested and not isinstance(kind, polars.List):
            assert kind == wanted.get(field["type"], polars.String), (name, field, kind)
    assert len(pandas.read_parquet(path)) == len(rows) == polars.read_parquet(path).height, name
    assert duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall() == [(len(rows),)], name
frame = polars.read_parquet(dataset / "agreements.parquet")
same(frame["signed_from"], days, "parquet dates")
same(duckdb.sql(f"SELECT p.code FROM (SELECT unnest(parties) AS p FROM '{dataset}/agreements.parquet')").df()["code"], codes, "nested parties")
assert frame["sectors"].list.len().sum() == len(expected["sectors"])
same(polars.read_parquet(dataset / "parties.parquet")["code"], codes, "parquet codes")
told("parquet", sum(len(rows) for rows in expected.values()))

# SQLite: strict types, keys that hold, and the view.
database = sqlite3.connect(dataset / "dataset.sqlite")
assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
assert database.execute("PRAGMA foreign_key_check").fetchall() == []
for name, rows in expected.items():
    assert database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] == len(rows), name
same([r[0] for r in database.execute("SELECT code FROM parties ORDER BY rowid")], codes, "sqlite codes")
assert {r[0] for r in database.execute("SELECT DISTINCT typeof(code) FROM parties")} <= {"text", "null"}
view = database.execute("SELECT * FROM agreements_flat")
names = [column[0] for column in view.description]
assert names == list(expected["agreements"][0])
for found, wanted in zip(view.fetchall(), expected["agreements"], strict=True):
    for column, value in zip(names, found):
        text = wanted[column]
        if column in ("recommended",):
            text = {"true": 1, "false": 0}[text]
        elif value is None:
            value = ""
        elif isinstance(value, (int, float)):
            text = float(text)
        assert value == text, (column, value, text)
told("sqlite", len(expected["agreements"]))

# Excel: a sheet a table, text cells, dates, a header that stays, filters, and the codebook.
book = openpyxl.load_workbook(dataset / "dataset.xlsx")
assert book.sheetnames == [*tables, "codebook"], book.sheetnames
for name, rows in expected.items():
    sheet = book[name]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref, name
    header = [cell.value for cell in sheet[1]]
    assert sheet.max_row == len(rows) + 1, name
    for at, field in enumerate(tables[name]["schema"]["fields"]):
        assert header[at] == field["name"]
        for cell in (row[at] for row in sheet.iter_rows(min_row=2)):
            if cell.value is None:
                continue
            kinds = {"date": datetime.datetime, "integer": int, "number": (int, float), "boolean": bool}
            assert isinstance(cell.value, kinds.get(field["type"], str)), (name, field["name"], cell.value)
same([row[1].value for row in book["codebook"].iter_rows(min_row=2)], [f["name"] for t in tables.values() for f in t["schema"]["fields"]], "codebook")
column = [f["name"] for f in tables["parties"]["schema"]["fields"]].index("code")
same([row[column].value for row in book["parties"].iter_rows(min_row=2)], codes, "xlsx codes")
column = [f["name"] for f in tables["agreements"]["schema"]["fields"]].index("signed_from")
same([c and c.date() for c in (row[column].value for row in book["agreements"].iter_rows(min_row=2))], days, "xlsx dates")
told("xlsx", sum(book[name].max_row - 1 for name in tables))

# JSON Lines.
lines = [json.loads(line) for line in (dataset / "agreements.jsonl").read_text().splitlines()]
assert len(lines) == len(expected["agreements"])
for name in ("parties", "signatories", "sectors", "status_history", "sources", "reviews"):
    assert sum(len(line[name]) for line in lines) == len(expected[name]), name
same([party["code"] for line in lines for party in line["parties"]], codes, "jsonl codes")
told("jsonl", len(lines))

# Networks.
pairs = {(r["source"], r["target"]) for r in expected["dyads"]}
regions = {r["code"] for r in expected["parties"] if r["code"]}
weight = sum(int(r["n_agreements"]) for r in expected["dyads"])
for graph in (networkx.read_graphml(dataset / "network.graphml"), networkx.read_gexf(dataset / "network.gexf")):
    assert set(graph.nodes) == regions
    assert {tuple(sorted(edge)) for edge in graph.edges()} == pairs
    assert sum(float(data["weight"]) for *_, data in graph.edges(data=True)) == weight
    assert all(data["label"].split()[0] in ("Kota", "Kabupaten", "Provinsi", "Aceh", "Daerah") for _, data in graph.nodes(data=True))
told("graphml and gexf", len(pairs))
