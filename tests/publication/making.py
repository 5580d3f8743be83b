"""Rows of the public table made directly, with the same index as publication writes."""
from datetime import date, datetime, time, timedelta
from itertools import count

from django.contrib.contenttypes.models import ContentType

from documents.models import Document
from openness.publication.blocks import blocks_of
from openness.publication.models import PublicItem
from openness.publication.searching import index
from openness.publication.validity import relate
from tests.city import SHANGHAI

serial = count(1)


def item_of(agency, title, body="正文。", *, on=date(2026, 3, 2), **more):
    """An unsaved item that was published on a day."""
    return PublicItem(**{
        "subject_type": ContentType.objects.get_for_model(Document), "subject_id": 0, "kind": "document", "agency": agency,
        "title": title, "issuer": agency.name, "index_number": f"000000001/{on.year}-{next(serial):05}", "genre": "notice",
        "dated_on": on, "body": blocks_of(body),
        "published_at": datetime.combine(on, time(10), SHANGHAI)} | more)


def put(agency, title, body="正文。", *, relations=(), before=None, **more):
    """The same, public: with its search row and what it says of others."""
    item = item_of(agency, title, body, **more)
    item.save()
    index(item)
    relate(item, list(relations), before=before, now=item.published_at)
    return item


def day(n):
    return date(2026, 3, 2) + timedelta(days=n)
