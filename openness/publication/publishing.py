"""How a thing becomes public and ceases to be: two functions, called inside the step that decides it."""
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils.module_loading import import_string

from openness.agencies.models import Sequence

from .models import PublicFile, PublicItem, SearchRow
from .searching import index

EMPTY = {"main_recipients": "", "copy_recipients": "", "annotation": "", "printing_office": "", "contact": "",
         "contact_phone": "", "body": []}
CREDIT_CODES_SINCE = 2018       # 渝北 2017 still shows the nine-character code (rule book 8.2); the exact year is M+


def publish(subject, *, now):
    """Copy subject.as_public(), the only list of what goes out, and that of its companions, in one transaction."""
    item = place(subject, now=now)
    for companion in companions(subject):
        place(companion, now=now)
    return item


def place(subject, *, now):
    face = subject.as_public()
    earlier, files = face.pop("earlier", None), face.pop("files", [])
    if standing := PublicItem.objects.of(subject).current().first():
        return standing
    before = earlier and PublicItem.objects.of(earlier).current().first()
    if before:
        PublicItem.objects.filter(pk=before.pk).update(superseded_at=now)
        SearchRow.objects.filter(pk=before.pk).delete()
        face |= {"address": before.address, "edition": before.edition + 1, "index_number": before.index_number}
    else:
        face["index_number"] = index_number(face["agency"], now.year)
    kind = ContentType.objects.get_for_model(subject)
    item = PublicItem.objects.create(subject_type=kind, subject_id=subject.pk, published_at=now, **face)
    PublicFile.objects.bulk_create(PublicFile(item=item, order=n, **file) for n, file in enumerate(files, 1))
    index(item)
    return item


def withdraw(subject, *, now, code, reason="", keep_title=True):
    """Leave a tombstone at the address of every edition: that something stood here, when and why (a WithdrawalReason) it went."""
    for each in [subject, *companions(subject)]:
        address = PublicItem.objects.of(each).values("address")
        standing = list(PublicItem.objects.filter(address__in=address, withdrawn_at=None).values_list("pk", flat=True))
        emptied = EMPTY | {"withdrawn_at": now, "withdrawal_code": code, "withdrawal_reason": reason}
        if not keep_title:
            emptied |= {"title": "", "number": ""}
        PublicItem.objects.filter(pk__in=standing).update(**emptied)
        PublicFile.objects.filter(item__in=standing).delete()
        SearchRow.objects.filter(item__in=standing).delete()


def companions(subject):
    return [other for path in settings.PUBLICATION_COMPANIONS for other in import_string(path)(subject)]


def index_number(agency, year):
    """索引号: the body's code, the year of publication and a serial that is never used again."""
    old, new = agency.organisation_code, agency.credit_code
    code = (new or old if year >= CREDIT_CODES_SINCE else old or new) or f"{agency.pk:09}"
    return f"{code}/{year}-{Sequence.next('index', agency, year):05}"
