from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Phrase(models.Model):
    """常用语: a sentence that a person writes again and again; seen and used by that person alone."""
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="phrases")
    text = models.CharField(_("常用语"), max_length=200)
    used_at = models.DateTimeField()

    class Meta:
        verbose_name = _("常用语")
        verbose_name_plural = _("常用语")
        ordering = ["-used_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "text"], name="a_phrase_once")]

    def __str__(self):
        return self.text
