from urllib.parse import quote, unquote_to_bytes, urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST = 500


class OldAddress(models.Model):
    """Where something public stood before it came here: /show.asp?id=5 leads on to /p/<address>/."""
    path = models.CharField(_("原网址"), max_length=LONGEST, unique=True)       # as key_of writes it
    address = models.UUIDField(_("现网址"), db_index=True)

    class Meta:
        verbose_name = _("原网址")
        verbose_name_plural = _("原网址")

    def __str__(self):
        return self.path

    @staticmethod
    def key_of(text):
        """One spelling of a path with its query: without host and fragment, percent-encoded alike; "" when too long."""
        try:
            parts = urlsplit(text.strip())
        except ValueError:      # //[
            return ""
        path = "/" + parts.path.lstrip("/") + (f"?{parts.query}" if parts.query else "")
        key = quote(unquote_to_bytes(path), safe="/?=&;:@+$,!*'()~")
        return key if len(key) <= LONGEST else ""
