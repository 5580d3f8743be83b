"""Test T14: whatever is written into any field is text on every page, for html.parser and for a real Chromium."""
import html
from collections import Counter
from html.parser import HTMLParser
from itertools import cycle
from urllib.parse import quote, urlencode

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from documents.importing import read_waiting, take_in
from documents.models import Document, ImportedText, Phrase
from openness.agencies import demo
from openness.agencies.actors import rights_in
from openness.agencies.models import Agency, User
from openness.agencies.rights import derive
from openness.notifications.models import Notification
from openness.publication import blocks, numbers
from openness.publication.models import PublicItem
from openness.workflow.transitions import perform
from tests.hostile import client_of
from tests.hostile.payloads import FAMILIES, HOST, MARK, NO_STRING, PAYLOADS, SAMPLE, packed, storable

WAY = (     # who takes which step; every note is a payload
    ("to_unit", "env-drafter", {}), ("review_secrecy", "env-secrecy", {"passed": True}),
    ("review_legality", "env-legality", {"passed": True}), ("submit", "env-head", {}), ("claim", "env-reviewer", {}),
    ("comment", "env-reviewer", {}), ("approve", "env-reviewer", {}), ("sign", "env-signer",
    {"accept": "number_form number_code number_far"}),
    ("publish", "env-publisher", {}),
)
STATES = ("draft", "unit_review", "submitted", "in_review", "returned", "again", "approved", "declined", "signed",
    "published",
          "withdrawn")
STOPS = {"unit_review": "review_secrecy", "submitted": "claim", "in_review": "approve", "returned": "approve",
    "again": "approve",
         "approved": "sign", "declined": "sign", "signed": "publish"}
LENGTHS = {"title": 300, "number": 60, "main_recipients": 2000, "copy_recipients": 2000, "annotation": 100,
    "printing_office": 100,
           "reasoning": 2000, "contact": 50, "contact_phone": 30, "note": 2000, "part": 200, "name": 130,
           "answer": 1000, "tombstone": 200,
           "phrase": 200, "person": 50, "agency": 100, "short": 40, "query": 200}
MISLEADING = ("公开", "SECRET")      # an annotation with it would be an attribute


