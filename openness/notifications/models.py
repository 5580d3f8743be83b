from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.template.loader import select_template
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """What one mail says: its notices are fixed before it is sent, and its id is the Message-ID however often it is tried."""
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["next_at"], condition=Q(sent_at=None), name="letters_to_send")]

    def __str__(self):
        return f"{self.id} → {self.recipient_id}"


class MailChoice(models.Model):
    """What a person wants by mail as well; without a row: limits and returns. `since`: what was told before stays unmailed."""
    class Want(models.TextChoices):
        NONE = "none", _("不发邮件")
        PRESSING = "pressing", _("到期提醒、退文、催办和联动函件")
        ALL = "all", _("全部通知")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="mail_choice")
    want = models.CharField(max_length=10, choices=Want)
    since = models.DateTimeField()

    def __str__(self):
        return f"{self.user_id}: {self.want}"


class NotificationQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)


class Notification(models.Model):
    """A key and data, no prose and no title: worded when read, in the reader's language and with today's rights."""
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    key = models.CharField(max_length=60)
    data = models.JSONField(default=dict)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, editable=False, related_name="notices")
    mailed_at = models.DateTimeField(null=True, editable=False)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("通知")
        verbose_name_plural = _("通知")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["recipient"], condition=Q(read_at=None), name="unread_notices"),
                   models.Index(fields=["at"], condition=Q(letter=None), name="notices_not_mailed")]

    def __str__(self):
        return f"{self.key} → {self.recipient_id}"

    @property
    def model(self):
        return apps.get_model(self.data["model"])

    def text(self, subject=None):
        """By the template of this key, or of its family (step, deadline); the subject is given if it may be seen."""
        family, _slash, name = self.key.partition("/")
        words = self.data | {
            "subject": subject, "kind": self.model._meta.verbose_name, "name": name,
            "step": self.model.workflow.get(name.partition(".")[2]), "due": parse_datetime(self.data.get("due", "")),
        }
        names = [f"notifications/{self.key}.txt", f"notifications/{family}.txt"]
        return select_template(names).render(words).strip()
