"""Lists that apps show (settings.TABLE_LISTS): what their conditions are called, and their rows as a table."""
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.module_loading import import_string

from openness.agencies.rights import rights_of

from .workbooks import Column

MOST_ROWS = 20_000
LONGEST = 200           # characters of one condition


@dataclass(frozen=True, kw_only=True)
class List:
    """`rows(request)` are those of the page with the same conditions, only what the person may see."""
    key: str
    label: str
    url: str                                        # a URL name
    parameters: tuple[str, ...]                     # of its address that are conditions
    rights: tuple[str, ...] = ()                    # one of which it takes; none: anybody's
    columns: Sequence[Column] = ()
    rows: Callable | None = None                    # None: the list is not exported
    cells: Callable | None = None                   # a page of rows -> an iterable of their cells

    def open_to(self, user):
        return not self.rights or any(right in self.rights for _agency, right in rights_of(user))

    def conditions(self, query):
        """Only what this list knows, as a query: no other name, no address, no page."""
        given = query if isinstance(query, QueryDict) else QueryDict(query, mutable=False)
        kept = QueryDict(mutable=True)
        for name in self.parameters:
            values = [text for value in given.getlist(name) if (text := value.replace("\0", "").strip()[:LONGEST])][:20]
            if values:
                kept.setlist(name, values)
        return kept.urlencode()

    def address(self, query=""):
        return reverse(self.url) + (f"?{query}" if query else "")


def lists():
    return {each.key: each for path in settings.TABLE_LISTS for each in import_string(path)}
