"""Reference data and users. A saved assignment derives the rights at once."""
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from .actors import roles
from .models import Agency, Assignment, User
from .rights import derive


class AssignmentForm(forms.ModelForm):
    role = forms.ChoiceField(label=_("角色"))

    class Meta:
        model = Assignment
        fields = ["user", "agency", "role", "from_on", "to_on", "acting_for"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(key, role.label) for key, role in roles().items()]


@admin.register(Assignment)
class AssignmentAdmin(SimpleHistoryAdmin):
    form = AssignmentForm
    list_display = ["user", "agency", "role", "from_on", "to_on", "acting_for"]
    list_filter = ["role"]
    search_fields = ["user__name", "agency__name"]
    autocomplete_fields = ["user", "agency", "acting_for"]
    list_select_related = ["user", "agency", "acting_for"]

    def save_model(self, request, obj, form, change):
        former = form.initial.get("user")
        super().save_model(request, obj, form, change)
        derive(obj.user, *User.objects.filter(pk=former), on=timezone.localdate())

    def has_delete_permission(self, request, obj=None):
        return False        # an assignment ends; it is not unmade


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
    list_display = ["username", "name", "email", "is_active", "is_staff"]
    search_fields = ["username", "name"]
    ordering = ["username"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("人员"), {"fields": ["name", "email"]}),
        (_("权限"), {"fields": ["is_active", "must_change_password", "is_staff", "is_superuser"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "name", "usable_password", "password1", "password2"]})]
    list_filter = ["is_active", "is_staff"]
    filter_horizontal = []

    def has_delete_permission(self, request, obj=None):
        return False


admin.site.unregister(Group)        # rights come from assignments; a group would promise something that nobody asks
