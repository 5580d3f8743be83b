from django.contrib import admin

from .models import Rule


@admin.register(Rule)
class RuleAdmin(admin.ModelAdmin):
    """A verified rule is closed by a row that follows it; only what is marked 未核实 may be put right in place."""
    list_display = ["key", "agency", "value", "unit", "clause", "from_on", "to_on", "verified"]
    list_filter = ["verified", "key"]
    list_select_related = ["agency"]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.verified)

    def has_delete_permission(self, request, obj=None):
        return False
