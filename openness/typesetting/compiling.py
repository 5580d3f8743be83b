"""PDF by Typst. Templates lie beside Django's; what is set arrives as data and is never read as markup."""
import json
from functools import cache
from threading import Lock

import typst
from django.conf import settings

from . import fonts

MOST_CHARACTERS = 500_000       # of JSON; about 600 pages
_one_at_a_time = Lock()


class TooLong(ValueError):
    """More than MOST_CHARACTERS: take the text instead."""


def packed(data: dict) -> str:
    """As JSON; raises TooLong."""
    text = json.dumps(data, ensure_ascii=False)
    if len(text) > MOST_CHARACTERS:
        raise TooLong(len(text))
    return text


def typeset(template: str, data: dict, *, at=None) -> bytes:
    """The PDF of templates/<template> with `data` (anything JSON can hold); `at` stands in the file as its date.

    Raises TooLong, and typst.TypstError for a template that is wrong.
    """
    return setter()(template, data, "pdf", timestamp=int(at.timestamp()) if at else 0)


def pictures(template: str, data: dict) -> list[bytes]:
    """The same, a PNG a page, to be looked at."""
    found = setter()(template, data, "png", ppi=100)
    return found if isinstance(found, list) else [found]


@cache
def setter():
    """One compiler for the life of the process: its fonts are read once, its memory of what it laid out is kept."""
    root = str(settings.BASE_DIR / "templates")
    compiler = typst.Compiler(root=root, font_paths=fonts.installed(), ignore_system_fonts=True)

    def run(template, data, kind, **options):
        text = packed({"fonts": fonts.chosen(), "missing": fonts.missing(), **data})
        with _one_at_a_time:
            return compiler.compile(f"{root}/{template}", format=kind, sys_inputs={"data": text}, **options)
    return run
