"""Times what people use today on an archive, for `compare.py`: `peers.py NAME FILE`. One line of JSON.

All look for the names and words of the lexicons, or for dates. Setting up is not counted.
"""

import csv
import json
import os
import re
import resource
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def column(table, *names):
    with open(os.path.join(ROOT, "lexicons", table), newline="") as file:
        return {row[name] for row in csv.DictReader(file) for name in names if row[name]}


REGIONS = sorted(column("regions.csv", "name", "base_name"))
OFFICES = sorted(column("offices.csv", "form"))
CUES = sorted(column("cues.csv", "phrase"))


def aho_corasick():
    import ahocorasick
    import orjson

    automaton = ahocorasick.Automaton()
    for phrase in [*REGIONS, *OFFICES, *CUES]:
        automaton.add_word(phrase.lower(), phrase)
    automaton.make_automaton()
    dates = re.compile(r"\b\d{1,2}(?:/\d{1,2}(?:/\d{4})?| (?:Jan|Feb|Mar|Apr|Mei|Jun|Jul|Agu|Sep|Okt|Nov|Des)\w* \d{4})\b")

    def read(line):
        text = orjson.loads(line)["text"]
        return len(list(automaton.iter(text.lower()))) + len(dates.findall(text))

    return read


def flashtext():
    from flashtext import KeywordProcessor

    processor = KeywordProcessor()
    processor.add_keywords_from_list([*REGIONS, *OFFICES, *CUES])
    return lambda line: len(processor.extract_keywords(json.loads(line)["text"]))


def spacy_rulers():
    import spacy

    nlp = spacy.blank("id")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns([{"label": "REGION", "pattern": name} for name in REGIONS])
    spans = nlp.add_pipe("span_ruler", config={"phrase_matcher_attr": "LOWER"})
    spans.add_patterns([{"label": "CUE", "pattern": phrase} for phrase in [*OFFICES, *CUES]])
    return lambda line: len(nlp(json.loads(line)["text"]).ents)


def dateparser():
    from dateparser.search import search_dates

    return lambda line: len(search_dates(json.loads(line)["text"], languages=["id"]) or [])


def main():
    name, path = sys.argv[1:]
    make, part = {
        "regex + pyahocorasick": (aho_corasick, 1),
        "flashtext": (flashtext, 1),
        "spaCy rulers": (spacy_rulers, 1),
        "dateparser": (dateparser, 10),
    }[name]
    lines = open(path, "rb").read().splitlines()
    # The slowest one reads fewer.
    lines = lines[: len(lines) // part]
    read = make()
    start = time.perf_counter()
    for line in lines:
        read(line)
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"articles": len(lines), "seconds": seconds, "memory": memory}))


if __name__ == "__main__":
    main()
