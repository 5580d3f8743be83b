"""Junk over the wire: whatever is sent to whatever address by whomever, the answer is one of ours and never an error."""
import time
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.importing import take_in
from documents.models import Document, ImportedText
from openness.agencies.models import User
from openness.publication.models import PublicItem
from tests.city import attach, step
from tests.hostile import client_of
from tests.hostile.payloads import PAYLOADS, SAMPLE

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
WIRE = ("", "%00", "a%00b", "%ED%A0%80", "%C0%AF", "%FF%FE", "%", "%zz", "%u0041", "+", "%0D%0ASet-Cookie:%20a=b", "%E2%80%AE",
    "%F4%90%80%80",
        "-1", "0", "1e999", "NaN", "9" * 30, "9" * 5000, "0x1", "%C2%B2", "%D9%A3", "%EF%BC%91", "None", "[]", "{}", "true", "x" * 100_000)
HEADERS = ({}, {"X-Autosave": "yes"}, {"X-Sheet": "yes"}, {"X-Part": "yes"}, {"X-Autosave": "yes", "X-Sheet": "yes", "X-Part": "yes"},
           {"X-Autosave": "\u00ff" * 200}, {"Accept-Language": "x" * 5000 + ",zh;q=9"},
           {"Cookie": "django_language=../../etc; big=%00; hc=<b>"},
           {"X-Forwarded-For": "<b>, ::1, x"}, {"Referer": "javascript:alert(1)"}, {"If-Modified-Since": "x"}, {"Range": "bytes=0-,-1,9-3"},
           {"Content-Type": "multipart/form-data; boundary=" + "x" * 300}, {"X-Requested-With": "XMLHttpRequest"})
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "X")
SLOW = 5        # seconds for one answer on a busy machine


class House:
    """A paper in each status, and everybody who has to do with them."""

    def __init__(self, city):
        self.city, env, now = city, city.environment, timezone.now()
        who = {name: city.who(env, name) for name in ("drafter", "head", "secrecy", "reviewer", "signer", "publisher")}
        self.clients = {name: client_of(each.user) for name, each in who.items()} | {
            "registrar": client_of(city.who(city.office, "registrar").user), "nobody": client_of(),
            "root": client_of(User.objects.create(username="root", name="root", is_superuser=True, is_staff=True))}
        self.papers = {state: city.draft(env, now=now) for state in ("draft", "in_review", "returned", "approved", "signed", "published",
        "withdrawn")}
        attach(self.papers["draft"], who["drafter"], now=now)
        for state in ("in_review", "returned"):
            city.claimed(self.papers[state], now=now)
        step(self.papers["returned"], "send_back", who["reviewer"], now=now, reasons=["content"])
        city.claimed(self.papers["approved"], now=now)
        step(self.papers["approved"], "approve", who["reviewer"], now=now)
        city.signed(self.papers["signed"], now=now)
        for state in ("published", "withdrawn"):
            city.published(self.papers[state], now=now)
        step(self.papers["withdrawn"], "withdraw", who["publisher"], now=now, code="other", note="误发")
        self.text = ImportedText.objects.create(user=who["drafter"].user, name="x.txt", text="关于噪声的通知", at=now)
        self.batch = take_in([], by=who["drafter"], now=now)
        self.lists = {
            "/": "nobody", "/search/": "nobody", "/login/": "nobody", "/logout/": "head", "/i18n/setlang/": "nobody", "/desk/": "drafter",
            "/livez": "nobody", "/readyz": "nobody", "/components/": "drafter", "/admin/": "root", "/admin/agencies/agency/": "root",
            "/desk/notices/": "drafter", "/desk/notices/read/": "drafter", "/desk/deadlines/1/acknowledge/": "reviewer",
            "/desk/phrases/": "reviewer",
            "/desk/documents/": "drafter", "/desk/documents/new/": "drafter", "/desk/documents/register/": "registrar",
            "/desk/sign/": "signer",
            "/desk/documents/import/": "drafter", f"/desk/documents/import/{self.text.pk}/": "drafter", "/desk/review/": "reviewer",
            f"/desk/documents/import/batch/{self.batch.pk}/": "drafter", f"/desk/review/{self.papers['in_review'].pk}/": "reviewer",
            f"/desk/documents/correct/{self.papers['published'].pk}/": "drafter", "/desk/files/1/": "drafter", "/desk/none/": "drafter",
        }
        for state in ("published", "withdrawn"):
            item = PublicItem.objects.of(self.papers[state]).get()
            self.lists |= {item.get_absolute_url(): "nobody", f"{item.get_absolute_url()}files/1/": "nobody"}
        self.lists |= {document.get_absolute_url(): "drafter" for document in self.papers.values()}

    def steps(self):
        """{address of the page of a step that may be taken now: who may take it}"""
        posts = {"draft_documents": "drafter", "head_drafting_unit": "head", "review_secrecy": "secrecy", "review_documents": "reviewer",
                 "sign_documents": "signer", "publish_documents": "publisher"}
        return {f"{document.get_absolute_url()}{name}/": posts[rule.who.right] for document in self.papers.values()
                for name, rule in Document.workflow.items()
                if rule.offered and document.status in rule.source and rule.who.right in posts}

    def addresses(self, everything=True):
        """Or each step once, of the first paper at which it may be taken, and one page of papers."""
        steps, pages = self.steps(), {document.get_absolute_url() for document in self.papers.values()}
        if not everything:
            steps = dict({address.split("/")[-2]: (address, login) for address, login in steps.items()}.values())
        chosen = {address: login for address, login in self.lists.items() if everything or address not in pages}
        return chosen | steps


