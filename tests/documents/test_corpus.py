"""Made documents in the layouts of real ones, with what a careful clerk would enter of each.

corpus/expected.json names for every text of corpus/ its kind and the values; what is arguable is left out.
    official     its elements are recognised: null says that the text shows no such element
    unofficial   why_not says why
    borderline   official, but none of the fifteen genres, or of no public body: only that nothing raises
title_any lists the titles that are all right; body_begins, last_block_begins, paragraphs, in_body and not_in_body are
about the body, annex_begins and in_annex about what follows the signature.
"""
import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from documents.recognising import recognise
from openness.publication.blocks import text_of

CORPUS = Path(__file__).with_name("corpus")
EXPECTED = json.loads((CORPUS / "expected.json").read_text(encoding="utf-8"))
SINGLE = ("title", "number", "genre", "issuer", "main_recipients", "dated_on", "printed_on", "printing_office",
          "annotation", "disclosure", "attachments", "copy_recipients")
FLOORS = dict.fromkeys((*SINGLE, "body", "annex", "official"), 95) | dict.fromkeys(
    ("title", "number", "dated_on", "issuer"), 100)


def names(kind):
    return [name for name, expected in EXPECTED.items() if expected["kind"] == kind]


def read(name):
    return (CORPUS / f"{name}.txt").read_bytes().decode("utf-8")     # with its mark and its ends of lines


@cache
def compared(name):
    """{field: what is wrong with it, or None} for every field that something is expected of."""
    expected, found = EXPECTED[name], recognise(read(name))
    results = {"official": None if found.is_official else str(found.why_not)}
    for field in SINGLE:
        if field in expected or f"{field}_any" in expected:
            allowed = expected.get(f"{field}_any", [expected.get(field)])
            value = plain(getattr(found, field))
            results[field] = None if value in allowed else f"{value!r}, not {' or '.join(map(repr, allowed))}"
    results["body"] = "; ".join(body_faults(expected, found.body)) or None
    if expected.keys() & {"annex_begins", "in_annex"}:
        results["annex"] = "; ".join(annex_faults(expected, found.annex)) or None
    return results


def plain(found):
    value = found and found.value
    return value.isoformat() if isinstance(value, date) else value


def body_faults(expected, found):
    if found is None:
        yield "no body"
        return
    paragraphs = text_of(found.value).split("\n")
    text = "\n".join(paragraphs)
    if not text.startswith(expected.get("body_begins", "")):
        yield f"begins {paragraphs[0][:30]!r}, not {expected['body_begins'][:30]!r}"
    if not paragraphs[-1].startswith(expected.get("last_block_begins", "")):
        yield f"last paragraph begins {paragraphs[-1][:30]!r}, not {expected['last_block_begins']!r}"
    if len(paragraphs) != expected.get("paragraphs", len(paragraphs)):
        yield f"{len(paragraphs)} paragraphs, not {expected['paragraphs']}"
    yield from (f"has {part!r}" for part in expected.get("not_in_body", ()) if part in text)
    yield from (f"lacks {part[:30]!r}" for part in expected.get("in_body", ()) if part not in text)


def annex_faults(expected, found):
    if found is None:
        yield "no annex"
        return
    text = text_of(found.value)
    if not text.startswith(expected.get("annex_begins", "")):
        yield f"begins {text[:30]!r}, not {expected['annex_begins'][:30]!r}"
    yield from (f"lacks {part[:30]!r}" for part in expected.get("in_annex", ()) if part not in text)


def test_every_text_has_its_expectation():
    assert {path.stem for path in CORPUS.glob("*.txt")} == EXPECTED.keys()
    assert len(names("official")) >= 60
    assert len(names("unofficial")) >= 20


@pytest.mark.parametrize("name", names("official"))
def test_official(name):
    assert {field: wrong for field, wrong in compared(name).items() if wrong} == {}


@pytest.mark.parametrize("name", names("unofficial"))
def test_unofficial(name):
    assert recognise(read(name)).why_not


@pytest.mark.parametrize("name", names("borderline"))
def test_borderline(name):
    recognise(read(name))


@pytest.mark.parametrize("field", FLOORS)
def test_rate(field):
    right, counted = rates()[field]
    assert counted
    assert 100 * right / counted >= FLOORS[field], f"{field}: {right} of {counted}"


@cache
def rates():
    """{field: (right, of how many)} over the corpus."""
    right, counted = Counter(), Counter()
    for name in names("official"):
        for field, wrong in compared(name).items():
            counted[field] += 1
            right[field] += wrong is None
    return {field: (right[field], counted[field]) for field in counted}
