"""Do database, files, trail and anchors tell one story? Faults as sentences; nothing is mended here."""
import hashlib

from django.contrib.contenttypes.models import ContentType

from openness.audit import anchoring, reading
from openness.audit.chain import Chain
from openness.audit.models import Event
from openness.files import naming, storage
from openness.publication.models import PublicItem


def trail_faults(anchors=None):
    """The chain first: (chain, its faults), against the anchors of a folder."""
    chain = Chain(anchoring.known(anchors))
    return chain, list(reading.faults(chain))


def file_faults(thorough=True):
    """Files that rows name and that are missing or hold other bytes; `thorough` reads every byte."""
    for sha256, row in sorted(naming.named().items()):
        file = storage.path(sha256)
        if not file.is_file():
            yield f"file missing: {sha256}, named by {row}"
        elif thorough:
            with file.open("rb") as data:
                if hashlib.file_digest(data, "sha256").hexdigest() != sha256:
                    yield f"file altered: {sha256}, named by {row}"


def published_faults():
    """What stands in public is what was approved: a step of approval on the trail, and the digest it fixed (I2)."""
    for type_id in PublicItem.objects.order_by().values_list("subject_type", flat=True).distinct():
        model = ContentType.objects.get_for_id(type_id).model_class()
        if not hasattr(model, "approved_digest"):
            continue
        rows = PublicItem.objects.filter(subject_type=type_id, withdrawn_at=None)
        approved = dict(model._base_manager.values_list("pk", "approved_digest"))
        steps = Event.objects.filter(subject_type=type_id, step__in=("approve", "adopt")).order_by("pk")
        on_trail = dict(steps.values_list("subject_id", "data__digest"))       # the last approval counts
        for pk, subject, digest in rows.values_list("pk", "subject_id", "digest").order_by("pk"):
            if digest != approved.get(subject) or (on_trail.get(subject) or digest) != digest:
                yield f"published without approval: item {pk}, {model._meta.label} {subject} was approved with another digest"
            elif subject not in on_trail:
                yield f"published without approval: item {pk}, no approval of {model._meta.label} {subject} on the trail"
