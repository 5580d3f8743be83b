from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.template.loader import select_template
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _


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

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("通知")
        verbose_name_plural = _("通知")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["recipient"], condition=Q(read_at=None), name="unread_notices")]

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
