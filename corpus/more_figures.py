#!/usr/bin/env python3
"""Figures that `whosaid eval` does not print, from a labelled sample and the records of `whosaid annotate --all`:

    whosaid annotate --all corpus/gold.jsonl -o records.jsonl && python3 corpus/more_figures.py corpus/gold.jsonl records.jsonl

- speakers that are right where only the labelled name or an alias of it is taken, and with --list the names that are right by `eval` alone;
- direct and mixed rows without a labelled speaker, which `eval` does not score, and how many of them are given a name;
- mentions that have to be resolved (pronouns, descriptions of somebody with a name) whose speaker is right, whatever mention was chosen.

The first line repeats the F1 of `eval` and its 95 % interval (its bootstrap over articles, with its generator and its seed), so that a difference between the two
programs shows. Any Python from 3.9 on.
"""

import argparse
import collections
import json
import re

WORD = re.compile(r"\w+")
# As in src/eval/name.rs.
SMALL = set("the a an of for to in at on and his her their its this that one mr mrs ms dr sen rep gov president".split())
PRONOUNS = set("he she they it i we you him her them his their who".split())
# As in src/eval/bootstrap.rs and random.rs.
RESAMPLES, SEED, BITS = 1000, 0x5EED0F570A71C1E5, (1 << 64) - 1


# Names.

def words(name):
    name = name.replace("’", "'").lower().strip()
    return WORD.findall(re.sub(r"'s$|'$", "", name))


def names_somebody(name):
    found = words(name)
    return bool(found) and not (len(found) == 1 and found[0] in PRONOUNS)


def is_same(predicted, labelled):
    """By the rule of `eval`."""
    ours, theirs = words(predicted), words(labelled)
    if ours == theirs:
        return True
    ours, theirs = set(ours) - SMALL, set(theirs) - SMALL
    shared, shorter = len(ours & theirs), min(len(ours), len(theirs))
    if not shorter:
        return False
    if predicted[:1].isupper() and labelled[:1].isupper():
        return shared == shorter
    return shared / shorter >= 0.6


def is_equal(predicted, labelled):
    """The same words in the same order, small ones aside."""
    ours, theirs = words(predicted), words(labelled)
    bare = [[word for word in side if word not in SMALL] for side in (ours, theirs)]
    return ours == theirs or bool(bare[0]) and bare[0] == bare[1]


def best(quotation, rows):
    """The row that shares most of the quotation, at least half."""
    found, most = None, 0
    for row in rows:
        shared = min(quotation["end"], row["end"]) - max(quotation["start"], row["start"])
        if shared > most and 2 * shared >= quotation["end"] - quotation["start"]:
            found, most = row, shared
    return found


def must_be_resolved(quotation):
    mention = (quotation.get("mention") or "-").strip()
    if mention.lower() in PRONOUNS:
        return True
    return mention != "-" and not mention[:1].isupper() and any(name[:1].isupper() for name in quotation["speakers"])


def score_speakers(article, rows, of):
    aliases = {speaker["name"]: speaker.get("aliases", []) for speaker in article["speakers"]}
    rows = [row for row in rows if row["kind"] in ("direct", "mixed")]
    for quotation in article["quotations"]:
        row = best(quotation, rows)
        name = row["speaker"]["name"] if row and row["speaker"] else None
        if quotation["kind"] == "none":
            of["given"] += name is not None
            continue
        if not quotation["speakers"]:
            of["untold"] += 1
            of["untold named"] += name is not None
            continue
        forms = [form for speaker in quotation["speakers"] for form in [speaker, *aliases.get(speaker, [])]]
        right = name is not None and names_somebody(name) and any(is_same(name, form) for form in forms)
        equal = right and any(is_equal(name, form) for form in forms)
        of["labelled"] += 1
        of["given"] += name is not None
        of["right"] += right
        of["equal"] += equal
        of["to resolve"] += must_be_resolved(quotation)
        of["resolved"] += must_be_resolved(quotation) and right
        if right and not equal:
            yield f"{article['id']}: {name!r} for {' | '.join(quotation['speakers'])!r}"


# The bootstrap.

def draws(below):
    """SplitMix64."""
    state = SEED
    while True:
        state = (state + 0x9E3779B97F4A7C15) & BITS
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & BITS
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & BITS
        yield ((z ^ (z >> 31)) * below) >> 64


def figures(articles):
    """F1 of (right, given, labelled) an article, with its interval."""
    def f1(chosen):
        right, given, labelled = (sum(column) for column in zip(*chosen))
        return 2 * right / (given + labelled) if labelled else None

    value = f1(articles)
    if value is None:
        return "-"
    if len(articles) < 2:
        return f"{value:.4f}"
    numbers = draws(len(articles))
    scores = sorted(s for s in (f1([articles[next(numbers)] for _ in articles]) for _ in range(RESAMPLES)) if s is not None)
    cut = int(len(scores) * 0.025)
    return f"{value:.4f}  95% {scores[cut]:.4f}..{scores[-1 - cut]:.4f}"


def main():
    parser = argparse.ArgumentParser(description="Figures that `whosaid eval` does not print.")
    parser.add_argument("gold", help="labelled sample, JSON lines")
    parser.add_argument("records", help="what `whosaid annotate --all` made of it")
    parser.add_argument("--prefix", default="", help="only articles whose id begins so")
    parser.add_argument("--list", action="store_true", help="list the names that are right, but are no labelled name")
    options = parser.parse_args()
    with open(options.records, encoding="utf-8") as file:
        records = {record["id"]: record for record in map(json.loads, file)}
    of_speakers, listed = [], []
    with open(options.gold, encoding="utf-8") as file:
        for article in map(json.loads, file):
            if not article["id"].startswith(options.prefix):
                continue
            record = records[article["id"]]
            if "quotations" in article:
                of_speakers.append(collections.Counter())
                listed += score_speakers(article, record["quotations"], of_speakers[-1])
    total = sum(of_speakers, collections.Counter())
    if total["labelled"]:
        print(f"speakers, as eval has them: {total['right']} right  F1 {figures([(a['right'], a['given'], a['labelled']) for a in of_speakers])}")
        print(f"by equal names: {total['equal']} right  F1 {figures([(a['equal'], a['given'], a['labelled']) for a in of_speakers])}")
        print(f"rows without a labelled speaker: {total['untold']}, given a name {total['untold named']}")
        print(f"mentions to be resolved: {total['to resolve']}, speaker right {total['resolved']}")
    if options.list:
        for line, times in collections.Counter(listed).most_common():
            print(f"{times} {line}")


if __name__ == "__main__":
    main()