@pytest.fixture
def house(city):
    return House(city)


def sent(client, method, address, data=b"", kind=FORM, **more):
    began = time.monotonic()
    answer = client.generic(method, address, data=data, content_type=kind, **more)
    assert answer.status_code < 500, (method, address, data[:200], more)
    assert time.monotonic() - began < SLOW, (method, address, data[:200])
    return answer


def names_of(client, address):
    """Names of what the page's own forms send, and a few that other pages send."""
    form = getattr(client.get(address), "context", None) or {}
    fields = form.get("form") if hasattr(form, "get") else None
    return [*getattr(fields, "fields", {}), "version", "key", "next", "accept", "capacity", "shown", "from", "claim", "drafting_agency",
    "issuing_agency",
            "q", "page", "paper", "row", "do", "remove", "text", "language", "username", "password", "show", "tab", "keep_phrase",
            "discard"]


def methods_and_headers(house, headers, everything):
    """So many of the headers on each page, another few on the next; the same with the methods unless everything is wanted."""
    standing = statuses()
    for place, (address, login) in enumerate(house.addresses(everything).items()):
        for method in METHODS if everything else ("POST", "HEAD", METHODS[3 + place % 7]):
            answer = sent(house.clients[login], method, address, b"version=0" if method == "POST" else b"")
            assert answer.status_code in (200, 302, 400, 403, 404, 405, 409, 410, 422), (method, address)
        for turn in range(headers):
            sent(house.clients[login], "GET", address, headers=HEADERS[(place * headers + turn) % len(HEADERS)])
        if login != "nobody":
            answer = sent(house.clients["nobody"], "POST", address, b"title=x&version=0")
            assert answer.status_code in (302, 403, 404, 405), address
    assert statuses() == standing


def statuses():
    return sorted(Document.objects.values_list("pk", "status"))


def test_methods_and_headers_in_turn_on_every_page_are_answered(house):
    methods_and_headers(house, 2, everything=False)


@pytest.mark.slow
def test_every_method_and_header_on_every_page_is_answered(house):
    methods_and_headers(house, len(HEADERS), everything=True)


def all_at_once(house, every, everything):
    for place, (address, login) in enumerate(house.addresses(everything).items()):
        client = house.clients[login]
        names = names_of(client, address)
        for value in WIRE[place % every::every]:
            if len(names) < 30 or len(value) < 6000:
                answer = sent(client, "POST", address, "&".join(f"{name}={value}" for name in names).encode())
                assert "set-cookie" not in answer.get("Location", "").lower()
        for headers in HEADERS[1:6][place % every::every]:
            sent(client, "POST", address, "&".join(f"{name}=%00&{name}=x" for name in names).encode(), headers=headers)


