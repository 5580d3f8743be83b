"""The one public table: whatever the public may read is a row here, and public pages read nothing else."""
import uuid

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openness.agencies.models import Agency
from openness.audit.models import SubjectQuerySet

from ..vocabulary import FiveKinds, Form, Genre, ItemKind, Section, Topic, WithdrawalReason


class PublicItemQuerySet(SubjectQuerySet):
    def current(self):
        return self.filter(superseded_at=None, withdrawn_at=None)

    def interpreting(self, address):
        """What explains the paper at an address, in the order in which it came out."""
        return self.current().filter(about=address).order_by("published_at", "pk")

    def newest(self):
        return self.current().order_by("-published_at", "-pk")


class PublicItem(models.Model):
    """One edition of something public, immutable (a trigger refuses): it is superseded, or emptied to a tombstone."""
    address = models.UUIDField(default=uuid.uuid4, editable=False)      # /p/<address>/, the same for all editions
    edition = models.PositiveSmallIntegerField(default=1)
    subject_type = models.ForeignKey(ContentType, models.PROTECT)
    subject_id = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=30, choices=ItemKind)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")    # to filter by; shown is `issuer`
    title = models.CharField(_("标题"), max_length=300)
    number = models.CharField(_("发文字号"), max_length=60, blank=True)
    index_number = models.CharField(_("索引号"), max_length=40)
    issuer = models.CharField(_("发布机构"), max_length=200)            # the name of that day
    genre = models.CharField(_("文种"), max_length=20, choices=Genre, blank=True)
    topic = models.PositiveSmallIntegerField(_("主题分类"), choices=Topic, null=True)
    five_kinds = ArrayField(models.CharField(max_length=20, choices=FiveKinds), default=list)
    section = models.CharField(_("法定内容类别"), max_length=2, choices=Section, blank=True)
    about = models.UUIDField(_("所解读的文件"), null=True)              # the address of what an interpretation interprets
    form = models.CharField(_("解读形式"), max_length=10, choices=Form, blank=True)
    author = models.CharField(_("解读人"), max_length=100, blank=True)
    source = models.CharField(_("来源"), max_length=200, blank=True)    # where it appeared first
    link = models.URLField(_("链接"), max_length=500, blank=True)       # a video, a record that stands elsewhere
    dated_on = models.DateField(_("成文日期"))
    effective_on = models.DateField(_("施行日期"), null=True)
    expires_on = models.DateField(_("有效期至"), null=True)           # the last day in force
    is_normative = models.BooleanField(_("规范性文件"), default=False)
    main_recipients = models.TextField(_("主送机关"), blank=True)
    copy_recipients = models.TextField(_("抄送机关"), blank=True)
    annotation = models.CharField(_("附注"), max_length=100, blank=True)
    printing_office = models.CharField(_("印发机关"), max_length=100, blank=True)
    printed_on = models.DateField(_("印发日期"), null=True)
    contact = models.CharField(_("联系人"), max_length=50, blank=True)
    contact_phone = models.CharField(_("联系电话"), max_length=30, blank=True)
    body = models.JSONField(default=list)                               # blocks
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(_("发布日期"))
    superseded_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_code = models.CharField(max_length=20, blank=True, choices=WithdrawalReason)
    withdrawal_reason = models.CharField(_("撤回理由"), max_length=200, blank=True)

    objects = PublicItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("公开信息")
        verbose_name_plural = _("公开信息")
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="newest_public",
                         condition=Q(superseded_at=None, withdrawn_at=None)),
            models.Index(fields=["subject_type", "subject_id"], name="public_by_subject"),
            models.Index(fields=["index_number"], name="public_by_index_number"),
            models.Index(fields=["about"], name="interpretations_of_a_paper",
                         condition=Q(about__isnull=False, superseded_at=None, withdrawn_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["address", "edition"], name="one_row_per_edition"),
            models.UniqueConstraint(fields=["address"], name="one_current_edition",
                                    condition=Q(superseded_at=None, withdrawn_at=None)),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("public:item", args=[self.address])

    @property
    def is_current(self):
        return self.superseded_at is None and self.withdrawn_at is None

    @property
    def five_kinds_labels(self):
        return [FiveKinds(kind).label for kind in self.five_kinds]
