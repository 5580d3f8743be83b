from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from openness.agencies.models import Agency
from openness.agencies.rights import agencies_with
from openness.workflow.models import Case

from ..choices import ContactStatus, UnitKind
from ..rights import LINK
from ..workflow import contact_workflow


def and_above(agencies):
    """Bodies and those that oversee them (Agency.overseer), as ids: one query for each level."""
    found = level = set(agencies)
    while level:
        rows = Agency.objects.filter(pk__in=level, supervisor__isnull=False).values_list("pk", "supervisor", "supervisor__office")
        level = {office if office and office != pk else above for pk, above, office in rows} - found
        found = found | level
    return found


class ContactQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The book of one's own body and of those above it."""
        return self.filter(agency__in=and_above(agencies_with(user, LINK)))

    def offered_to(self, agency):
        """To whom a body may write: in use, and not itself."""
        book = and_above(each.pk for each in agency.lineage())
        return self.filter(status=ContactStatus.CURRENT, agency__in=book).exclude(body=agency).in_order()

    def in_order(self):
        """Publicity first, as the kinds are written down; then by name."""
        rank = models.Case(*(models.When(kind=kind, then=n) for n, kind in enumerate(UnitKind.values)), default=9)
        return self.order_by(rank, "name", "pk")

    def for_lists(self):
        return self.select_related("agency", "body")


class Contact(Case):
    """An entry of the contact book: a unit, and at which post of it somebody answers the telephone. No names of people."""
    status = models.CharField(_("状态"), max_length=20, choices=ContactStatus, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("维护单位"), editable=False)
    name = models.CharField(_("单位名称"), max_length=100)
    kind = models.CharField(_("单位类别"), max_length=20, choices=UnitKind)
    body = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("系统内的单位"),
                             help_text=_("该单位有人员使用本系统的，选择后由其在系统内签收"))
    post = models.CharField(_("岗位"), max_length=50, blank=True, help_text=_("写岗位，不写姓名，如：新闻处值班员"))
    phone = models.CharField(_("电话"), max_length=40, blank=True)
    mobile = models.CharField(_("手机"), max_length=20, blank=True)
    email = models.EmailField(_("邮箱"), blank=True)
    hours = models.CharField(_("值守时间"), max_length=100, blank=True)
    remark = models.TextField(_("备注"), max_length=500, blank=True)
    from_on = models.DateField(_("启用日期"), editable=False)
    to_on = models.DateField(_("停用日期"), null=True, editable=False)

    history = HistoricalRecords()
    objects = ContactQuerySet.as_manager()
    workflow = contact_workflow

    class Meta:
        verbose_name = _("联系人")
        verbose_name_plural = _("联系人名录")
        indexes = [models.Index(fields=["agency", "status", "kind"], name="book_of_a_body")]
        constraints = [
            models.CheckConstraint(name="a_retired_contact_says_when", condition=Q(
                status=ContactStatus.CURRENT, to_on=None) | Q(status=ContactStatus.RETIRED, to_on__isnull=False))]

    def __str__(self):
        return f"{self.name}（{self.post}）" if self.post else self.name

    def get_absolute_url(self):
        return reverse("linkage:contact", args=[self.pk])
