"""A contact book and a letter of the municipal office."""
from datetime import timedelta

from django.test import Client
from django.utils.timezone import localdate

from openness.linkage.models import Contact, Letter
from openness.workflow.transitions import perform
from tests.city import NOW


def visitor(actor):
    client = Client()
    client.force_login(actor.user)
    return client


def entry(agency, by, /, name="示例市委宣传部", *, now=NOW, **data):
    contact = Contact(agency=agency)
    perform(contact, "add", by=by, now=now, data={"name": name, "kind": "publicity", "post": "值班员", "phone": "023-00001101"} | data)
    return contact


def send(agency, by, /, *, about=None, kind="linkage", now=NOW, key=None, **data):
    letter = Letter(agency=agency, kind=kind, about=about)
    data = {"title": "联动通知", "words": "请配合", "wording": "统一这样说", "reply_by": f"{localdate(now) + timedelta(days=1):%F}"} | data
    return perform(letter, "send", by=by, now=now, data=data, key=key).subject


def heard(now=NOW, **more):
    return {"how": "phone", "said_by": "值班编辑", "said_at": f"{now:%Y-%m-%dT%H:%M}"} | more
