"""Reference data and users, for the administrators of the system and of security; each sees the own part (User.has_perm)."""
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import Group
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from simple_history.admin import SimpleHistoryAdmin

from .models import Agency, Assignment, User


@admin.register(Assignment)
class AssignmentAdmin(SimpleHistoryAdmin):
    """For looking up: posts change by proposal and confirmation (openness/onboarding/changes.py)."""
    list_display = ["user", "agency", "role", "from_on", "to_on", "acting_for"]
    list_filter = ["role"]
    search_fields = ["user__name", "agency__name"]
    list_select_related = ["user", "agency", "acting_for"]

    def has_add_permission(self, request):
        return False

    has_change_permission = has_delete_permission = lambda self, request, obj=None: False


@admin.register(Agency)
class AgencyAdmin(SimpleHistoryAdmin):
    list_display = ["name", "short_name", "code", "supervisor", "office", "ended_on"]
    search_fields = ["name", "short_name", "code"]
    autocomplete_fields = ["supervisor", "office"]
    readonly_fields = ["successor", "ended_on"]     # mergers move people too: rights.merge
    list_select_related = ["supervisor", "office"]

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(User)
class StaffAdmin(UserAdmin):
    """Names and addresses. What gives or takes rights is done on the page of the person, and on record."""
    list_display = ["username", "name", "email", "is_active", "administers"]
    readonly_fields = ["is_active", "administers", "is_superuser", "second_factor_since"]
    search_fields = ["username", "name"]
    ordering = ["username"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("人员"), {"fields": ["name", "email"]}),
        (_("权限"), {"fields": ["is_active", "must_change_password", "administers", "is_superuser", "second_factor_since"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "name", "usable_password", "password1", "password2"]})]
    list_filter = ["is_active", "administers"]
    filter_horizontal = []

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        """Another administrator's account is not taken over here."""
        strange = obj and obj.pk != request.user.pk and (obj.is_superuser or obj.administers)
        return super().has_change_permission(request, obj) and not strange


def sign_in(request, extra_context=None):
    """There is one door, with its limits, its second factor and its record."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", request.path.replace("login/", "")))


admin.site.login = login_not_required(sign_in)
admin.site.has_permission = lambda request: request.user.is_active and request.user.has_module_perms("")
admin.site.unregister([Group, TOTPDevice, StaticDevice])    # rights come from assignments; devices are their owners'
