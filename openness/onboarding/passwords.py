"""First passwords: one that is good for one sign-in, or a letter with an address."""
import secrets

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from openness.agencies.actors import administrator
from openness.agencies.models import User
from openness.agencies.passwords import send_link
from openness.audit.trail import record

MOST = 50                       # at once: a good hash of a password takes its time
LETTERS = "abcdefghjkmnpqrstuvwxyz"             # without those that are taken for another on paper
DIGITS = "23456789"


def without_password():
    """Who cannot sign in yet."""
    unusable = Q(password="") | Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)        # noqa: S106 (no password)
    return User.objects.filter(unusable, is_active=True, is_superuser=False)


def starting_password():
    """Four groups of four, to be read out or copied from paper: 76 bits."""
    def group():
        return "".join(secrets.choice(LETTERS + DIGITS) for _n in range(4))
    while True:
        words = "-".join(group() for _n in range(4))
        if any(each in DIGITS for each in words) and any(each in LETTERS for each in words):
            return words


@transaction.atomic
def give_passwords(people, *, by, now):
    """[(user, password)], known to nobody else from here on; open sessions of these people end."""
    given = []
    for user in list(people.select_for_update(no_key=True).order_by("pk"))[:MOST]:
        password = starting_password()
        user.set_password(password)
        user.must_change_password = True
        user.save(update_fields=["password", "must_change_password"])
        record(user, "reset_password", by=administrator(by), now=now)
        given.append((user, password))
    return given


def send_links(people, *, by, now, origin):
    """How many letters went out; who has no address gets none."""
    sent = 0
    for user in list(people.exclude(email="").order_by("pk"))[:MOST]:
        send_link(user, origin=origin, token=default_token_generator.make_token(user))
        record(user, "send_password_link", by=administrator(by), now=now)
        sent += 1
    return sent


def why_no_mail():
    return "" if settings.MAIL_IS_SET_UP else _("没有配置邮件（EMAIL_URL），不能发送。请发放初始密码。")
