#!/usr/bin/env python3
"""Counts the instructions that sepakat takes for a few articles, and compares them with `instructions.json`.

    benches/instructions.py SEPAKAT            fails when a count has grown by more than a tenth
    UPDATE_BASELINE=1 benches/instructions.py SEPAKAT

Unlike seconds, instructions are nearly the same in each run, whatever else the machine does. They are not the same for
another compiler, so that the comparison is left out when rustc is another one than that of the baseline, and where valgrind
is missing. SEPAKAT is the debug build, which every change has anyway.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BASELINE = os.path.join(ROOT, "benches", "instructions.json")
ARTICLES = "data/gold/dev-a.jsonl"
TOLERANCE = 0.1


def instructions(command, work):
    valgrind = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={work}/callgrind.out"]
    output = subprocess.run(valgrind + command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, check=True)
    return int(re.search(r"refs:\s+([\d,]+)", output.stderr)[1].replace(",", ""))


def archive(work, name, sentence):
    """2,000 articles about something else, with this sentence."""
    path = os.path.join(work, name + ".jsonl")
    with open(path, "w") as file:
        for number in range(2000):
            text = f"Hujan deras merendam {number} rumah warga di tepi sungai.\\n\\nPetugas masih mendata kerugian. " * 12 + sentence
            file.write(f'{{"id": {number}, "title": "Banjir", "published": "2025-10-06", "text": "{text}"}}\n')
    return path


def main():
    sepakat = os.path.abspath(sys.argv[1])
    rustc = subprocess.run(["rustc", "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    if not shutil.which("valgrind"):
        return print("valgrind is missing: instructions are not counted")
    update = "UPDATE_BASELINE" in os.environ
    baseline = {} if update else json.load(open(BASELINE))
    if not update and baseline["rustc"] != rustc:
        return print(f"{rustc} is not {baseline['rustc']}: instructions are not compared")

    with tempfile.TemporaryDirectory() as work:
        ordinary, named = archive(work, "ordinary", ""), archive(work, "named", "Pendataan memerlukan kerja sama warga.")
        start = instructions([sepakat, "annotate", "-q", "-j1", "--limit", "1", ARTICLES], work)
        counts = {
            "start": start,
            "annotate": instructions([sepakat, "annotate", "-q", "-j1", ARTICLES], work) - start,
            "turned away": instructions([sepakat, "annotate", "-q", "-j1", "--candidates", ordinary], work) - start,
            "turned away by sentences": instructions([sepakat, "annotate", "-q", "-j1", "--candidates", named], work) - start,
        }
    if update:
        with open(BASELINE, "w") as file:
            json.dump({"rustc": rustc, "counts": counts}, file, indent=2)
            file.write("\n")
        return print(f"{BASELINE}: {counts}")
    grown = False
    for name, count in counts.items():
        change = count / baseline["counts"][name] - 1
        grown |= change > TOLERANCE
        print(f"{name}: {count / 1e6:.1f} million instructions, {change:+.1%}")
    if grown:
        sys.exit("grown by more than a tenth: make it faster, or accept it with UPDATE_BASELINE=1")


if __name__ == "__main__":
    main()
