from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from openness.agencies.models import Agency
from openness.agencies.rights import agencies_with
from openness.audit.models import SubjectQuerySet
from openness.workflow.models import Case

from ..choices import DeliveryStatus, How, LetterKind, LetterStatus
from ..rights import ANSWER, LINK
from ..workflow import delivery_workflow, letter_workflow
from .contact import Contact

PERSON = {"on_delete": models.PROTECT, "related_name": "+"}


class LetterQuerySet(SubjectQuerySet):
    def visible_to(self, user):
        """The body that sent it. Who received it sees his delivery and no other."""
        return self.filter(agency__in=agencies_with(user, LINK))

    def for_lists(self):
        return self.select_related("agency", "sent_by")


class Letter(Case):
    """What a body wrote to others, about something or about nothing in the system; said once and never changed."""
    status = models.CharField(_("状态"), max_length=20, choices=LetterStatus, editable=False)
    kind = models.CharField(_("种类"), max_length=20, choices=LetterKind)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, null=True, related_name="+")
    subject_id = models.PositiveBigIntegerField(null=True)
    about = GenericForeignKey("subject_type", "subject_id")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("发文单位"))
    title = models.CharField(_("标题"), max_length=100)
    words = models.TextField(_("内容"), max_length=4000)
    wording = models.TextField(_("统一口径"), max_length=4000, blank=True)
    reply_by = models.DateField(_("最迟签收答复日期"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    sent_at = models.DateTimeField(_("发出时间"))

    objects = LetterQuerySet.as_manager()
    workflow = letter_workflow

    class Meta:
        verbose_name = _("联动与督促")
        verbose_name_plural = _("联动与督促")
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="letters_about_a_thing"),
                   models.Index(fields=["agency", "sent_at"], name="letters_of_a_body")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("linkage:letter", args=[self.pk])


class DeliveryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The body that sent it, and of the receivers each its own."""
        return self.filter(Q(letter__agency__in=agencies_with(user, LINK)) | Q(agency__in=agencies_with(user, ANSWER))).select_related("letter")

    def received_by(self, user):
        return self.filter(agency__in=agencies_with(user, ANSWER))

    def sent_by(self, user):
        return self.filter(letter__agency__in=agencies_with(user, LINK))

    def for_lists(self):
        return self.select_related("letter__agency", "letter__sent_by", "agency", "contact", "received_by", "answered_by", "recorded_by")

    def waiting(self):
        """Not signed for, or signed for while an answer or consent is still wanted."""
        wanted = Q(letter__kind=LetterKind.PRESS) | ~Q(letter__wording="")
        return self.filter(Q(status=DeliveryStatus.SENT) | Q(status=DeliveryStatus.RECEIVED) & wanted)

    def late(self, on):
        """Not signed for by the day that was set."""
        return self.filter(status=DeliveryStatus.SENT, letter__reply_by__lt=on)


class Delivery(Case):
    """What one receiver has of a letter: signed for in the system, or put on record by the sender's side after a call.

    With an `agency` it is answered here; without one `contact` is a unit outside, and nobody here can sign in its name.
    """
    status = models.CharField(_("状态"), max_length=20, choices=DeliveryStatus, editable=False)
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="deliveries")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", verbose_name=_("收件单位"))
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="deliveries")
    name = models.CharField(_("收件单位"), max_length=100)        # of that day
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **PERSON)
    received_at = models.DateTimeField(_("签收时间"), null=True)
    answer = models.TextField(_("答复"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **PERSON)
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    how = models.CharField(_("方式"), max_length=20, choices=How, blank=True)
    said_by = models.CharField(_("对方"), max_length=50, blank=True)
    said_at = models.DateTimeField(_("联系时间"), null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **PERSON)
    recorded_at = models.DateTimeField(_("登记时间"), null=True)

    history = HistoricalRecords()
    objects = DeliveryQuerySet.as_manager()
    workflow = delivery_workflow

    class Meta:
        verbose_name = _("收件")
        verbose_name_plural = _("收件")
        indexes = [models.Index(fields=["agency", "status"], name="letters_at_a_body")]
        constraints = [
            models.UniqueConstraint(fields=["letter", "agency"], name="one_delivery_a_body", condition=Q(agency__isnull=False)),
            models.UniqueConstraint(fields=["letter", "contact"], name="one_delivery_a_contact", condition=Q(agency=None)),
            models.CheckConstraint(name="a_delivery_goes_somewhere", condition=Q(agency__isnull=False) | Q(contact__isnull=False)),
            models.CheckConstraint(name="who_signed_for_a_letter_is_on_record", condition=Q(agency=None) | Q(status=DeliveryStatus.SENT) | Q(
                received_by__isnull=False, received_at__isnull=False)),
            models.CheckConstraint(name="nobody_signs_for_a_unit_outside", condition=Q(agency__isnull=False) | Q(
                received_by=None, received_at=None, answered_by=None, answered_at=None)),
            models.CheckConstraint(name="what_was_heard_is_on_record", condition=Q(agency__isnull=False, how="") | Q(
                agency=None, status=DeliveryStatus.SENT) | ~Q(how="") & Q(
                agency=None, said_at__isnull=False, recorded_by__isnull=False, recorded_at__isnull=False)),
        ]

    def __str__(self):
        return f"{self.letter.title}（{self.name}）"

    def get_absolute_url(self):
        return reverse("linkage:delivery", args=[self.pk])

    @property
    def unit(self):
        return self.agency.label if self.agency else self.name

    @property
    def is_outside(self):
        return self.agency_id is None

    @property
    def vocabulary(self):
        """A record made by hand is worded as one."""
        return "delivery_outside" if self.is_outside else "delivery"

    @property
    def next_step(self):
        if self.status == DeliveryStatus.SENT:
            return "receive"
        return "agree" if self.letter.wording else "answer"

    def is_late(self, on):
        return self.status == DeliveryStatus.SENT and self.letter.reply_by < on