def test_some_junk_in_every_field_at_once_is_answered(house):
    all_at_once(house, 9, everything=False)


@pytest.mark.slow
def test_every_junk_value_in_every_field_at_once_is_answered(house):
    all_at_once(house, 1, everything=True)


def one_by_one(house, values):
    """Each junk by itself, so that no other fault hides it."""
    document, client = house.papers["draft"], house.clients["drafter"]
    address = f"{document.get_absolute_url()}edit/"
    for name in ("title", "number", "genre", "dated_on", "topic", "five_kinds", "disclosure", "ground", "body", "joint", "issuing_agency",
    "is_policy",
                 "contact", "key", "capacity", "next", "accept", "shown"):
        for value in values:
            document.refresh_from_db()
            good = f"title=%E6%96%B0&version={document.version}&shown={name}"
            answer = sent(client, "POST", address, f"{good}&{name}={value}".encode())
            assert answer.status_code in (302, 409), (name, value[:50])
            if answer.status_code == 302:
                assert answer["Location"].startswith("/desk/documents/") or name == "next" and answer["Location"].startswith("/")
    for value in values:
        answer = sent(client, "POST", address, f"title=x&version={value}".encode())
        assert answer.status_code == 409, value[:50]


def test_one_junk_value_in_an_otherwise_good_form_is_refused_or_taken(house):
    one_by_one(house, WIRE[1::9])


@pytest.mark.slow
def test_each_junk_value_in_an_otherwise_good_form_is_refused_or_taken(house):
    one_by_one(house, WIRE)


JUNK = ("", "zw", "%00", "%FF", "9" * 5000, "-1", "x" * 3000)


def each_field(house, junk):
    """Junk in one field of a step that would otherwise be taken, with the version that stands; undone each time."""
    tried = 0
    for address, login in house.steps().items():
        name, document = address.split("/")[-2], Document.objects.get(pk=address.split("/")[-3])
        for field in Document.workflow[name].form(subject=document).fields:
            for value in junk:
                with transaction.atomic():
                    answer = sent(house.clients[login], "POST", address, f"version={document.version}&{field}={value}".encode())
                    assert answer.status_code in (302, 409), (address, field, value[:50])
                    transaction.set_rollback(True)
                tried += 1
    return tried


def test_junk_in_one_field_of_each_step_is_refused_or_taken(house):
    assert each_field(house, JUNK[1:3]) > 200


def test_a_slip_with_what_is_no_reason_or_too_long_is_refused(house):
    document = house.papers["in_review"]
    for field, value in (("reasons", "zw"), ("reasons", "%00"), ("note", "%00"), ("note", "x" * 2001)):
        answer = sent(house.clients["reviewer"], "POST", f"{document.get_absolute_url()}send_back/",
        f"version={document.version}&{field}={value}".encode())
        assert answer.status_code == 409, (field, value[:9])


@pytest.mark.slow
def test_every_junk_in_one_field_of_each_step_is_refused_or_taken(house):
    assert each_field(house, JUNK) > 500


