from django.db import models
from django.utils.translation import gettext_lazy as _


class Sign(models.Model):
    """The latest sign of one thing having happened: beat and worker live, a backup was made, a task failed."""
    HEARTBEAT, BACKUP, FAILURE, MISMATCH = "heartbeat", "backup", "failure", "mismatch"

    name = models.CharField(max_length=30, primary_key=True)
    at = models.DateTimeField()
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("运行迹象")
        verbose_name_plural = _("运行迹象")

    def __str__(self):
        return f"{self.name} {self.at:%F %T}"

    @classmethod
    def leave(cls, name, now, words=""):
        cls.objects.update_or_create(name=name, defaults={"at": now, "words": words[:300]})
