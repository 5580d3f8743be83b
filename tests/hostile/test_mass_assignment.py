"""Test T5: a form changes what its step may change, whatever else is posted with it and whoever posts it."""
from datetime import date, datetime, timedelta
from functools import partial

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from documents.forms import DocumentForm
from documents.models import Document, ImportedText, Part, Phrase, SlipLine
from openness.agencies.actors import capacities
from openness.agencies.models import User
from openness.audit.models import Event
from openness.audit.trail import LOOKS
from openness.publication.models import PublicItem
from openness.workflow.models import Autosave
from openness.workflow.transitions import perform
from tests.city import attach, step
from tests.hostile import client_of

pytestmark = pytest.mark.django_db
APPS = ("documents", "agencies", "audit", "files", "publication", "deadlines", "notifications", "workflow", "rules")
MODELS = [model for label in APPS for model in apps.get_app_config(label).get_models() if not model.__name__.startswith("Historical")]
# What differs between two runs of the same step without anything being wrong: keys of new rows, random addresses, times.
NOT_COMPARED = {"id", "address", "key", "file_id", "item_id", "tsv", "last_login", "history_id", "part_id", "batch_id", "deadline_id"}
OF_EVERY_PAGE = {"version", "key", "note", "accept", "capacity", "next", "claim", "from", "discard", "shown", "csrfmiddlewaretoken", "show",
    "tab",
                 "keep_phrase", "confirmed", "row", "do", "paper", "remove", "text", "drafting_agency", "issuing_agency"}
EXTRA = {"is_superuser": "on", "is_staff": "on", "created_by": "1", "approved_by": "1", "approved_at": "2020-01-01",
    "published_at": "2020-01-01",
         "due_at": "2099-01-01", "role": "signer", "rights": "sign_documents", "actor": "1", "by": "1", "user": "1", "now": "2020-01-01",
         "pk": "1", "id": "1", "_status": "published", "status__": "published", "document.status": "published",
         "document[status]": "published",
         "__class__": "x", "workflow": "x", "digest": "0" * 64, "approved_digest": "0" * 64, "public_copy": "x", "prepared": "x"}


def forged_value(field, city):
    """Something that would be taken, were the field taken from the form at all."""
    if field.choices:
        values = [value for value, _label in field.flatchoices]
        return values[-1] if field.name != "status" else "published"
    if isinstance(field, models.ForeignKey):
        known = {"Agency": city.commerce.pk, "User": city.who(city.commerce, "drafter").user.pk}
        return known.get(field.related_model.__name__, 1)
    if isinstance(field, models.DateTimeField):
        return "2020-01-01T00:00"
    if isinstance(field, models.DateField):
        return "2020-01-01"
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.IntegerField):
        return "7"
    return "伪造"


def forged(city, form_fields):
    fields = {field for model in MODELS for field in model._meta.concrete_fields}
    named = {name: forged_value(field, city) for field in fields for name in (field.name, field.attname)}
    known = OF_EVERY_PAGE | set(form_fields) | set(DocumentForm.names) | {"joint", "file"}
    return {name: value for name, value in (named | EXTRA).items() if name not in known}


def plain(value):
    return "set" if isinstance(value, datetime) else str(value) if isinstance(value, date) else value


def rows(without=frozenset()):
    """Everything that is stored, in a form that two runs of one step have in common; that somebody looked changes nothing."""
    without = NOT_COMPARED | without
    return {model.__name__: sorted(
        str({name: plain(value) for name, value in row.items() if name not in without and not (model is Autosave and name == "data")})
        for row in model.objects.values() if not (model is Event and row["step"] in LOOKS)) for model in MODELS}


def outcome(post, without=frozenset()):
    """What a request answers and leaves behind; then it is undone."""
    with transaction.atomic():
        answer = post()
        found = answer.status_code, rows(without)
        transaction.set_rollback(True)
    return found


WAY = {     # status: the steps that lead there from a draft
    "draft": (), "unit_review": ("to_unit",), "submitted": ("to_unit", "review_secrecy", "review_legality", "submit"),
}
WAY["in_review"] = (*WAY["submitted"], "claim")
WAY["returned"] = (*WAY["in_review"], "send_back")
WAY["approved"] = (*WAY["in_review"], "approve")
WAY["signed"] = (*WAY["approved"], "sign")
WAY["scheduled"] = (*WAY["signed"], "schedule")
WAY["published"] = (*WAY["signed"], "publish")
WAY["superseded"] = WAY["published"]
WAY["locked"] = (*WAY["unit_review"], "lock")
POSTS = {"draft_documents": "drafter", "head_drafting_unit": "head", "review_secrecy": "secrecy", "review_legality": "legality",
         "review_disclosure": "discloser", "countersign_documents": "signer", "review_documents": "reviewer", "sign_documents": "signer",
         "publish_documents": "publisher", "stop_secrets": "drafter"}
