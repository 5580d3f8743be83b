"""Chinese text as lexemes: bigrams of characters, the same code for what is stored and what is asked.

Measured against words and trigrams in the design: bigrams find all, and never 安全生产 for 生产安全.
"""
import re
import unicodedata
from functools import cache

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
WORDS = re.compile(f"[{HAN}]+|[a-z0-9]+")
MOST_TERMS = 16         # a longer AND costs more than it narrows


@cache
def simplifier():
    from opencc import OpenCC
    return OpenCC("t2s")


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


def query(text):
    """The tsquery of a search, or "" when nothing in it can be searched for (punctuation alone)."""
    terms = []
    for word in words(text):
        if not is_han(word):
            terms.append(quoted(word[:60]))
        elif len(word) == 1:
            terms.append(f"{quoted(word)}:*")
        else:
            terms += [quoted(pair) for pair in bigrams(word)]
    return " & ".join(dict.fromkeys(terms[:MOST_TERMS]))
