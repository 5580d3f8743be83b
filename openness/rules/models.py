"""A figure from a regulation is a row with dates; code names the rule, never the number."""
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _


class Unit(models.TextChoices):
    HOURS = "hours", _("小时")
    WORKING_DAYS = "working_days", _("个工作日")
    CALENDAR_DAYS = "calendar_days", _("日")
    MONTHS = "months", _("个月")
    DATE = "date", _("日期")
    SET = "set", _("清单")
    FLAG = "flag", _("是否")
    AMOUNT = "amount", _("元")


LENGTHS = (Unit.HOURS, Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS)


class RuleQuerySet(models.QuerySet):
    def in_force(self, on):
        return self.filter(Q(to_on=None) | Q(to_on__gte=on), from_on__lte=on)

    def figure(self, key, on, agency=None):
        """The rule that holds for a body on a day: its own, else that of the body above it, else the general one."""
        return self.figures([key], on, agency)[key]

    def figures(self, keys, on, agency=None):
        """{key: figure or None} in one query."""
        rows = {(row.key, row.agency_id): row for row in self.in_force(on).filter(key__in=keys)}
        return {key: nearest({place: row for (name, place), row in rows.items() if name == key}, agency) for key in keys}


def nearest(rows, agency):
    """rows: {agency id, None for the general one: rule} of one key."""
    while agency is not None and rows.keys() - {None}:
        if agency.pk in rows:
            return rows[agency.pk]
        agency = agency.supervisor
    return rows.get(None)


class Rule(models.Model):
    """Closed and replaced, never edited: a case keeps the row under which it began."""
    key = models.CharField(_("规则"), max_length=50)
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("适用机关"))
    value = models.JSONField(_("数值"))
    unit = models.CharField(_("单位"), max_length=20, choices=Unit)
    clause = models.CharField(_("依据"), max_length=200)
    from_on = models.DateField(_("自"))
    to_on = models.DateField(_("至"), null=True, blank=True)
    verified = models.BooleanField(_("已核实"), default=False)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("规则")
        verbose_name_plural = _("规则")
        ordering = ["key", "from_on"]
        constraints = [ExclusionConstraint(
            name="one_rule_on_a_day", index_type="gist", expressions=[
                ("key", RangeOperators.EQUAL),
                (Coalesce(F("agency_id"), Value(0)), RangeOperators.EQUAL),
                (Func(F("from_on"), F("to_on"), Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
            ])]

    def __str__(self):
        return f"{self.key}: {self.value} {self.get_unit_display()}"

    def clean(self):
        """下级只可缩短时限，不得延长。"""
        general = Rule.objects.in_force(self.from_on).filter(key=self.key, agency=None).first() if self.from_on else None
        if self.agency_id and general and self.unit in LENGTHS and (
                self.unit != general.unit or self.value > general.value):
            raise ValidationError({"value": _("只可短于或等于“%(clause)s”规定的 %(value)s %(unit)s") % {
                "clause": general.clause, "value": general.value, "unit": general.get_unit_display()}})
