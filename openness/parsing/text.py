"""The text that every reader gives: one paragraph a line, counted while it grows, without what no line may hold."""
import re

from .refusal import Refusal

MOST_PARAGRAPHS = 20_000
MOST_CHARACTERS = 2_000_000

# control characters but tab and line feed, lone surrogates, noncharacters, soft hyphen, zero width, byte order mark
_NEVER = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")


class Lines:
    """Collects lines; Refusal "long" past 20,000 of them or 2 million characters."""

    def __init__(self):
        self._lines = []
        self._characters = 0

    def add(self, text: str):
        for line in _NEVER.sub("", text).split("\n"):
            self._lines.append(line.rstrip())
            self._characters += len(line) + 1
        check_length(len(self._lines), self._characters)

    def joined(self) -> str:
        """Without empty lines at both ends."""
        return "\n".join(self._lines).strip("\n")


def check_length(paragraphs, characters):
    if paragraphs > MOST_PARAGRAPHS or characters > MOST_CHARACTERS:
        raise Refusal("long")


def answer(kind: str, text: str, **facts) -> tuple[dict, bytes]:
    """What a reader returns through the child; Refusal "empty" for a file without text."""
    if not text.strip("\u3000\xa0 \t\n"):
        raise Refusal("empty")
    return {"kind": kind, **facts}, text.encode()
