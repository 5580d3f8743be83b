"""Chinese text as lexemes: bigrams of characters, the same code for what is stored and what is asked.

Measured against words and trigrams in the design: bigrams find all, and never 安全生产 for 生产安全.
"""
import re
import unicodedata
from functools import cache

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
WORDS = re.compile(f"[{HAN}]+|[a-z0-9]+")
QUOTES = re.compile("[“\"＂「]([^“”\"＂「」]+)[”\"＂」]")
MOST_TERMS = 8          # a longer AND costs more than it narrows


@cache
def simplifier():
    from opencc import OpenCC
    return OpenCC("t2s")


WIDE = {chr(code): chr(code - 0xfee0) for code in range(0xff01, 0xff5f)} | {"\u3000": " "}


def folded_in_place(text):
    """fold(text) where each character stays one character, as in almost all Chinese text; None where one does not."""
    narrow = text
    for wide in WIDE.keys() & set(text):        # a few commas and brackets: much quicker than translate
        narrow = narrow.replace(wide, WIDE[wide])
    lower = narrow.lower()
    even = len(lower) == len(text) and "\0" not in text and unicodedata.is_normalized("NFKC", narrow)
    return lower if even and unicodedata.is_normalized("NFKC", lower) else None


def fold(text):
    """Full-width to half-width, lower case."""
    return unicodedata.normalize("NFKC", text.replace("\0", "")).lower()


def simplified(text):
    """Traditional to simplified, by phrase: 乾隆 stays 乾隆."""
    return simplifier().convert(text)


def normalise(text):
    return simplified(fold(text))


def words(text):
    return WORDS.findall(normalise(text))


@cache
def traditional():
    """Characters that the conversion may change: a text without any of them is simplified already."""
    return frozenset(character for character in map(chr, range(0x3400, 0xa000)) if simplified(character) != character)


def run_together(text):
    """Its words in their normal form without the signs between them, as phrases are compared."""
    folded = folded_in_place(text)
    if folded is None or not traditional().isdisjoint(folded):
        return "".join(words(text))
    return "".join(WORDS.findall(folded))


def is_han(word):
    return word[0] > "z"


def bigrams(word):
    return [word[n:n + 2] for n in range(len(word) - 1)]


def lexemes(text):
    """What the text is found by: bigrams and last character of each Chinese run, other words whole."""
    found = set()
    for word in words(text):
        found |= {*bigrams(word), word[-1]} if is_han(word) else {word[:60]}
    return found


def title_lexemes(title):
    """The same, marked h, with every single character: a hit in the title weighs more."""
    found = set()
    for word in words(title):
        found |= {f"h{part}" for part in ([*bigrams(word), *word] if is_han(word) else [word[:60]])}
    return found


def quoted(lexeme):
    return "'{}'".format(lexeme.replace("\\", "\\\\").replace("'", "''"))


def vector(found):
    return " ".join(quoted(lexeme) for lexeme in sorted(found))


def terms(text):
    """What a query asks for, each as a piece of a tsquery: bigrams, whole words, a single character as a beginning."""
    found = []
    for word in words(text):
        if not is_han(word):
            found.append(quoted(word[:60]))
        elif len(word) == 1:
            found.append(f"{quoted(word)}:*")
        else:
            found += [quoted(pair) for pair in bigrams(word)]
    return list(dict.fromkeys(found))


def title_terms(text):
    """The same, to be found in titles."""
    found = []
    for word in words(text):
        parts = [word[:60]] if not is_han(word) else bigrams(word) or [word]
        found += [quoted(f"h{part}") for part in parts]
    return list(dict.fromkeys(found))


def phrases(text):
    """What stands in quotation marks, “…” or "…": it is found as it stands, spaces and signs aside."""
    return [folded for phrase in QUOTES.findall(text) if (folded := "".join(words(phrase))) and len(folded) > 1]


def query(text, frequency=None):
    """The tsquery of a search, or "" when nothing in it can be searched for (punctuation alone).

    Of more terms than pay, the rarest: `frequency` gives how common some are; what it does not name is rare.
    """
    found = terms(text)
    if len(found) > MOST_TERMS:
        common = frequency() if frequency else {}
        found = sorted(found, key=lambda term: common.get(term, 0))[:MOST_TERMS]
    return " & ".join(found)
