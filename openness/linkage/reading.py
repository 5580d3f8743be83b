"""For the pages of other apps: the letters about something, the address at which one is written, what a letter is about."""
from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.http import urlencode

from openness.agencies.rights import agencies_with
from openness.digits import whole

from .choices import DeliveryStatus
from .rights import ANSWER, LINK


@dataclass(frozen=True)
class Told:
    """A letter about something, as one person may see it: whole for who sent it, else one's own delivery alone."""
    letter: object
    deliveries: list
    own: bool

    @property
    def url(self):
        return self.letter.get_absolute_url() if self.own else self.deliveries[0].get_absolute_url()

    @property
    def many(self):
        return len(self.deliveries)

    @property
    def signed(self):
        return sum(delivery.status != DeliveryStatus.SENT and not delivery.is_outside for delivery in self.deliveries)

    @property
    def recorded(self):
        """Units outside of which one's own side has put something on record: nobody signed there."""
        return sum(delivery.status != DeliveryStatus.SENT and delivery.is_outside for delivery in self.deliveries)

    @property
    def objected(self):
        return sum(delivery.status == DeliveryStatus.OBJECTED for delivery in self.deliveries)

    def late(self, on):
        return sum(delivery.is_late(on) for delivery in self.deliveries)


def letters_of(subject, user):
    """Newest first, in two queries; nothing of letters that went past this person."""
    Letter = apps.get_model("linkage.Letter")
    mine = Q(agency__in=agencies_with(user, LINK)) | Q(deliveries__agency__in=agencies_with(user, ANSWER))
    letters = Letter.objects.of(subject).filter(mine).distinct().order_by("-sent_at", "-pk")
    return told(letters, user)


def told(letters, user):
    Delivery = apps.get_model("linkage.Delivery")
    seen = Delivery.objects.visible_to(user).for_lists().order_by("pk")
    held = agencies_with(user, LINK)
    rows = letters.for_lists().prefetch_related(Prefetch("deliveries", seen, to_attr="seen"))
    return [Told(letter, letter.seen, letter.agency_id in held) for letter in rows]


def write_address(kind, subject=None, to=(), again=None):
    """Where a letter is written; `to` are agencies that are ticked from the start, `again` an earlier letter to begin with."""
    query = [("about", f"{subject._meta.label_lower}:{subject.pk}")] if subject else []
    query += [("to", agency.pk) for agency in to]
    query += [("again", again.pk)] if again else []
    return reverse("linkage:write", args=[kind]) + (f"?{urlencode(query)}" if query else "")


def named(words, user):
    """The thing that an address names as app.model:pk, if there is one and this person may see it."""
    label, _colon, pk = words.rpartition(":")
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    return seen(model, whole(pk), user)


def seen(model, pk, user):
    visible = getattr(getattr(model, "objects", None), "visible_to", None)
    return visible(user).filter(pk=pk).first() if visible and pk else None


def subject_of(letter, user):
    """What a letter is about, if this reader may see it."""
    if letter.subject_id is None:
        return None
    return seen(ContentType.objects.get_for_id(letter.subject_type_id).model_class(), letter.subject_id, user)
