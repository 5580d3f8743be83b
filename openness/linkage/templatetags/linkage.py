"""{% letters_about document %} on the page of anything: who was told of it, who signed, and a button to tell more."""
from django import template
from django.utils.timezone import localdate

from ..choices import LetterKind
from ..reading import letters_of, write_address
from ..rights import LINK

register = template.Library()


@register.inclusion_tag("linkage/_of_subject.html", takes_context=True)
def letters_about(context, subject, *, write=True):
    user, today = context["request"].user, localdate()
    rows = letters_of(subject, user)
    may = write and LINK in context["desk"].rights
    return {"rows": [(row, row.late(today)) for row in rows],
            "links": [(LetterKind(kind).label, write_address(kind, subject)) for kind in LetterKind.values] if may else []}
