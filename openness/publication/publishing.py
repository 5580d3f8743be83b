"""How a thing becomes public and ceases to be: two functions, called inside the step that decides it."""
from django.contrib.contenttypes.models import ContentType
from django.utils.timezone import localdate, localtime

from openness.agencies.models import Sequence
from openness.digits import whole

from .models import PublicFile, PublicItem, PublicRelation, SearchRow
from .searching import index
from .validity import refresh, relate, take_back

EMPTY = {"main_recipients": "", "copy_recipients": "", "annotation": "", "printing_office": "", "contact": "",
         "contact_phone": "", "author": "", "source": "", "link": "", "body": []}
CREDIT_CODES_SINCE = 2018       # 渝北 2017 still shows the nine-character code (rule book 8.2); the exact year is M+


def publish(subject, *, now, index_number="", published_at=None):
    """Copy subject.as_public(), the only list of what goes out; the row that stands already, when it does.

    What was public elsewhere before brings its moment and its 索引号, if it had one.
    """
    face = subject.as_public()
    earlier, files, relations = face.pop("earlier", None), face.pop("files", []), face.pop("relations", [])
    if standing := PublicItem.objects.of(subject).current().first():
        return standing
    before = earlier and PublicItem.objects.of(earlier).current().first()
    if before:
        PublicItem.objects.filter(pk=before.pk).update(superseded_at=now)
        SearchRow.objects.filter(pk=before.pk).delete()
        face |= {"address": before.address, "edition": before.edition + 1, "index_number": before.index_number}
    else:
        face["index_number"] = index_number or next_index_number(face["agency"], localtime(published_at or now).year)
    kind = ContentType.objects.get_for_model(subject)
    item = PublicItem.objects.create(subject_type=kind, subject_id=subject.pk, published_at=published_at or now, **face)
    PublicFile.objects.bulk_create(PublicFile(item=item, order=n, **file) for n, file in enumerate(files, 1))
    index(item)
    relate(item, relations, before=before, now=now)
    return item


def withdraw(subject, *, now, code, reason="", keep_title=True):
    """Leave a tombstone at the address of every edition: that something stood here, when and why (a WithdrawalReason) it went."""
    address = PublicItem.objects.of(subject).values("address")
    empty(PublicItem.objects.filter(address__in=address), now, code, reason, keep_title)


def withdraw_edition(subject, *, now, code, reason="", keep_title=True):
    """Only the edition that a correction took the place of: what had to be corrected may not have been for everybody's eyes."""
    empty(PublicItem.objects.of(subject).exclude(superseded_at=None), now, code, reason, keep_title)


def empty(items, now, code, reason, keep_title):
    standing = list(items.filter(withdrawn_at=None).values_list("pk", flat=True))
    emptied = EMPTY | {"withdrawn_at": now, "withdrawal_code": code, "withdrawal_reason": reason}
    if not keep_title:
        emptied |= {"title": "", "number": ""}
    PublicItem.objects.filter(pk__in=standing).update(**emptied)
    PublicFile.objects.filter(item__in=standing).delete()
    PublicRelation.objects.filter(item__in=standing).delete()
    SearchRow.objects.filter(item__in=standing).delete()
    refresh(take_back(standing, now=now), localdate(now))


def forget_titles(subject):
    """Of what was taken down and kept its title: that too may not be said any more."""
    PublicItem.objects.of(subject).exclude(withdrawn_at=None).update(title="", number="", withdrawal_reason="")


def next_index_number(agency, year):
    """索引号: the body's code, the year of publication and a serial that is never used again."""
    old, new = agency.organisation_code, agency.credit_code
    code = (new or old if year >= CREDIT_CODES_SINCE else old or new) or f"{agency.pk:09}"
    return f"{code}/{year}-{Sequence.next('index', agency, year):05}"


def count_in(agency, number):
    """A 索引号 of ours that was given elsewhere: the next one drawn here comes after it."""
    code, _stroke, rest = number.partition("/")
    year, serial = (whole(part, 9) for part in rest.partition("-")[::2])
    ours = code and code in (agency.organisation_code, agency.credit_code, f"{agency.pk:09}")
    if ours and year and serial and year < 10_000:
        Sequence.lift("index", agency, year, serial)
