"""The figures that ship, each with its clause; loaded by a migration, and again by tests that truncate.

`verified` follows the rule book: only what was read in the document itself. The others can be replaced in the admin.
"""
from datetime import date

from django.utils.translation import gettext_noop as _  # worded when shown, stored as it stands in the law

DAYS, SET = "working_days", "set"
OWN = _("本机关工作安排（国家未规定期限）")
SHIPS = [  # key, value, unit, clause, from, to, verified
    ("documents.review", 5, DAYS, _("本机关办文规定（国家未规定期限）"), date(2008, 5, 1), None, False),
    ("documents.publication", 20, DAYS, _("《政府信息公开条例》（国务院令第492号）第十八条"), date(2008, 5, 1), date(2019, 5, 14), False),
    ("documents.publication", 20, DAYS, _("《政府信息公开条例》（国务院令第711号）第二十六条"), date(2019, 5, 15), None, True),
    # which documents must be interpreted: see interpretation/scope.py
    ("interpretation.scope", ["office_policy"], SET, _("国办发〔2016〕80号 二（二）"), date(2016, 11, 10), date(2017, 5, 7), True),
    ("interpretation.scope", ["office_policy", "department_major"], SET, _("渝府办发〔2017〕60号 二（一）（二）"), date(2017, 5, 8),
     date(2020, 3, 30), True),
    ("interpretation.scope", ["office_policy", "department_major", "regulation", "normative"], SET, _("渝府办发〔2020〕38号"),
     date(2020, 3, 31), None, True),
    ("interpretation.round", 1, DAYS, OWN, date(2016, 11, 10), None, False),
    ("interpretation.consultation", 5, DAYS, OWN, date(2016, 11, 10), None, False),
    ("interpretation.evaluation", 30, "calendar_days", OWN, date(2016, 11, 10), None, False),
]


def load(Rule):
    for key, value, unit, clause, start, end, verified in SHIPS:
        Rule.objects.get_or_create(key=key, agency=None, from_on=start, defaults={
            "value": value, "unit": unit, "clause": clause, "to_on": end, "verified": verified})
