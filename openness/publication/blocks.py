"""The canonical body of a document: what is hashed, compared, searched and published.

A body is a list of blocks {"k": "p" | "h1" | "h2" | "h3" | "h4", "t": str}. A heading may carry "r", the text that
runs on after it in the same paragraph, here 积极推进……: （二）完善主动公开目录。积极推进…… The numeral stays in "t".
Levels as in GB/T 9704-2012 7.3.3: 一、 （一） 1. （1）. For every text, text_of(blocks_of(text)) == tidy(text).
Pages that the office edits have a fifth kind, {"k": "rich", "t": plain text, "h": sanitised HTML}: see html.py.
"""
import re
from collections.abc import Iterator
from typing import NamedTuple

KINDS = ("p", "h1", "h2", "h3", "h4")
LONGEST_HEADING = 60                # characters, numeral included: a longer first sentence is no heading
MOST_BLOCKS, MOST_CHARACTERS = 20_000, 2_000_000

_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# control characters, lone surrogates (no database stores them) and marks that hide or reorder text
_UNWANTED = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff"
                       "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile(r"\s+")
_INDENT = re.compile("[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]*")

_HAN = "[一二三四五六七八九十百零〇]"
_DIGIT = "[0-9０-９]"
_NUMERAL = re.compile(
    rf"(?P<h1>{_HAN}{{1,6}}、(?!{_HAN}+[、级类等产线]))"         # not 一、二级医院
    rf"|(?P<h2>[（(]{_HAN}{{1,6}}[）)]|[㈠-㈩])"
    rf"|(?P<h3>{_DIGIT}{{1,3}}[.．、](?:(?!{_DIGIT})|(?={_DIGIT}{{4}}年))|[⒈-⒛])"      # not 1.5万元, but 1.2017年底前
    rf"|(?P<h4>[（(]{_DIGIT}{{1,3}}[）)]|[⑴-⒇])"
)
_NUMERAL_STARTS = frozenset("一二三四五六七八九十百零〇（(0123456789０１２３４５６７８９"
                            "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇")
_SENTENCE = re.compile("[。！？][”’」』）》]*")


class Entry(NamedTuple):
    """A line of the table of contents."""
    level: int
    title: str
    anchor: str


def visible_lines(text: str) -> list[str]:
    """Every line without control or invisible characters; indentation and blank lines stay."""
    return _UNWANTED.sub("", _BREAK.sub("\n", text)).split("\n")


def stripped_lines(text: str) -> list[str]:
    """The same without indentation and trailing space; blank ones stay, to count by."""
    return [line.replace("\t", " ").strip() for line in visible_lines(text)]


def tidy(text: str) -> str:
    """The same without blank lines: one line a paragraph."""
    return "\n".join(filter(None, stripped_lines(text)))


def blocks_of(text: str) -> list[dict]:
    blocks, listing = [], None      # listing: the level of an enumeration （一）…；（二）…；（三）…。 still going on
    for line in filter(None, stripped_lines(text)):
        numeral = _NUMERAL.match(line) if line[0] in _NUMERAL_STARTS else None
        if numeral is None:
            listing = None
            blocks.append({"k": "p", "t": line})
            continue
        level, is_item = numeral.lastgroup, line[-1] in "；;"
        block = _heading(line, level, numeral.end())
        if is_item or (listing == level and "r" not in block):
            block = {"k": "p", "t": line}
        listing = level if is_item else None
        blocks.append(block)
    return blocks


def text_of(blocks: list[dict]) -> str:
    return "\n".join(block["t"] + block.get("r", "") for block in blocks)


def plain(blocks: list[dict]) -> str:
    """For search and digests: a line a block, where the width and number of spaces make no difference."""
    return "\n".join(_SPACES.sub(" ", block["t"] + block.get("r", "")) for block in blocks)


def clean(value) -> list[dict]:
    """The value as blocks with tidy strings; ValueError for anything else, as posted JSON may be."""
    if not isinstance(value, list) or len(value) > MOST_BLOCKS:
        raise ValueError(f"a body is a list of at most {MOST_BLOCKS} blocks")
    blocks = [_clean_block(block) for block in value]
    if sum(len(block["t"]) + len(block.get("r", "")) for block in blocks) > MOST_CHARACTERS:
        raise ValueError(f"a body has at most {MOST_CHARACTERS} characters")
    return blocks


def is_valid(blocks) -> bool:
    try:
        return clean(blocks) == blocks
    except ValueError:
        return False


def anchored(blocks: list[dict]) -> Iterator[tuple[dict, str]]:
    """Each block with its anchor: s1, s1-2, s1-2-3; "" for a paragraph, 0 for a level that was skipped."""
    counts = [0, 0, 0, 0]
    for block in blocks:
        level = KINDS.index(block["k"]) if block["k"] in KINDS else 0
        if level:
            counts[level - 1:] = [counts[level - 1] + 1] + [0] * (4 - level)
        yield block, "s" + "-".join(map(str, counts[:level])) if level else ""


def outline(blocks: list[dict]) -> list[Entry]:
    headings = ((block, anchor) for block, anchor in anchored(blocks) if anchor)
    return [Entry(KINDS.index(block["k"]), block["t"].rstrip("。：:"), anchor) for block, anchor in headings]


def _heading(line, level, numeral_end):
    """The line as a heading, or as a paragraph when its first sentence is too long, empty or unfinished."""
    sentence = _SENTENCE.search(line, numeral_end, LONGEST_HEADING + 1)
    end = sentence.end() if sentence else len(line)
    if end > LONGEST_HEADING or end == numeral_end or line[end - 1] in "，,、":
        return {"k": "p", "t": line}
    return {"k": level, "t": line[:end], "r": line[end:]} if end < len(line) else {"k": level, "t": line}


def _clean_block(block):
    if not isinstance(block, dict) or block.get("k") not in KINDS or not block.keys() <= {"k", "t", "r"}:
        raise ValueError("a block is {k, t} or {k, t, r}")
    cleaned = {"k": block["k"], "t": _clean_line(block.get("t"))}
    if "r" in block:
        if block["k"] == "p":
            raise ValueError("only a heading has text that runs on")
        cleaned["r"] = _clean_line(block["r"], keep_lead=True)
    return cleaned


def _clean_line(text, keep_lead=False):
    if not isinstance(text, str):
        raise ValueError("t and r are strings")
    line = tidy(text)
    if not line or "\n" in line:
        raise ValueError("t and r are one line each, and not empty")
    if keep_lead:                   # a space between t and r is part of the text
        line = _INDENT.match(text).group().replace("\t", " ") + line
    return line
