"""Who serves where, in which role, and since when."""
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase
from simple_history.models import HistoricalRecords

from .users import User


class AgencyQuerySet(models.QuerySet):
    def serving(self, on):
        """Those that exist on a day and were not merged into another."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on))


class Agency(models.Model):
    """A body (机关、单位). Papers keep the agency of their day; a merger adds a successor and moves nothing."""
    name = models.CharField(_("名称"), max_length=100, unique=True)
    short_name = models.CharField(_("简称"), max_length=40, blank=True)
    aliases = ArrayField(models.CharField(max_length=100), verbose_name=_("别名"), default=list, blank=True)
    code = models.CharField(_("机关代字"), max_length=20, blank=True)
    other_codes = ArrayField(
        models.CharField(max_length=20), verbose_name=_("其他代字"), default=list, blank=True)     # 渝府办函、渝府办纪
    organisation_code = models.CharField(_("组织机构代码"), max_length=9, blank=True)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    supervisor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subordinates", verbose_name=_("上级主管"))
    office = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="served", verbose_name=_("办公厅（室）"))
    refuses_incomplete = models.BooleanField(_("不齐不收"), default=False)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("承继机关"))
    ended_on = models.DateField(_("撤并日期"), null=True, blank=True)

    history = HistoricalRecords()
    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("机关")
        verbose_name_plural = _("机关")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(
            name="an_ended_agency_says_when", condition=Q(successor=None) | Q(ended_on__isnull=False))]

    def __str__(self):
        return self.name

    @property
    def label(self):
        return self.short_name or self.name

    @property
    def reviewing_office(self):
        """政府的公文由其办公厅（室）审核；办公厅（室）和部门审核本机关的公文。"""
        return self.office or self

    def drafts_for(self):
        """In whose name it may draft: its own, that of the bodies above it, and of the governments these serve."""
        above, names = self, []
        while above is not None:
            names += [above, *above.served.all()]
            above = above.overseer
        return names

    @property
    def overseer(self):
        """Who watches over its openness: the body above it; for a bureau under a government, that government's 办公厅（室）."""
        above = self.supervisor
        return above.office if above and above.office_id and above.office_id != self.pk else above

    def served_by(self, on):
        """The agency that answers for this one on a day: itself, or whoever took over its duties."""
        return self.successor.served_by(on) if self.successor_id and self.ended_on <= on else self

    def lineage(self):
        """Itself and every agency whose duties it took over, however long ago."""
        return [self, *(older for former in self.predecessors.all() for older in former.lineage())]


class FormerName(models.Model):
    """What a body was called until a day: papers of that time say it, and it is still found by it."""
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="former_names")
    name = models.CharField(_("曾用名"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=40, blank=True)
    until = models.DateField(_("用至"))

    class Meta:
        verbose_name = _("曾用名")
        verbose_name_plural = _("曾用名")
        ordering = ["-until", "-pk"]

    def __str__(self):
        return f"{self.name}（{self.until:%F}）"


class AssignmentQuerySet(models.QuerySet):
    def in_force(self, on):
        """Of people who are there; an administrator has no business, whatever a row says."""
        return self.not_over(on).filter(from_on__lte=on, user__is_active=True, user__administers="")

    def not_over(self, on):
        """In force, or yet to come."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=on))


class Assignment(models.Model):
    """A role at an agency for a time; with acting_for, as that person's substitute (AB岗)."""
    user = models.ForeignKey(User, models.PROTECT, related_name="assignments", verbose_name=_("人员"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="assignments", verbose_name=_("机关"))
    role = models.CharField(_("角色"), max_length=30)
    from_on = models.DateField(_("自"))
    to_on = models.DateField(_("至"), null=True, blank=True)
    acting_for = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="substitutes", verbose_name=_("代行（AB岗）"))

    history = HistoricalRecords()
    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("任职")
        verbose_name_plural = _("任职")
        constraints = [models.CheckConstraint(
            name="an_assignment_ends_after_it_began", condition=Q(to_on=None) | Q(to_on__gte=models.F("from_on")))]

    def __str__(self):
        return f"{self.user} · {self.agency} · {self.role}"


class Grant(UserObjectPermissionBase):
    """guardian's row with a real foreign key. Derived from assignments by rights.derive, written by nothing else."""
    content_object = models.ForeignKey(Agency, models.CASCADE, related_name="grants")

    class Meta(UserObjectPermissionBase.Meta):
        indexes = [models.Index(fields=["content_object", "permission"])]


class Sequence(models.Model):
    """The last number given out; taken under lock inside the step that uses it, so a refused step leaves no gap."""
    key = models.CharField(max_length=30)
    agency = models.ForeignKey(Agency, models.PROTECT)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "agency", "year"], name="one_sequence")]

    def __str__(self):
        return f"{self.key} {self.agency_id} {self.year}: {self.last}"

    @classmethod
    def locked(cls, key, agency, year):
        cls.objects.get_or_create(key=key, agency=agency, year=year)
        return cls.objects.select_for_update().get(key=key, agency=agency, year=year)

    @classmethod
    def last_of(cls, key, agency, year):
        return cls.objects.filter(key=key, agency=agency, year=year).values_list("last", flat=True).first() or 0

    @classmethod
    def next(cls, key, agency, year):
        row = cls.locked(key, agency, year)
        row.last += 1
        row.save(update_fields=["last"])
        return row.last

    @classmethod
    def lift(cls, key, agency, year, used):
        """A number that was given elsewhere: the next one drawn here comes after it."""
        row = cls.locked(key, agency, year)
        row.last = max(row.last, used)
        row.save(update_fields=["last"])