class Press:
    """Papers of the environment bureau in every state; its name, its people and all that they write are payloads."""

    def __init__(self, city, payloads):
        self.city, self.payloads, self.now, self.numbers = city, storable(payloads), timezone.now(), set()
        self.packs = {name: cycle(packed(payloads, longest)) for name, longest in LENGTHS.items()}
        self.papers = {}

    def text(self, name):
        return next(self.packs[name])

    def title(self):
        """One that leaves something once blanks and invisible characters are gone."""
        return f"关于{self.text('title')[:290]}的通知"

    def number(self):
        """Free, as what two payloads have in common after tidying is one number."""
        for _turn in range(9):
            number = numbers.normalise(self.text("number"))
            if number and number not in self.numbers:
                self.numbers.add(number)
                return number
        return ""

    def step(self, document, name, login, files=None, **data):
        perform(document, name, by=self.city.actor(login), now=self.now, data={"note": self.text("note")} | data,
        files=files)

    def texts(self):
        return {name: self.text(name) for name in (
            "main_recipients", "copy_recipients", "annotation", "printing_office", "reasoning", "contact",
            "contact_phone")} | {
            "title": self.title(), "number": self.number(), "body": "\n".join(self.payloads), "genre": "notice",
            "disclosure": "proactive"}

    def paper(self, state, **more):
        env = self.city.body("env")
        document = Document(drafting_agency=env, issuing_agency=env, reviewing_office=env)
        self.step(document, "draft", "env-drafter", **self.texts() | more)
        uploads = [SimpleUploadedFile(f"{self.text('name')}.txt", b"x") for _turn in range(2)]
        self.step(document, "attach", "env-drafter", files={"file": uploads[0]}, title=self.text("part"))
        self.step(document, "attach", "env-drafter", files={"file": uploads[1]})
        self.walk(document, state)
        if state in ("returned", "again"):
            self.step(document, "send_back", "env-reviewer", reasons=["content", "format"])
        if state == "again":
            answers = {f"answer_{line.pk}": self.text("answer") for line in document.open_slip()}
            self.step(document, "edit", "env-drafter", **answers, **self.texts())
            self.walk(document, state)
        if state == "declined":
            self.step(document, "decline", "env-signer")
        if state == "withdrawn":
            self.step(document, "withdraw", "env-publisher", note=self.text("tombstone"))
        self.papers.setdefault(state, []).append(document)
        return document

    def walk(self, document, state):
        if state == "draft":
            return
        for name, login, data in WAY:
            if name == STOPS.get(state):
                return
            self.step(document, name, login, **data)

    def fill(self, papers):
        """So many papers, a first one of each state; the others run through the states again."""
        for place in range(max(papers, len(STATES))):
            self.paper(STATES[place % len(STATES)])
        self.joint = self.paper("draft", joint=[self.city.body("com").pk])
        self.rename()
        self.typed()
        self.imported()

    def rename(self):
        for login in ("env-drafter", "env-drafter2", "env-reviewer", "env-signer"):
            User.objects.filter(username=login).update(name=self.text("person"))
        for key in ("env", "com"):
            Agency.objects.filter(pk=self.city.body(key).pk).update(
                name=f"{self.text('agency')[:95]}{key}", short_name=self.text("short"))

    def client(self, login):
        return client_of(User.objects.get(username=login) if login else None)

    def typed(self):
        """What was typed and not sent, by two people; sentences that a reviewer keeps."""
        typing = self.texts() | {"helper_what": self.text("note")[:200], "helper_facts": self.text("note")[:900],
        "version": "1"}
        self.live = []
        for login in ("env-drafter2", "env-drafter"):
            for address in (f"{self.joint.get_absolute_url()}edit/",
            f"{self.papers['returned'][0].get_absolute_url()}edit/",
                            "/desk/documents/new/"):
                answer = self.client(login).post(address, typing, headers={"X-Autosave": "yes"})
                assert answer.status_code in (200, 409)
                self.live += answer.json()["live"].values()
        for turn in range(40):
            text = self.text("phrase")
            Phrase.objects.get_or_create(user=self.city.actor(("env-reviewer", "env-signer")[turn % 2]).user,
            text=text,
                                         defaults={"used_at": self.now})

    def imported(self):
        texts = "\n".join(self.payloads)
        papers = ["\n".join([
            f"渝环发〔2026〕{n}号", "", self.text("agency"), self.title(), "", f"{self.text('agency')}：", f"　　{texts}", "",
            f"　　　　{self.text('short')}", "　　　　2026年1月2日", "", f"（{self.text('annotation')}）", f"抄送：{self.text('agency')}",
        ]) for n in (1, 2)]
        uploads = [SimpleUploadedFile(f"{self.text('name')}.{kind}", content.encode()) for content, kind in (
            (papers[0], "txt"), (papers[1], "txt"), (papers[0], "txt"), ("PK\3\4", "zip"), ("%PDF-", "pdf"))]
        self.batch = take_in(uploads, by=self.city.actor("env-drafter"), now=self.now)
        while read_waiting(self.batch):
            pass

    def one(self, state, tail=""):
        return f"{self.papers[state][0].get_absolute_url()}{tail}"

    def pages(self):
        """{login: addresses} of every view that shows any of it, for the first paper of each state and for all lists."""
        review = [f"/desk/review/{document.pk}/" for document in self.papers["again"][:1]]
        many = (len(self.papers["draft"]) * len(STATES)) // 20 + 2
        lists = [f"/desk/documents/?page={page}" for page in range(1, many)]
        item, stone = (PublicItem.objects.of(self.papers[state][0]).get() for state in ("published", "withdrawn"))
        confirm = [f"/desk/documents/import/{row.pk}/" for row in ImportedText.objects.filter(state="read").order_by("pk")[:2]]
        asked = [f"/search/?q={quote(self.text('query'))}" for _turn in range(3)]
        return {
            "env-drafter": [
                "/desk/", *lists, "/desk/notices/",
                f"/desk/documents/?q={quote(self.text('query'))}&genre={MARK}&status=%22%3E&agency=1",
                *(self.one(state) for state in STATES), self.joint.get_absolute_url(),
                f"{self.joint.get_absolute_url()}edit/",
                self.one("draft", "arrange/"), self.one("draft", "detach/"), self.one("draft", "attach/"),
                self.one("draft", "to_unit/"),
                self.one("returned", "edit/"), self.one("draft", "discard/"), "/desk/documents/new/",
                "/desk/documents/import/", f"/desk/documents/import/batch/{self.batch.pk}/", *confirm,
                f"/desk/documents/correct/{self.papers['published'][0].pk}/", "/desk/nowhere/%3Cb%20zwmark%3E/"],
            "env-drafter2": [f"{self.joint.get_absolute_url()}edit/"],
            "env-head": ["/desk/", self.one("unit_review", "submit/"), self.one("unit_review", "back_to_draft/"),
            self.one("submitted", "recall/"),
                         "/desk/notices/"],
            "env-secrecy": [self.one("unit_review", "review_secrecy/"), self.one("signed", "review_secrecy/")],
            "env-reviewer": [
                "/desk/", "/desk/review/",
                *(f"{address}?tab={tab}&show={MARK}" for address in review for tab in ("rounds", "text", "facts",
                "log")),
                *(self.one("again", f"{step}/") for step in ("send_back", "approve", "comment", "hand_over")),
                self.one("submitted", "claim/"),
                "/desk/review/?show=done", "/desk/phrases/", "/desk/notices/", "/desk/documents/register/"],
            "env-signer": ["/desk/", "/desk/sign/", *(self.one("approved", f"{step}/") for step in ("sign", "decline",
            "change_attribute")),
                           "/desk/phrases/", self.one("approved")],
            "env-publisher": ["/desk/", *(self.one("signed", f"{step}/") for step in ("publish", "schedule")),
            self.one("published", "withdraw/"),
                              self.one("withdrawn")],
            "admin": ["/admin/agencies/agency/", f"/admin/agencies/agency/{self.city.body('env').pk}/change/",
                      f"/admin/agencies/agency/{self.city.body('env').pk}/history/", "/admin/agencies/assignment/",
                      "/admin/agencies/user/"],
            None: ["/", *asked, "/search/?q=alert+onerror", f"/search/?q={MARK}&year=x&topic=%3Cb%3E&genre=%22",
            item.get_absolute_url(),
                   stone.get_absolute_url(), f"/login/?next={quote('/desk/?x=')}{quote(self.text('query'))}"],
        }


