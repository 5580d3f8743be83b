"""Words are taken out of the trail when they were secret (保密法 第三十一条): who did what and when stays, and stays provable."""
from .digests import of_words
from .models import Event, WipedWords
from .trail import record

PURGE = "purge"     # the step that the trigger asks for


def words_of(event):
    """What the seal covers of an event's words: their digests, so that the chain holds when they are gone."""
    return of_words(event.note, event.data)


def wipe_words(subject, *, by, now):
    """Notes and data of every event so far on something; a trigger lets this pass where a purge stands on the trail after them."""
    rows = [event for event in Event.objects.of(subject).filter(wiped=None).exclude(step=PURGE) if event.note or event.data]
    if not rows:
        return
    if not Event.objects.of(subject).filter(step=PURGE, pk__gt=rows[-1].pk).exists():
        record(subject, PURGE, by=by, now=now)
    WipedWords.objects.bulk_create(
        WipedWords(event=event, note_digest=note, data_digest=data) for event in rows for note, data in [words_of(event)])
    Event.objects.filter(pk__in=[event.pk for event in rows]).update(note="", data={})
