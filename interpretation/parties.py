"""Whose matter is what follows a material: rounds, consultations, evaluations, rectifications, cases."""
from openness.agencies.holders import Holders
from openness.linkage.rights import ANSWER

from .rights import COORDINATE, INTERPRET

CONSULTED = Holders(ANSWER, "agency")                                       # of a consultation
RECTIFIERS = Holders(INTERPRET, "agency")                                   # of a rectification
EVALUATORS = Holders(INTERPRET, "evaluation.plan.agency")
OFFICE_OF_TASK = Holders(COORDINATE, "evaluation.plan.document.reviewing_office")
WRITERS = Holders(INTERPRET, "agency")                                      # of a case study
SHARERS = Holders(COORDINATE, "office")
