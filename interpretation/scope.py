"""Which documents must be interpreted: by Rule with dates (interpretation.scope, a set of choices.Reason).

国办发〔2016〕80号 二（二）, 渝府办发〔2017〕60号 二（一）（二）, 渝府办发〔2020〕38号 (rule book O-32, R23, C-01).
Each reason stands here twice, as a predicate of one document and as a condition on many; a test compares them.
"""
from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from documents.choices import Disclosure
from openness.agencies.models import Agency
from openness.publication.vocabulary import Genre
from openness.rules.models import Rule

from .choices import Reason

SCOPE, LATER = "interpretation.scope", "interpretation.later"
KEPT_BACK = (Disclosure.ON_REQUEST, Disclosure.WITHHELD)


class Test(NamedTuple):
    holds: Callable         # (document, whether it is issued in the name of a government or its office)
    where: Q                # the same, of rows annotated with `official`


TESTS = {
    Reason.OFFICE_POLICY: Test(lambda document, official: official and (document.is_policy or document.is_major),
                               Q(official=True) & (Q(is_policy=True) | Q(is_major=True))),
    Reason.DEPARTMENT_MAJOR: Test(lambda document, official: not official and document.is_major,
                                  Q(official=False, is_major=True)),
    Reason.REGULATION: Test(lambda document, official: bool(document.issuing_agency.office_id) and document.genre == Genre.ORDER,
                            Q(issuing_agency__office__isnull=False, genre=Genre.ORDER)),
    Reason.NORMATIVE: Test(lambda document, official: document.is_normative, Q(is_normative=True)),
}


MARKED = Q(is_policy=True) | Q(is_major=True) | Q(is_normative=True) | Q(genre=Genre.ORDER)      # follows from each test, and costs nothing


def reasons_of(figure):
    """The reasons that count under a rule; none where there is no rule."""
    return [Reason(name) for name in figure.value if name in Reason.values] if figure else []


def reason_for(document, official, reasons):
    """Why this document must be interpreted, None when it need not be; what is kept from the public is not explained to it."""
    if document.disclosure in KEPT_BACK:
        return None
    return next((reason for reason in reasons if TESTS[reason].holds(document, official)), None)


def to_be_interpreted(documents, on):
    """Those of a queryset of documents that must be, by the general rule of a day. It asks no query of its own."""
    rules, wanted = Rule.objects.in_force(on).filter(key=SCOPE, agency=None), Q(pk__in=[])
    for reason, test in TESTS.items():
        wanted |= Q(Exists(rules.filter(value__contains=[reason.value]))) & test.where
    official = Q(issuing_agency__office__isnull=False) | Q(Exists(Agency.objects.filter(office=OuterRef("issuing_agency"))))
    return documents.filter(MARKED).alias(official=official).filter(wanted).exclude(disclosure__in=KEPT_BACK)
