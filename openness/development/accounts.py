"""The table of demonstration accounts that ends `make demo`."""

import json
import unicodedata

COLUMNS = ("role", "name", "agency", "username", "password")


def width(text):
    """Columns of a terminal: a Chinese character takes two."""
    marks = sum(unicodedata.combining(character) != 0 for character in text)
    return len(text) - marks + sum(unicodedata.east_asian_width(character) in "WF" for character in text)


def pad(text, columns):
    return text + " " * (columns - width(text))


def table(accounts):
    rows = [COLUMNS, *(tuple(str(account.get(column, "")) for column in COLUMNS) for account in accounts)]
    widths = [max(width(row[i]) for row in rows) for i in range(len(COLUMNS))]
    lines = ["  ".join(pad(*cell) for cell in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "  ".join("-" * columns for columns in widths), *lines[1:]])


def read(file):
    """The table from the file that `seed_demo` writes; nothing when there is none."""
    return table(json.loads(file.read_text("utf-8"))) if file.exists() else ""