# What no page of ours holds

ELEMENTS = frozenset(("iframe", "frame", "frameset", "object", "embed", "applet", "base", "style", "math", "portal",
    "marquee", "plaintext",
                      "xmp", "foreignobject", "template", "image", "isindex", "fencedframe", "animate", "set", MARK,
                      f"{MARK}-x"))
ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "data", "poster", "background", "srcset", "ping",
    "cite")
ELSEWHERE = ("javascript:", "vbscript:", "livescript:", "data:", "feed:", "view-source:", "//", "http:", "https:",
    "\\\\", "/\\")


OF_DJANGO = ("comment ", "p style=border-top: 0")        # stand in the admin's own templates


class Page(HTMLParser):
    """Reads a page as a browser would, roughly; `found` is what must not be there, `said` all that a reader sees."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.found, self.said, self.inside = [], [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.inside = tag
        if tag in ELEMENTS:
            self.found.append(tag)
        for name, value in attrs:
            value = value or ""
            self.said.append(value)
            if name.startswith("on") or name in ("style", "srcdoc", MARK, "http-equiv"):
                self.found.append(f"{tag} {name}={value[:80]}")
            if name in ADDRESSES and "".join(value.split()).lower().lstrip("\0\1").startswith(ELSEWHERE):
                self.found.append(f"{tag} {name}={value[:80]}")

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        self.said.append(data)
        if self.inside == "script" and data.strip():
            self.found.append(f"script {data[:80]}")

    def handle_comment(self, data):
        self.found.append(f"comment {data[:80]}")

    def handle_decl(self, decl):
        if decl.lower() != "doctype html":
            self.found.append(f"declaration {decl[:80]}")

    def unknown_decl(self, data):
        self.found.append(f"declaration {data[:80]}")

    def handle_pi(self, data):
        self.found.append(f"instruction {data[:80]}")


def words(text):
    return " ".join(blocks.tidy(text).split())


OFTEN = 15      # pages on which a payload is looked for


class Reader:
    """Parses answers and remembers which payloads were read as text."""

    def __init__(self, payloads):
        self.wanted = {payload: words(payload) for payload in storable(payloads) if words(payload)}
        self.seen, self.faults, self.pages = Counter(), [], 0

    def read(self, where, text):
        page = Page(text)
        self.pages += 1
        allowed = OF_DJANGO if "admin" in where else ()
        self.faults += [(where, each) for each in page.found if MARK in each or not each.startswith(allowed)]
        missing = [payload for payload in self.wanted if self.seen[payload] < OFTEN]
        said = words(" ".join(page.said)) if missing else ""
        self.seen.update(payload for payload in missing if self.wanted[payload] in said)

    def unseen(self):
        return [payload for payload in self.wanted if not self.seen[payload]]


def said_of(reader):
    return "\n".join(map(str, reader.faults[:60]))


@pytest.fixture
def people(db):
    city = demo.seed(timezone.now())
    derive(*User.objects.all(), on=timezone.localdate())
    return city


def test_there_are_enough_payloads_of_every_family():
    assert len(PAYLOADS) >= 600 and 60 <= len(SAMPLE) <= 80 and min(map(len, FAMILIES.values())) >= 10
    assert len([text for text in PAYLOADS if NO_STRING.search(text)]) >= 5


def test_the_reader_of_pages_finds_what_was_not_escaped():
    for name in ("handlers", "escapes", "nested", "styles", "loaders"):
        missed = [text for text in FAMILIES[name] if not Page(f"<p>{text}</p>").found]
        assert len(missed) < len(FAMILIES[name]) / 8, missed
    assert not Page(f'<!doctype html><p title="{html.escape(PAYLOADS[0])}">{html.escape(PAYLOADS[0])}</p>').found


def test_a_body_is_the_same_after_a_second_cleaning():
    for payload in PAYLOADS:
        for text in (payload, f"一、{payload}\n（一）{payload}。{payload}；", payload * 3):
            made = blocks.blocks_of(text)
            assert blocks.text_of(made) == blocks.tidy(text) == blocks.tidy(blocks.tidy(text)), payload
            assert blocks.clean(made) == made == blocks.clean(blocks.clean(made)), payload
            assert blocks.blocks_of(blocks.text_of(made)) == made, payload
            assert blocks.is_valid(made)


def test_every_page_holds_every_payload_as_text_and_nothing_else(people):
    press, reader = Press(people, PAYLOADS), Reader(PAYLOADS)
    press.fill(0)
    for login, addresses in press.pages().items():
        client = press.client(login)
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code < 500, address
            reader.read((login, address), answer.text)
    for part in press.live:
        reader.read("live", part)
    for tab in ("rounds", "text"):
        answer = press.client("env-reviewer").get(press.one("again", "send_back/"), headers={"X-Sheet": "yes"})
        reader.read(f"sheet {tab}", answer.text)
    assert not reader.faults, said_of(reader)
    assert reader.unseen() == [] and reader.pages > 80
    assert min(reader.seen.values()) == OFTEN


def every_field(form, text, **more):
    return dict.fromkeys([*form.fields, "key", "version", "next", "accept", "capacity", "shown", "from", "tab",
    "show"], text) | more


def test_a_refused_form_gives_every_payload_back_as_text(people):
    """All payloads in every field of every step at once: too long, of the wrong kind, and of an old version."""
    press, reader = Press(people, PAYLOADS), Reader(PAYLOADS)
    for state in STATES:
        press.paper(state, **({"joint": [people.body("com").pk]} if state == "unit_review" else {}))
    press.rename()
    everything = "\n".join(PAYLOADS).encode(errors="replace").decode()
    logins, tried = {login: rights_in(role) for key, login, _name, role in demo.PEOPLE if key == "env"}, Counter()
    for state in STATES:
        document = press.papers[state][0]
        document.refresh_from_db()
        for name, step in Document.workflow.items():
            if document.status not in step.source or not step.offered or name == "countersign" and state != "unit_review":
                continue
            login = "com-signer" if name == "countersign" else next(login for login, held in logins.items() if step.who.right in held)
            answer = press.client(login).post(f"{document.get_absolute_url()}{name}/", every_field(step.form(subject=document), everything))
            assert answer.status_code == 409, (name, login)
            reader.read((name, login), answer.text)
            tried[name] += 1
        before = document.version
        document.refresh_from_db()
        assert document.version == before
    for login, address in (("env-drafter", "/desk/documents/new/"), ("env-drafter",
    f"/desk/documents/correct/{press.papers['published'][0].pk}/")):
        form = Document.workflow["draft"].form(subject=Document(drafting_agency=people.body("env"),
        issuing_agency=people.body("env")))
        for more in ({"drafting_agency": people.body("env").pk, "issuing_agency": people.body("env").pk}, {}):
            answer = press.client(login).post(address, every_field(form, everything, **more))
            assert answer.status_code in (404, 409)
            reader.read(address, answer.text)
    for text in packed(PAYLOADS, 2000):
        reader.read("login", press.client(None).post("/login/", {"username": text, "password": text,
        "next": text}).text)
    assert not reader.faults, said_of(reader)
    assert reader.unseen() == []
    offered = {name for name, step in Document.workflow.items() if step.offered and "" not in step.source}
    assert set(tried) == offered - {"withdraw_edition", "unlock", "purge"}         # the form of withdraw; those of sealed papers show none of it


def asked_for(people, payloads, everywhere):
    press, reader = Press(people, SAMPLE), Reader([])
    press.paper("published", body="\n".join(SAMPLE[:20]))
    document, item = press.papers["published"][0], PublicItem.objects.get()
    public, drafter = press.client(None), press.client("env-drafter")

    def read(client, address):
        answer = client.get(address)
        assert answer.status_code < 500, address
        reader.read(address, answer.text)
        return answer

    for payload in payloads:
        asked = urlencode({"q": payload.encode(errors="surrogatepass")})
        assert read(public, f"/search/?{asked}").status_code == read(drafter,
        f"/desk/documents/?{asked}").status_code == 200, payload
    for payload in everywhere:
        text = quote(payload.encode(errors="surrogatepass"), safe="")
        for address in (f"/search/?agency={text}&year={text}&topic={text}&genre={text}&page={text}", f"/{text}/",
        f"/p/{text}/",
                        f"/login/?next={text}", f"{item.get_absolute_url()}?{text}={text}"):
            read(public, address)
        for address in (f"/desk/{text}/",
        f"/desk/documents/?agency={text}&status={text}&disclosure={text}&genre={text}&queue={text}&page={text}",
                        f"/desk/documents/new/?drafting_agency={text}", f"/desk/documents/{document.pk}/{text}/"):
            read(drafter, address)
    assert not reader.faults, said_of(reader)


def test_what_is_asked_for_comes_back_as_text(people):
    asked_for(people, SAMPLE, SAMPLE[::3])


@pytest.mark.slow
def test_everything_that_is_asked_for_comes_back_as_text(people):
    asked_for(people, PAYLOADS, PAYLOADS)


def test_messages_and_notices_say_it_as_text(people):
    press, reader = Press(people, SAMPLE), Reader([])
    press.rename()
    for place in range(6):
        document = press.paper("submitted")
        client = press.client("env-reviewer")
        client.post(f"{document.get_absolute_url()}claim/", {"version": document.version, "note": press.text("note")})
        document.refresh_from_db()
        answer = client.post(f"{document.get_absolute_url()}approve/", {
            "version": document.version, "note": press.text("note"), "keep_phrase": "1", "from": "queue"},
            follow=True)
        assert answer.status_code == 200 and "撤销审核" in answer.text
        assert html.escape(document.title) in answer.text and list(get_messages(answer.wsgi_request)) is not None
        reader.read(("approve", place), answer.text)
        signer = press.client("env-signer")
        chosen = {"paper": document.pk, f"version_{document.pk}": document.version + 1}
        reader.read("sign", signer.post("/desk/sign/", chosen).text)
        reader.read("signed", signer.post("/desk/sign/", chosen | {"confirmed": "1", "key": f"k{place}"}).text)
    for login in ("env-drafter", "env-signer", "env-publisher", "env-reviewer"):
        reader.read(login, press.client(login).get("/desk/notices/").text)
    assert not reader.faults, said_of(reader)
    assert Notification.objects.count() > 10


# The same in a browser

LOOK = """([elements, addresses, mark, host]) => {
    const found = window.zwhit ? ["ran"] : [];
    const own = location.origin;
    for (const e of document.querySelectorAll("*")) {
        if (elements.includes(e.localName)) found.push(e.localName);
        if (e.localName === "script" && (!e.src.startsWith(own) || e.textContent.trim())) found.push("script " + e.textContent.slice(0, 80));
        if (e.localName === "link" && !e.href.startsWith(own)) found.push("link " + e.href);
        if (e.localName === "svg" && !e.classList.contains("zw-icon") && !location.pathname.startsWith("/admin/")) found.push("svg");
        for (const { name, value } of e.attributes) {
            if (/^on|^srcdoc$|^http-equiv$|^ping$/.test(name) || name === mark) found.push(`${e.localName} ${name}=${value}`);
            if (addresses.includes(name) && value) {
                const address = URL.canParse(value, location.href) ? new URL(value, location.href) : null;
                if (!address || address.origin !== own || address.host.includes(host)) found.push(`${e.localName} ${name}=${value}`);
            }
        }
    }
    return [...found, ...window.reports];
}"""
OVERFILL = """text => {
    const form = [...document.querySelectorAll("main form[method=post]")].find(f => f.elements.version);
    for (const e of form.elements) {
        if (e.localName === "textarea" || e.localName === "input" && /^(text|search|hidden)$/.test(e.type) && e.name !== "csrfmiddlewaretoken") {
            e.removeAttribute("maxlength");
            e.value = e.name === "version" ? "0" : text;
        }
    }
    HTMLFormElement.prototype.submit.call(form);
}"""


class Watched:
    """Somebody at a browser in which nothing may run, open, ask or be fetched that is not ours."""

    def __init__(self, who):
        self.who, self.page, self.found, self.expected, self.pages = who, who.page, [], set(), 0
        self.page.on("dialog", self.dialog)
        self.page.on("request", self.request)
        self.page.on("download", lambda download: self.found.append(f"download {download.url}"))
        who.context.on("page", lambda page: self.found.append(f"window {page.url}"))

    def dialog(self, dialog):
        if dialog.type != "beforeunload":       # that one is ours: something was typed and not sent
            self.found.append(f"dialog {dialog.type} {dialog.message}")
        dialog.accept()

    def request(self, request):
        """Only pages that were opened carry a payload in their address; what they load does not."""
        if not request.is_navigation_request() and any(word in request.url for word in ("zwnet", HOST, "alert(", MARK)):
            self.found.append(f"request {request.url}")

    def look(self, what):
        self.pages += 1
        found = self.page.evaluate(LOOK, [sorted(ELEMENTS), list(ADDRESSES), MARK, HOST])
        found += self.found + self.who.foreign + self.who.errors
        assert not found, (what, found[:10])

    def open(self, address):
        self.page.goto(self.who.server + address)
        assert self.page.url.startswith(self.who.server), address
        self.look(address)

    def refused(self, address, text):
        """The form once more with too much in every field: the page that gives it back."""
        self.open(address)
        with self.page.expect_navigation():
            self.page.evaluate(OVERFILL, text)
        self.look(f"refused {address}")
        assert self.page.locator("#problems").count() == 1, address


def browsed(city, person, payloads, papers):
    press = Press(city, payloads)
    press.fill(papers)
    people, everything = {}, "\n".join(press.payloads)
    for login, addresses in press.pages().items():
        who = people[login] = Watched(person(login))
        for address in addresses:
            if "/history/" not in address:      # the admin's own page has a style of its own, which the policy blocks
                who.open(address)
    reviewer, signer, drafter, public = (people[login] for login in ("env-reviewer", "env-signer", "env-drafter", None))

    reviewer.open(f"/desk/review/{press.papers['again'][0].pk}/")       # the return slip as a dialog, written by a click
    reviewer.page.locator("a[data-sheet][href*=send_back]:visible").first.click()
    reviewer.page.wait_for_selector("#sheet[open]")
    reviewer.page.locator("#sheet details.zw-menu summary").click()
    reviewer.page.locator("#sheet [data-insert]").first.click()
    reviewer.page.locator("#sheet [name=note]").fill(everything[:2000])
    reviewer.look("sheet")
    reviewer.page.keyboard.press("Escape")

    drafter.open(f"{press.joint.get_absolute_url()}edit/")      # typed, kept, answered with parts of the page
    with drafter.page.expect_response(lambda answer: answer.request.headers.get("x-autosave") == "yes") as answered:
        drafter.page.fill("[name=title]", press.title()[:300])
        drafter.page.fill("[name=reasoning]", press.text("note"))
    assert answered.value.status in (200, 409)
    drafter.page.wait_for_timeout(200)
    drafter.look("autosave")

    for who, address in ((drafter, f"{press.joint.get_absolute_url()}edit/"), (drafter, press.one("draft", "arrange/")),
                         (reviewer, press.one("again", "send_back/")), (signer, press.one("approved", "sign/")),
                         (signer, press.one("approved", "change_attribute/")), (people["env-secrecy"], press.one("unit_review",
                         "review_secrecy/")),
                         (people["env-publisher"], press.one("published", "withdraw/"))):
        who.refused(address, everything)

    item = PublicItem.objects.of(press.papers["published"][0]).get()
    public.page.emulate_media(media="print")
    public.open(item.get_absolute_url())
    assert public.page.pdf()
    public.page.emulate_media(media="screen")
    public.open("/search/")
    for payload in press.payloads[::9]:
        public.page.fill("#find", payload[:200])
        with public.page.expect_navigation():
            public.page.keyboard.press("Enter")
        public.look(f"asked for {payload}")
    return sum(each.pages for each in people.values())


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_sample_runs_in_a_browser(demo_city, person):
    assert browsed(demo_city, person, SAMPLE, 0) > 80


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_nothing_of_all_of_it_runs_in_a_browser(demo_city, person):
    assert browsed(demo_city, person, PAYLOADS, 60) > 130


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_watch_finds_what_was_not_escaped(demo_city, person):
    """The same look at a page into which the payloads were put raw, under the same policy."""
    who = Watched(person())
    who.open("/")
    for payload in (f"<img {MARK} src=x onerror=window.zwhit=1>", f"<iframe {MARK} srcdoc=x></iframe>", f"<img src=//{HOST}/zwnet>",
                    "<a href=javascript:alert(1)>x</a>", "<script>alert(1)</script>", "<style>p{}</style>"):
        who.page.goto(f"{who.who.server}/search/")
        who.page.evaluate("text => document.body.insertAdjacentHTML('beforeend', text)", payload)
        with pytest.raises(AssertionError):
            who.look(payload)
        who.found.clear()
        who.who.foreign.clear()
        who.who.errors.clear()
