"""Papers that were public before there was this system become papers of this system (历史公文入库)."""
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.translation import gettext as _

from openness.agencies.actors import capacities_at
from openness.publication import numbers
from openness.publication.blocks import text_of
from openness.publication.models import OldAddress, PublicItem
from openness.workflow.problems import Problem, Refused
from openness.workflow.transitions import perform

from .models import Document
from .prefill import initial_of
from .rights import PUBLISH


def adopted_before(agency, number, old):
    """The paper that already stands here under this number or one of these addresses, or None."""
    if number and (earlier := Document.objects.with_number(agency, numbers.normalise(number), 1).first()):
        return earlier
    paths = [path for address in old.split() if (path := OldAddress.key_of(address))]
    addresses = OldAddress.objects.filter(path__in=paths).values("address")
    item = PublicItem.objects.filter(address__in=addresses, agency=agency).order_by("-edition").first() if paths else None
    return item and Document.objects.filter(pk=item.subject_id).first()


@transaction.atomic
def take_over(data, *, issuing, issuer_name, user, now, found=None, dry=False):
    """(document, whether it stood here before): one row, all of it or nothing; PermissionDenied in words, Refused."""
    number = data.get("number") or (found.number.value if found and found.number else "")
    with connection.cursor() as cursor:         # two runs at once take a paper over once
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"adopt:{issuing.pk}:{number}"])
    office = issuing.reviewing_office
    able = capacities_at(user, PUBLISH, [office], now=now)
    if not able:
        raise PermissionDenied(_("%(user)s 今天在“%(office)s”没有公开的任职，不能为“%(agency)s”入库") % {
            "user": user, "office": office, "agency": issuing})
    if earlier := adopted_before(issuing, number, data.get("old", "")):
        return earlier, True
    own = numbers.normalise(found.number.value) if found and found.number else ""
    if own and numbers.normalise(number) != own:        # a slip of a row would go out under another paper's number
        raise Refused([Problem("number", _("清单写的文号是“%(listed)s”，文件中的是“%(own)s”，请核对是否错行") % {
            "listed": number, "own": own})])
    document = adopt(data, issuing=issuing, issuer_name=issuer_name, by=able[0], now=now, found=found)
    document.address = address_of(document)
    transaction.set_rollback(dry)
    return document, False


def adopt(data, *, issuing, issuer_name, by, now, found=None):
    """`found` is what was recognised in the file, `data` what the list states; the list is right."""
    document = Document(drafting_agency=issuing, issuing_agency=issuing, reviewing_office=issuing.reviewing_office)
    read = initial_of(found, document) if found else {}
    values = {name: value for name, value in read.items() if name not in ("issuing_agency", "disclosure")} | data
    if isinstance(values.get("body"), list):
        values["body"] = text_of(values["body"])
    values.setdefault("genre", "notice")
    perform(document, "adopt", by=by, now=now, data=values | {"issuer_name": issuer_name})
    return document


def address_of(document):
    return PublicItem.objects.of(document).order_by("-edition").first().get_absolute_url()
