"""Finding Chinese in templates that no translation would reach.

A lexer, not a parser: it knows Django's tokens and which of them translate or hide what they enclose.
"""

import re
from pathlib import Path

CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
TOKEN = re.compile(r"({%.*?%}|{{.*?}}|{#.*?#})")
TRANSLATED = re.compile(r"""\b_\(\s*(?:"[^"]*"|'[^']*')\s*\)""")
TRANSLATING = ("translate", "trans")
ENCLOSING = {"comment": "endcomment", "blocktranslate": "endblocktranslate", "blocktrans": "endblocktrans"}


def bare_texts(source):
    """Each (line, text) of Chinese that stands outside of translation and comment."""
    line, until = 1, None
    for piece in TOKEN.split(source):
        word = piece[2:-2].split()[0] if piece.startswith("{%") and piece[2:-2].split() else ""
        if until:
            until = None if word == until else until
        elif word in ENCLOSING:
            until = ENCLOSING[word]
        elif word not in TRANSLATING and not piece.startswith("{#"):
            for offset, text in enumerate(TRANSLATED.sub("", piece).split("\n")):
                if CJK.search(text):
                    yield line + offset, text.strip()
        line += piece.count("\n")


def templates(root):
    """The templates of the project and of its apps."""
    for pattern in ("templates/**/*", "*/templates/**/*", "openness/*/templates/**/*"):
        for file in sorted(root.glob(pattern)):
            if file.suffix in (".html", ".txt", ".xml") and file.relative_to(root).parts[0] not in ("var", "tests"):
                yield file


def problems(root: Path):
    for file in templates(root):
        for line, text in bare_texts(file.read_text("utf-8")):
            yield f"{file.relative_to(root)}:{line}: Chinese outside of translation: {text[:60]}"