STAGES = {"edit": "returned", "unschedule": "scheduled", "retain": "signed", "discard": "draft", "to_unit": "draft", "attach": "draft"}
STEPS = [name for name, each in Document.workflow.items() if each.offered and "" not in each.source]


def given(city, name, document):
    """What a page of ours would send with the step."""
    later, now = timezone.now() + timedelta(days=3), timezone.now()
    part = document.parts.first()
    lines = {f"answer_{line.pk}": "已改" for line in document.open_slip()}
    return {
        "edit": {"title": "改过的标题", "shown": "title", **lines}, "attach": {"file": SimpleUploadedFile("二.txt", b"x"),
        "title": "附件二"},
        "submit": {"accept": "no_secrecy no_legality no_countersignature"}, "arrange": {
            f"order_{part.pk}": 1, f"title_{part.pk}": "新名", f"disclosure_{part.pk}": "", f"ground_{part.pk}": "", f"reasoning_{part.pk}": ""},
        "detach": {"part": part.pk}, "review_secrecy": {"passed": "True"},
        "review_legality": {"passed": "True"}, "review_disclosure": {"passed": "True"}, "countersign": {"passed": "True"},
        "hand_over": {"to": city.who(city.environment, "colleague").user.pk}, "send_back": {"reasons": ["content"]},
        "sign": {"number": "", "dated_on": f"{now:%F}"}, "schedule": {"at": f"{later:%FT%R}", "accept": "late"},
        "change_attribute": {"disclosure": "on_request", "reasoning": "涉及过程性信息", "ground": ""}, "withdraw": {"code": "other",
        "hide_title": ""}, "withdraw_edition": {"code": "personal"}, "declare_validity": {"state": "void", "from_on": f"{now:%F}",
        "basis": "清理结果公告"}, "lock": {"sign": "marked"}, "purge": {"reported": "on"},
    }.get(name, {}) | {"note": "说明"}


def staged(city, name):
    """A paper at which this step may be taken, and who takes it."""
    rule, env = Document.workflow[name], city.environment
    state = STAGES.get(name, next(status for status in WAY if status in rule.source))
    data = {"disclosure": "on_request"} if name == "retain" else {}
    document = city.draft(env, now=timezone.now(), **data, **({"joint": [city.commerce.pk]} if name == "countersign" else {}))
    attach(document, city.who(env, "drafter"), now=timezone.now())
    for each in WAY[state]:
        by = city.who(env, POSTS[Document.workflow[each].who.right])
        step(document, each, by, now=timezone.now(), **given(city, each, document))
    if state == "superseded":
        correct(city, document)
    agency = city.commerce if name == "countersign" else env
    return document, city.who(agency, POSTS[rule.who.right])


def correct(city, document):
    """A corrected edition takes its place."""
    edition = Document(corrects=document)
    perform(edition, "correct", by=city.who(city.environment, "drafter"), now=timezone.now(), data={
        "title": document.title, "body": "改正", "disclosure": "proactive"})
    city.published(edition, now=timezone.now())
    document.refresh_from_db()


def cast(city):
    """Everybody of three bodies, somebody with every switch of the admin, and nobody."""
    office = ("reviewer", "signer", "publisher", "registrar")
    users = {each.user for (agency, name), each in city.cast.items()
             if agency == city.environment.pk or agency in (city.office.pk, city.commerce.pk) and name in office}
    return [*users, User.objects.create(username="root", name="root", is_superuser=True, is_staff=True), None]


def address_of(document, name):
    """What was locked has pages of its own, which show nothing of it."""
    sealed = reverse("documents:sealed_step", args=[document.pk, name])
    return sealed if document.status == "locked" else f"{document.get_absolute_url()}{name}/"


def test_a_step_changes_the_same_with_and_without_every_field_of_every_model(city):
    for name in STEPS:
        with transaction.atomic():
            the_same(city, name)
            transaction.set_rollback(True)


def the_same(city, name):
    document, by = staged(city, name)
    address, client = address_of(document, name), client_of(by.user)
    data = given(city, name, document) | {"version": document.version}
    more = forged(city, Document.workflow[name].form(subject=document).fields)
    assert len(more) > 120 and {"status", "drafting_agency_id", "claimed_by", "publish_at", "approved_digest", "corrects", "edition"} <= set(more)
    shown = {"shown": " ".join([data.get("shown", ""), *more])}

    def post(data):
        for value in data.values():
            if hasattr(value, "seek"):
                value.seek(0)
        return client.post(address, data)

    before = rows()
    honest, with_more = outcome(partial(post, data)), outcome(partial(post, data | more | shown))
    assert honest[0] == 302 and honest[1] != before, name
    assert with_more == honest and rows() == before, name
    not_kept, stranger = frozenset({"Autosave"}), client_of(city.who(city.commerce, "drafter").user)
    for headers in ({"X-Autosave": "yes"}, {"X-Sheet": "yes"}, {"X-Part": "yes"}):      # a header makes no step lenient
        assert stranger.post(address, data, headers=headers).status_code in (403, 404), name
        assert client.post(address, data | {"version": "0"}, headers=headers).status_code == 409, name
    assert {table: found for table, found in rows().items() if table not in not_kept} == {
        table: found for table, found in before.items() if table not in not_kept}, name


