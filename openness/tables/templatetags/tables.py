"""{% export_button "documents" %} and {% saved_filters "documents" %} on the page of a list."""
from django import template
from django.urls import reverse

from openness.agencies.rights import serves

from ..lists import MOST_ROWS, lists
from ..models import SavedFilter

register = template.Library()


@register.inclusion_tag("tables/export_button.html", takes_context=True)
def export_button(context, key):
    query = lists()[key].conditions(context["request"].GET)
    return {"url": reverse("tables:export", args=[key]) + (f"?{query}" if query else ""), "most": MOST_ROWS}


@register.inclusion_tag("tables/saved_filters.html", takes_context=True)
def saved_filters(context, key):
    """Chips of one's own and of shared filters, and a form that saves the conditions of this page."""
    request, each = context["request"], lists()[key]
    query, bodies = each.conditions(request.GET), serves(request.user)
    rows = list(SavedFilter.objects.seen_by(request.user, bodies).filter(list=key).select_related("user"))
    chips = [{"filter": row, "url": each.address(safe), "current": bool(safe) and safe == query, "mine": row.user_id == request.user.pk}
             for row in rows if (safe := each.conditions(row.query))]
    return {"key": key, "chips": chips, "mine": [chip["filter"] for chip in chips if chip["mine"]], "query": query,
            "bodies": bodies.items(), "csrf_token": context.get("csrf_token"), "saved": any(chip["current"] for chip in chips)}
