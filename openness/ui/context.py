from typing import NamedTuple

from django.http import HttpRequest


class Preferences(NamedTuple):
    big: bool
    hc: bool


def prefs(request: HttpRequest) -> dict[str, Preferences]:
    """Large print and high contrast, as the reader last chose them: the page arrives that way and never flickers."""
    return {"prefs": Preferences(big=request.COOKIES.get("big") == "1", hc=request.COOKIES.get("hc") == "1")}
