from django.apps import apps
from django.conf import settings

from openness.files.keeping import keep
from openness.publication.models import PublicItem

from ..choices import Channel


def on_website(material, attempt):
    """The platform itself needs nobody to record it."""
    item = PublicItem.objects.of(material).latest("pk")
    write(material, attempt, channel=Channel.WEBSITE, place=settings.SITE["name"], at=attempt.now, link=item.get_absolute_url(),
          evidence=item.index_number)


def spread(material, attempt):
    data, upload = attempt.data, attempt.data.get("file")
    write(material, attempt, file=keep(upload, material.plan, by=attempt.by, now=attempt.now) if upload else None,
          **{name: data[name] for name in ("channel", "place", "at", "link", "evidence")})


def write(material, attempt, **fields):
    apps.get_model("interpretation.ChannelRecord").objects.create(
        material=material, recorded_by=attempt.by.user, recorded_at=attempt.now, **fields)


def unspread(material, attempt):
    """The row stays and says who struck it out, and why."""
    record = attempt.data["record"]
    record.struck_at, record.struck_by, record.struck_because = attempt.now, attempt.by.user, attempt.data["note"]
    record.save()
