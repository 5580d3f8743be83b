"""Notices by mail as well: from rows alone, without a title, each stamped once; a mail that may have gone out goes again
only under the Message-ID that it had."""
import logging
import time
from collections import defaultdict
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, mailers
from django.db import connection, transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from .inbox import with_subjects
from .models import Letter, MailChoice, Notification

log = logging.getLogger(__name__)
OLDEST = timedelta(days=2)              # what is older is told by the desk alone
LEASE = timedelta(minutes=5)            # a sender that is silent for longer is dead; longer than a task may run
RUN = 45                                # seconds; what is left waits for the next tick
MOST = 5000
PRESSING = Q(key__startswith="deadline/") | Q(key__in=["urging", "letter", "schedule_failed"]) | Q(key__endswith=".send_back")


def wanted(now):
    """Notices that nobody has read, of people who have an address and want them by mail."""
    choice = "recipient__mail_choice"
    pressing = PRESSING & (Q(**{choice: None}) | Q(**{f"{choice}__want": MailChoice.Want.PRESSING}))
    fresh = Q(**{choice: None}) | Q(at__gte=F(f"{choice}__since"))
    return Notification.objects.unread().filter(
        fresh, pressing | Q(**{f"{choice}__want": MailChoice.Want.ALL}), letter=None, at__gt=now - OLDEST,
        recipient__is_active=True).exclude(recipient__email="")


@transaction.atomic
def gather(now):
    """What is to be mailed becomes letters, one a person; a run beside this one does nothing."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtextextended('notifications.gather', 0))")
        if not cursor.fetchone()[0]:
            return
    rows = defaultdict(list)
    for notice in wanted(now).select_for_update(of=("self",), skip_locked=True).order_by("pk")[:MOST]:
        rows[notice.recipient_id].append(notice)
    for person, notices in rows.items():
        letter = Letter.objects.create(recipient_id=person, at=now, next_at=now)
        Notification.objects.filter(pk__in=[notice.pk for notice in notices]).update(letter=letter)


@transaction.atomic
def claim(now):
    """The next letter, taken for as long as a sender may live; no connection to another machine while rows are locked."""
    waiting = Letter.objects.filter(sent_at=None, next_at__lte=now, at__gt=now - OLDEST, recipient__is_active=True)
    letter = waiting.exclude(recipient__email="").select_related("recipient").order_by("next_at", "pk").select_for_update(
        of=("self",), skip_locked=True, no_key=True).first()
    if letter:
        letter.tries += 1
        letter.next_at = now + LEASE
        letter.save(update_fields=["tries", "next_at"])
    return letter


def mail_notices(now):
    """How many letters went out."""
    gather(now)
    end, sent, mailer = time.monotonic() + RUN, 0, mailers.default
    try:
        while time.monotonic() < end and (letter := claim(now)):
            try:
                mailer.open()
                mailer.send_messages([message(letter)])
            except Exception:
                log.exception("letter %s was not sent, try %s", letter.pk, letter.tries)
                mailer.close()
                Letter.objects.filter(pk=letter.pk).update(next_at=now + timedelta(minutes=min(2 ** letter.tries, 60)))
            else:
                stamp(letter, now)
                sent += 1
    finally:
        mailer.close()
    return sent


@transaction.atomic
def stamp(letter, now):
    if Letter.objects.filter(pk=letter.pk, sent_at=None).update(sent_at=now):
        letter.notices.update(mailed_at=now)


def message(letter):
    """Kind, number, what to do, until when and where: nothing of a paper's own words leaves by mail."""
    person, origin = letter.recipient, settings.ORIGIN
    with override(settings.LANGUAGE_CODE):
        lines = [{"text": notice.text(), "address": origin + (subject.get_absolute_url() if subject else reverse("desk:notices"))}
                 for notice, subject in with_subjects(list(letter.notices.order_by("pk")), person)]
        words = render_to_string("notifications/mail.txt", {
            "person": person, "site": settings.SITE["name"], "lines": lines, "n": len(lines), "origin": origin,
            "notices": origin + reverse("desk:notices")})
    subject, _sep, body = words.partition("\n")
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    return EmailMessage(subject.strip(), body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [person.email], headers={
        "Message-ID": f"<{letter.pk}@{domain}>", "Auto-Submitted": "auto-generated", "Date": letter.at})