@pytest.mark.parametrize("everybody", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_nobody_without_the_right_changes_anything(city, everybody):
    """In the quick run every second person; who is nobody, and who has every switch of the admin, always."""
    tried = 0
    everyone = cast(city)
    people, papers = everyone if everybody else [*everyone[:-2:2], *everyone[-2:]], {name: staged(city, name) for name in STEPS}
    before = rows()
    for user in people:
        client = client_of(user)
        for name, (document, _by) in papers.items():
            if user and capacities(user, Document.workflow[name].who, document, now=timezone.now()):
                continue
            data = given(city, name, document) | {"version": document.version} | forged(city, ()) | {"capacity": "0"}
            answer = client.post(address_of(document, name), data)
            assert answer.status_code in ((403, 404) if user else (302,)), (name, user)
            assert user or answer["Location"].startswith("/login/")
            tried += 1
    assert rows() == before and tried > (400 if everybody else 200)


def test_a_new_paper_takes_nothing_but_its_form(city):
    drafter, registrar = city.who(city.environment, "drafter"), city.who(city.office, "registrar")
    published = city.draft(city.environment, now=timezone.now())
    city.published(published, now=timezone.now())
    text = ImportedText.objects.create(user=drafter.user, name="x.txt", text="关于噪声的通知", at=timezone.now())
    form = DocumentForm(subject=Document(drafting_agency=city.environment, issuing_agency=city.environment)).fields
    more = forged(city, form)
    fields = {"title": "关于噪声的通知", "genre": "notice", "body": "正文", "shown": "title genre body",
              "issuing_agency": city.environment.pk, "drafting_agency": city.environment.pk}
    new = frozenset({"subject_id", "document_id", "data"})
    for who, address, data in (
        (drafter, "/desk/documents/new/", fields), (drafter, f"/desk/documents/import/{text.pk}/", fields),
        (drafter, f"/desk/documents/correct/{published.pk}/", {k: v for k, v in fields.items() if k != "drafting_agency"}),
        (registrar, "/desk/documents/register/", fields | {"issuing_agency": city.office.pk}),
    ):
        client = client_of(who.user)
        shown = {"shown": " ".join(["title genre body", *more])}
        honest, with_more = (outcome(partial(client.post, address, sent), new) for sent in (data, data | more | shown))
        assert {name: (found, with_more[1][name]) for name, found in honest[1].items() if found != with_more[1][name]} == {}
        assert honest[0] == 302 and with_more == honest, address


def test_an_autosave_is_of_whoever_typed_and_touches_nothing_else(city):
    document, by = staged(city, "edit")
    client, others = client_of(by.user), city.who(city.commerce, "drafter").user
    for address in (f"{document.get_absolute_url()}edit/", "/desk/documents/new/"):
        before = {name: found for name, found in rows().items() if name != "Autosave"}
        answer = client.post(address, forged(city, ()) | {"title": "x", "user": others.pk, "place": "/desk/", "version": document.version},
                             headers={"X-Autosave": "yes"})
        assert answer.status_code == 200
        row = Autosave.objects.get(place=address)
        assert row.user == by.user and {name: found for name, found in rows().items() if name != "Autosave"} == before


def test_rows_of_another_paper_are_not_reached_by_their_keys(city):
    """answer_<key>, title_<key>, part and paper name rows: those of other papers are not there."""
    mine, drafter = staged(city, "edit")
    other, _by = staged(city, "edit")
    draft, _by = staged(city, "arrange")
    line, part = SlipLine.objects.get(document=other), Part.objects.get(document=other)
    client = client_of(drafter.user)
    answer = client.post(f"{mine.get_absolute_url()}edit/", {"version": mine.version, f"answer_{line.pk}": "伪造", "title": "新"})
    assert answer.status_code == 302 and SlipLine.objects.get(pk=line.pk).answer == ""
    own = draft.parts.get()
    answer = client.post(f"{draft.get_absolute_url()}arrange/", {
        "version": draft.version, f"title_{part.pk}": "伪造", f"order_{part.pk}": 1, f"disclosure_{part.pk}": "withheld",
        f"order_{own.pk}": 1})
    assert answer.status_code == 302 and Part.objects.get(pk=part.pk).title == part.title
    draft.refresh_from_db()
    answer = client.post(f"{draft.get_absolute_url()}detach/", {"version": draft.version, "part": part.pk})
    assert answer.status_code == 409 and Part.objects.filter(pk=part.pk).exists() and draft.parts.exists()


def test_attachments_sent_in_part_and_refused_are_shown_again(city):
    document, drafter = staged(city, "arrange")
    part = document.parts.get()
    for sent in ({}, {f"title_{part.pk}": "新名"}, {f"title_{part.pk}": "长" * 300}, {f"order_{part.pk}": "x"}):
        answer = client_of(drafter.user).post(f"{document.get_absolute_url()}arrange/", sent | {"version": "0"})
        assert answer.status_code == 409, sent


def test_a_person_is_handed_work_only_with_the_right(city):
    document, reviewer = staged(city, "hand_over")
    client = client_of(reviewer.user)
    for user in (city.who(city.commerce, "reviewer").user, city.who(city.environment, "drafter").user, User.objects.create(username="x",
    name="x")):
        answer = client.post(f"{document.get_absolute_url()}hand_over/", {"version": document.version, "to": user.pk})
        assert answer.status_code == 409
        document.refresh_from_db()
        assert document.claimed_by == reviewer.user


def test_bodies_in_a_form_are_those_that_it_offers(city):
    document, drafter = staged(city, "to_unit")
    client = client_of(drafter.user)
    for data in ({"issuing_agency": city.commerce.pk}, {"issuing_agency": 10**9}, {"joint": [10**9]}, {"joint": ["x"]},
                 {"genre": "decree"}, {"disclosure": "secret"}, {"topic": "999"}, {"five_kinds": ["x"]}, {"ground": "x"}):
        answer = client.post(f"{document.get_absolute_url()}edit/", {"version": document.version, "shown": "", "title": "新"} | data)
        assert answer.status_code == 409, data
    document.refresh_from_db()
    assert document.title != "新" and document.issuing_agency == city.environment and not document.joint.exists()


def test_a_batch_signing_names_papers_and_signs_none_that_are_not_ones_own(city):
    foreign, _by = staged(city, "sign")
    mayor = client_of(city.who(city.commerce, "signer").user)
    before = rows()
    for data in ({}, {"confirmed": "1"}, {"confirmed": "1", "key": "k"}):
        answer = mayor.post("/desk/sign/", {"paper": foreign.pk, f"version_{foreign.pk}": foreign.version} | data | forged(city, ()))
        assert answer.status_code in (200, 409) and foreign.title not in answer.text
    assert rows() == before


def test_phrases_and_imports_of_others_stay_theirs(city):
    owner, other = city.who(city.environment, "reviewer").user, city.who(city.commerce, "reviewer").user
    phrase = Phrase.objects.create(user=owner, text="请补充", used_at=timezone.now())
    client = client_of(other)
    assert client.post("/desk/phrases/", {"remove": phrase.pk, "user": owner.pk}).status_code == 404
    assert client.post("/desk/phrases/", {"text": "我的", "user": owner.pk, "user_id": owner.pk}).status_code == 302
    assert Phrase.objects.filter(user=owner).count() == Phrase.objects.filter(user=other).count() == 1
    text = ImportedText.objects.create(user=city.who(city.environment, "drafter").user, name="x.txt", text="x", at=timezone.now())
    stranger = client_of(city.who(city.commerce, "drafter").user)
    for headers in ({}, {"X-Autosave": "yes"}):
        assert stranger.post(f"/desk/documents/import/{text.pk}/", {"title": "x"}, headers=headers).status_code == 404
    assert not ImportedText.objects.exclude(document=None).exists()


def test_signing_in_takes_a_name_and_a_password(city):
    user = city.who(city.environment, "drafter").user
    user.set_password("Openness-2026")
    user.save()
    answer = client_of().post("/login/", forged(city, ()) | {
        "username": user.username, "password": "Openness-2026", "is_superuser": "on", "is_staff": "on", "role": "signer", "user": "1"})
    assert answer.status_code == 302
    user.refresh_from_db()
    assert not user.is_superuser and not user.is_staff and user.assignments.get().role == "drafter"


def test_nothing_became_public_or_was_recorded_by_all_this(city):
    """A guard of the guard: the comparison of rows sees a published item and an event."""
    before = rows()
    document = city.draft(city.environment, now=timezone.now())
    city.published(document, now=timezone.now())
    after = rows()
    assert {name for name in after if after[name] != before[name]} >= {"Document", "Event", "PublicItem", "SearchRow", "Review", "Deadline"}
    assert PublicItem.objects.count() == 1 and Event.objects.count() > 6
