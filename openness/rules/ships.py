"""The figures that ship, each with its clause; loaded by a migration, and again by tests that truncate.

`verified` follows the rule book: only what was read in the document itself. The others can be replaced in the admin.
"""
from datetime import date

from django.utils.translation import gettext_noop as _  # worded when shown, stored as it stands in the law

DAYS = "working_days"
SHIPS = [  # key, value, unit, clause, from, to, verified
    ("documents.review", 5, DAYS, _("本机关办文规定（国家未规定期限）"), date(2008, 5, 1), None, False),
    ("documents.publication", 20, DAYS, _("《政府信息公开条例》（国务院令第492号）第十八条"), date(2008, 5, 1), date(2019, 5, 14), False),
    ("documents.publication", 20, DAYS, _("《政府信息公开条例》（国务院令第711号）第二十六条"), date(2019, 5, 15), None, True),
]


def load(Rule):
    for key, value, unit, clause, start, end, verified in SHIPS:
        Rule.objects.get_or_create(key=key, agency=None, from_on=start, defaults={
            "value": value, "unit": unit, "clause": clause, "to_on": end, "verified": verified})
