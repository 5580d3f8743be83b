"""The sections of a monthly report. An app above adds its own through settings.REPORT_SECTIONS (dotted paths to tuples)."""
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from . import figures
from .figures import Figure, Rate


@dataclass(frozen=True, kw_only=True)
class Section:
    key: str
    label: str
    rates: tuple[Rate, ...] = ()
    figures: tuple[Figure, ...] = ()
    ranked_by: Rate | None = None

    def all_figures(self):
        """Everything that it counts, each once, in the order of the page."""
        found = {}
        for rate in (*self.rates, *((self.ranked_by,) if self.ranked_by else ())):
            found |= {rate.whole.key: rate.whole, rate.part.key: rate.part}
        return list((found | {figure.key: figure for figure in self.figures}).values())


PUBLICATION = Section(
    key="publication", label=_("主动公开"), rates=(figures.ON_TIME,), ranked_by=figures.ON_TIME,
    figures=(figures.ENDED, figures.MET, figures.MISSED, figures.LEFT_OVER))
REVIEWING = Section(
    key="review", label=_("公文审核"), rates=(figures.FIRST_PASS,), ranked_by=figures.FIRST_PASS,
    figures=(figures.DECIDED, figures.PASSED, figures.RETURNED))
FIVE_KINDS = Section(
    key="five-kinds", label=_("五公开"), figures=(figures.PUBLISHED, *figures.KINDS.values(), figures.NO_KIND))
SECTIONS = (PUBLICATION, REVIEWING, FIVE_KINDS)
OF_NOW = (figures.OVERDUE, figures.DUE)


def sections():
    return _loaded(tuple(settings.REPORT_SECTIONS))


@cache
def _loaded(paths):
    return tuple(section for path in paths for section in import_string(path))


def known():
    """{key: Figure} of everything that has a list."""
    return {figure.key: figure for figure in OF_NOW} | {
        figure.key: figure for section in sections() for figure in section.all_figures()}
