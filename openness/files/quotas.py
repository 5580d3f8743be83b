from datetime import timedelta

from django.conf import settings
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils.timezone import localtime

from .models import File
from .refusals import refused

PER_USER_AND_DAY = 2 * 2**30        # bytes, unless ATTACHMENTS_PER_USER_DAY says another number


def check(user, size, *, now):
    """ValidationError when a person's uploads of the day (by local time) would be more than is allowed."""
    midnight = localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    of_today = File.objects.filter(uploaded_by=user, uploaded_at__gte=midnight, uploaded_at__lt=midnight + timedelta(days=1))
    used = of_today.aggregate(used=Sum("size"))["used"] or 0
    limit = getattr(settings, "ATTACHMENTS_PER_USER_DAY", PER_USER_AND_DAY)
    if used + size > limit:
        raise refused("quota", {"used": filesizeformat(used), "limit": filesizeformat(limit)})