def test_two_megabytes_in_a_field_are_refused_in_words(house):
    document = house.papers["draft"]
    for name in ("title", "body", "reasoning", "note", "number", "accept", "shown", "main_recipients", "key", "next", "version", "dated_on",
    "joint"):
        for filler in ("x", "%E4%B8%80"):
            data = f"{name}=".encode() + filler.encode() * (2**21 // len(filler))
            began = time.monotonic()
            answer = house.clients["drafter"].generic(
                "POST", f"{document.get_absolute_url()}edit/",
                data=b"title=x&" * (name != "title") + b"version=0&" * (name != "version") + data, content_type=FORM)
            assert answer.status_code in (400, 409), name
            assert time.monotonic() - began < 20, (name, filler)
    for address, login in (("/login/", "nobody"), ("/desk/phrases/", "reviewer"), ("/desk/documents/new/", "drafter"), ("/desk/sign/",
    "signer")):
        for name in ("username", "text", "title", "paper", "password", "number"):
            sent(house.clients[login], "POST", address, f"{name}=".encode() + b"9" * 2**21)
    for headers in ({"X-Autosave": "yes"}, {"X-Sheet": "yes"}):
        sent(house.clients["drafter"], "POST", f"{document.get_absolute_url()}edit/", b"title=x&body=" + b"%E4%B8%80" * 200_000,
        headers=headers)


def test_more_than_may_be_sent_is_refused_by_a_page_of_ours(house):
    client, address = house.clients["drafter"], f"{house.papers['draft'].get_absolute_url()}edit/"
    for data in (b"body=" + b"x" * (21 * 2**20), b"&".join(b"a%d=1" % n for n in range(1001)), b"joint=1&" * 1001):
        answer = client.generic("POST", address, data=data, content_type=FORM)
        assert answer.status_code in (400, 413) and "<!doctype html>" in answer.text.lower()
    accept = b"version=0&accept=" + b"code+" * 100_000
    assert sent(client, "POST", address, accept).status_code == 409


BODIES = [
    ("application/json", b'{"title": "x", "version": 0, "status": "published"}'), ("application/json", b"[" * 10_000), ("text/plain",
    b"title=x"),
    ("application/xml", b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>"), ("multipart/form-data", b"x"),
    ("multipart/form-data; boundary=x", b"--x"), ("multipart/form-data; boundary=x",
    b"--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nx\r\n"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"title\"; filename=\"a\r\nb\"\r\n\r\nx\r\n--x--"),
    ("multipart/form-data; boundary=x",
    b"--x\r\nContent-Disposition: form-data; name=\"title\"\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%\r\n--x--"),
    ("multipart/form-data; boundary=" + "x" * 300, b"x"), ("multipart/form-data; boundary=\xe9", b"x"), ("x" * 5000, b"x"), ("",
    b"title=x"),
    (f"{FORM}; charset=utf-7", b"title=+ADw-"), (f"{FORM}; charset=utf-16", "title=x".encode("utf-16")), (f"{FORM}; charset=nonsense",
    b"title=x"),
    (f"{FORM}; charset=idna", b"title=x"), ("application/octet-stream", bytes(range(256))),
]


def test_a_body_of_another_kind_is_answered(house):
    standing, document = statuses(), house.papers["draft"].get_absolute_url()
    for kind, data in BODIES:
        for address, login in (("/login/", "nobody"), ("/desk/documents/new/", "drafter"), ("/desk/documents/import/", "drafter"),
                               (f"{document}edit/", "drafter"), (f"{document}attach/", "drafter"), ("/desk/sign/", "signer"),
                               (f"{house.papers['in_review'].get_absolute_url()}send_back/", "reviewer")):
            for headers in ({}, {"X-Autosave": "yes"}) if address.endswith(("new/", "edit/")) else ({},):
                answer = sent(house.clients[login], "POST", address, data, kind, headers=headers)
                assert answer.status_code in (200, 302, 400, 403, 409, 415, 422), (kind, address)
    assert set(statuses()) >= set(standing) and ImportedText.objects.count() == 1


def test_a_length_or_a_kind_that_lies_is_answered(house):
    address = f"{house.papers['draft'].get_absolute_url()}attach/"
    for more in ({"CONTENT_LENGTH": "-1"}, {"CONTENT_LENGTH": "x"}, {"CONTENT_LENGTH": ""},
    {"CONTENT_LENGTH": "0"}):
        for where in (address, "/desk/documents/import/"):
            sent(house.clients["drafter"], "POST", where, b"--x\r\n", "multipart/form-data; boundary=x", **more)


def test_where_to_go_next_is_a_page_of_ours(house):
    document, client = house.papers["draft"], house.clients["drafter"]
    for target in ("//zw.example", "/\\zw.example", "https://zw.example", "javascript:alert(1)", "\\\\zw.example", "/\t/zw.example",
    "/%09/zw.example",
                   "///zw.example", "http:zw.example", "/\n/zw.example", " //zw.example", "/desk/\r\nSet-Cookie: a=b", "data:text/html,x",
                   "/" + "x" * 5000):
        document.refresh_from_db()
        answer = sent(client, "POST", f"{document.get_absolute_url()}edit/",
        f"title=x&version={document.version}&next={quote(target, safe='')}".encode())
        place = answer.get("Location", "/")
        assert answer.status_code in (302, 400, 409) and place.startswith("/") and not place.startswith(("//", "/\\")) and "\n" not in place
        page = sent(client, "GET", f"{document.get_absolute_url()}edit/?next={quote(target, safe='')}").text
        assert 'href="//' not in page and 'href="/\\' not in page and 'href="javascript' not in page and 'href="http' not in page
        for login in ("/login/", "/i18n/setlang/"):
            answer = sent(client_of(), "POST", login, f"next={quote(target, safe='')}&language=en&username=x&password=x".encode())
            assert answer.get("Location", "/").startswith("/") and not answer.get("Location", "/").startswith(("//", "/\\"))


def test_without_the_token_of_the_page_nothing_is_taken(house):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    for address, login in house.addresses().items():
        if login in ("nobody", "root") or address.startswith("/logout"):
            continue
        client.cookies = house.clients[login].cookies.copy()
        for headers in ({}, {"X-Autosave": "yes"}, {"X-CSRFToken": "x" * 64}, {"Origin": "https://zw.example"}, {"Origin": "null"}):
            answer = client.post(address, {"title": "x", "csrfmiddlewaretoken": "x" * 64}, headers=headers)
            assert answer.status_code in (403, 404), address
            assert answer.status_code != 403 or "<!doctype html>" in answer.text.lower()
    answer = client_of().post("/logout/")
    assert answer.status_code == 302


def test_addresses_that_nobody_links_to_are_answered(house):
    pk = house.papers["draft"].pk
    for login in ("nobody", "drafter", "reviewer"):
        for path in ("/desk/documents/0/", "/desk/documents/99999999999999999999/", "/desk/documents/-1/", f"/desk/documents/{pk}/draft/",
        f"/desk/documents/{pk}/register/",
                     f"/desk/documents/{pk}/supersede/", f"/desk/documents/{pk}/__class__/", f"/desk/documents/{pk}/edit",
                     f"/desk/documents/{pk}/EDIT/",
                     f"/desk//documents/{pk}/", f"/desk/documents/{pk}/../{pk}/", f"/desk/documents/%31/{'x' * 3000}/",
                     "/desk/review/99999999999999999999/",
                     "/desk/files/99999999999999999999/", "/desk/files/0/", "/p/00000000-0000-0000-0000-000000000000/", "/p/x/", "/p/%00/",
                     "/desk/%00/", "/%2e%2e/", "/%ff",
                     "/desk/documents/import/99999999999999999999/", "/desk/documents/import/batch/99999999999999999999/",
                     "/desk/documents/correct/99999999999999999999/",
                     "/desk/deadlines/99999999999999999999/acknowledge/", "/static/../settings/base.py", "/static/%2e%2e/x", "/media/x",
                     "/.git/config", "/.env", "/admin/../desk/",
                     "/p/00000000-0000-0000-0000-000000000000/files/99999999999999999999/", "/search/?page=99999999999999999999",
                     "/desk/documents/?page=-1&page=x"):
            for method in ("GET", "POST"):
                sent(house.clients[login], method, path)
        for payload in SAMPLE[::3]:
            sent(house.clients[login], "GET", f"/desk/{quote(payload.encode(errors='surrogatepass'), safe='')}/")


def test_a_phrase_is_named_by_its_key(house):
    for value in WIRE:
        answer = sent(house.clients["reviewer"], "POST", "/desk/phrases/", f"remove={value}".encode())
        assert answer.status_code == 404, value[:50]


def test_the_page_of_arranging_is_shown_whatever_was_sent(house):
    address = f"{house.papers['draft'].get_absolute_url()}arrange/"
    part = house.papers["draft"].parts.get()
    for method in METHODS:
        sent(house.clients["drafter"], method, address, b"version=0")
    for value in WIRE:
        for name in ("order", "title", "disclosure", "ground", "reasoning"):
            answer = sent(house.clients["drafter"], "POST", address, f"{name}_{part.pk}={value}&version=0".encode())
            assert answer.status_code == 409


KINDS_OF_VALUE = st.one_of(
    st.text(max_size=80), st.sampled_from(PAYLOADS), st.sampled_from(["", "0", "-1", "1", "True", "on", "draft", "published", "2026-02-29",
    "9" * 40]),
    st.binary(max_size=40).map(lambda raw: raw.decode("latin-1")), st.integers().map(str), st.floats().map(str), st.dates().map(str),
    st.datetimes().map(str))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_hypothesis_thinks_of_is_answered(house, data):
    random_form(house, data)


@pytest.mark.slow
@settings(max_examples=3000, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_hypothesis_thinks_of_for_long_is_answered(house, data):
    random_form(house, data)


def random_form(house, data):
    """Undone afterwards, so that every example begins with the same papers."""
    with transaction.atomic():
        addresses = house.addresses()
        address = data.draw(st.sampled_from(sorted(addresses)))
        client, known = house.clients[addresses[address]], house.__dict__.setdefault("names", {})
        if address not in known:
            known[address] = names_of(client, address)
        pairs = data.draw(st.lists(st.tuples(st.sampled_from(known[address]), KINDS_OF_VALUE), max_size=12))
        document = next((each for each in house.papers.values() if address.startswith(each.get_absolute_url())), None)
        if document and data.draw(st.booleans()):
            pairs.append(("version", str(document.version)))
        body = "&".join(f"{quote(name)}={quote(value.encode(errors='surrogatepass'))}" for name, value in pairs).encode()
        cookies = client.cookies.copy()
        sent(client, data.draw(st.sampled_from(("POST", "POST", "GET"))), address, body, headers=data.draw(st.sampled_from(HEADERS)))
        client.cookies = cookies
        transaction.set_rollback(True)


def test_names_and_values_with_nul_are_answered_one_by_one(house):
    """Each by itself: where one name decides what happens, junk in another is never looked at."""
    draft, review = (house.papers[state].get_absolute_url() for state in ("draft", "in_review"))
    for login, address, body, headers in (
        ("reviewer", "/desk/phrases/", "text=a%00b", {}), ("reviewer", "/desk/phrases/", "remove=%00", {}), ("reviewer", "/desk/phrases/",
        "text=" + "x" * 300, {}),
        ("drafter", f"{draft}edit/", "a%00b=x&version=1", {"X-Autosave": "yes"}), ("drafter", f"{draft}edit/", "title=a%00b&version=1",
        {"X-Autosave": "yes"}),
        ("drafter", "/desk/documents/new/", "%00=%00", {"X-Autosave": "yes"}), ("drafter", "/desk/documents/new/",
        "helper_what=%00&helper_facts=%00", {"X-Autosave": "yes"}),
        ("drafter", "/desk/documents/new/", "helper_third=zw&disclosure=zw&ground=%00", {"X-Autosave": "yes"}), ("drafter", f"{draft}edit/",
        "discard=%00", {}),
        ("drafter", f"/desk/documents/import/batch/{house.batch.pk}/", "row=%00&do=save", {}), ("drafter",
        f"/desk/documents/import/batch/{house.batch.pk}/", "row=9&do=zw", {}),
        ("reviewer", f"{review}comment/", "version=0&note=a%00b&keep_phrase=1", {}), ("reviewer", f"{review}comment/",
        f"version={house.papers['in_review'].version}&note=" +
                                                                              "%E4%B8%80" * 500 + "&keep_phrase=1", {}),
        ("reviewer", f"{review}send_back/", "from=queue&version=0&show=%00", {}), ("signer", "/desk/sign/", "paper=%00", {}), ("signer",
        "/desk/sign/", "paper=" + "9" * 18, {}),
        ("nobody", "/login/", "username=a%00b&password=x", {}), ("nobody", "/login/", "username=x&password=a%00b", {}), ("nobody",
        "/i18n/setlang/", "language=%00&next=%00", {}),
        ("root", "/admin/agencies/agency/add/", "name=a%00b", {}),
    ):
        answer = sent(house.clients[login], "POST", address, body.encode(), headers=headers)
        assert answer.status_code in (200, 302, 400, 404, 409), (address, body[:60])
