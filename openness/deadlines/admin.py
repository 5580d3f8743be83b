from django.contrib import admin

from .models import CalendarYear, SpecialDay


@admin.register(SpecialDay)
class SpecialDayAdmin(admin.ModelAdmin):
    """For looking up; a year is loaded whole at /desk/calendar/ (or by `load_workdays`), which counts the open clocks again."""
    list_display = ["date", "is_working_day"]
    list_filter = ["is_working_day"]
    date_hierarchy = "date"

    def has_add_permission(self, request):
        return False

    has_change_permission = has_delete_permission = lambda self, request, obj=None: False


@admin.register(CalendarYear)
class CalendarYearAdmin(SpecialDayAdmin):
    list_display = ["year", "notice"]
    list_filter = []
    date_hierarchy = None
