"""`python -m openness.audit.verify TRAIL.jsonl [ANCHORS.jsonl]`: checks an export of the trail with neither database nor Django."""
import json
import sys
import time

from .chain import Chain, Fault, Link

SHOWN = 20


def links(lines):
    for line in lines:
        record = json.loads(line)
        if "position" in record:
            yield Link(**record)


def inserted(lines):
    for line in lines:
        record = json.loads(line)
        if "inserted" in record:
            yield Fault("inserted", None, record["inserted"], "below the sealed ones, and not sealed itself")


def anchors(file):
    """The positions that stand outside the database: {position: (digest, when)}."""
    rows = [json.loads(line) for line in file if line.strip()]
    return {row["position"]: (row["digest"], row["at"]) for row in rows}


def report(faults, chain, began, say=print):
    """The first bad row by name, some others, the pace; True when all is well."""
    faults = list(faults)
    for fault in faults[:SHOWN]:
        say(str(fault))
    if len(faults) > SHOWN:
        say(f"… and {len(faults) - SHOWN} more")
    seconds = max(time.monotonic() - began, 1e-9)
    end = chain.last.digest if chain.last else "–"
    say(f"{chain.count} sealed events, {len(faults)} faults, {seconds:.1f} s, {chain.count / seconds:.0f} rows/s, end {end}")
    return not faults


def main(trail, anchored=None):
    began, known = time.monotonic(), {}
    if anchored:
        with open(anchored, encoding="utf-8") as file:
            known = anchors(file)
    chain = Chain(known)
    with open(trail, encoding="utf-8") as file, open(trail, encoding="utf-8") as again:
        sound = report([*chain.faults(links(file)), *inserted(again)], chain, began)
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
