"""Every text of every paper that is not public carries a word of its own; nobody outside its circle is sent one (I1)."""
import html
import io
import re
import zipfile
from datetime import timedelta
from urllib.parse import unquote, urljoin

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from documents.importing import read_waiting, take_in
from documents.models import Document, ImportBatch, ImportedText, Phrase
from interpretation.models import CaseStudy, Consultation, Evaluation, Material, Plan, Rectification, Round
from openness.agencies.models import Agency, User
from openness.deadlines.models import Deadline
from openness.files.models import File
from openness.publication.models import PublicItem
from openness.workflow.models import Autosave
from openness.workflow.transitions import perform
from oversight.models import Urging
from oversight.reporting import draft
from tests.city import NOW, attach, step
from tests.interpretation.following import arrange, ask, author, case, evaluate, order
from tests.interpretation.making import material, plan
from tests.linkage.making import send
from websites.models import Page

pytestmark = pytest.mark.django_db
WORD, TOKEN = "金丝雀", re.compile("cnry[0-9]{4}x")
LINK = re.compile(r'(?:href|src|action)="([^"]*)"')
NOT_COMPARED = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
BELOW = ("draft", "unit_review", "submitted", "in_review", "returned", "approved", "signed", "retained", "discarded")
STEPS = ("edit", "submit", "claim", "approve", "sign", "publish", "withdraw")


class Garden:
    """Papers of the environment bureau. What each word was planted in is remembered."""

    def __init__(self, city):
        self.city, self.env, self.planted = city, city.environment, {}
        self.nobody = Agency.objects.create(name="市气象局")         # is asked for an opinion, and has no people yet

    def word(self, where, status):
        token = f"cnry{len(self.planted):04}x"
        self.planted[token] = (where, status)
        return f"{WORD}{token}"

    def tokens(self, *places):
        return {token for token, (where, _status) in self.planted.items() if where in places}

    def text(self, status, *names):
        return {name: self.word(name, status) for name in names}

    def paper(self, status, issuing=None, hidden=True):
        """A paper in its status; a published one carries words only where the public never looks."""
        city, env, office = self.city, self.env, (issuing or self.env).reviewing_office
        texts = self.text(status, "reasoning")
        if hidden:
            texts |= {"relation_kind_1": "related"} | {"relation_text_1": self.word("relation", status)}
            texts |= self.text(status, "title", "body", "number", "main_recipients", "copy_recipients", "contact",
                               "contact_phone", "annotation")
        if status not in ("published", "withdrawn"):
            texts |= self.text(status, "printing_office")
        if status == "retained":
            texts["disclosure"] = "on_request"

        def note():
            return self.word("note", status)

        document = city.draft(env, issuing, note=note(), **texts)
        drafter = city.who(env, "drafter")
        for disclosure in ("", "withheld") if hidden else ("withheld",):
            attach(document, drafter, title=self.word("part", status), name=f"{self.word('file name', status)}.txt",
                   content=self.word("file", status), disclosure=disclosure, note=note())
        kept_back = document.parts.get(disclosure="withheld")
        step(document, "arrange", drafter, note=note(), **{f"reasoning_{kept_back.pk}": self.word("part reasoning", status)})
        if not hidden:
            attach(document, drafter, title="公开附件", name="公开.txt", content="谁都可以看", note=note())
        way = [
            ("to_unit", drafter, {}), ("review_secrecy", city.who(env, "secrecy"), {"passed": True}),
            ("review_legality", city.who(env, "legality"), {"passed": True}), ("submit", city.who(env, "head"), {}),
            ("claim", city.who(office, "reviewer"), {}), ("approve", city.who(office, "reviewer"), {}),
            ("sign", city.who(document.issuing_agency, "signer"), {"dated_on": f"{NOW:%F}", "accept": "number_form"}),
            ("publish", city.who(office, "publisher"), {})]
        stops = {"returned": "in_review", "edited": "in_review", "retained": "signed", "discarded": "draft", "withdrawn": "published"}
        for name, by, more in way:
            if document.status == stops.get(status, status) and not name.startswith("review_"):
                break
            step(document, name, by, note=note(), **more)
        if status in ("in_review", "returned", "edited", "approved"):
            step(document, "comment", city.who(office, "reviewer"), note=note())
        if status == "signed":
            step(document, "schedule", city.who(office, "publisher"), at="2056-01-04T09:00", accept="late", note=note())
        if status in ("returned", "edited"):
            step(document, "send_back", city.who(office, "reviewer"), note=note())
        if status == "edited":          # what the office sent back, it no longer sees being written anew
            self.planted |= dict.fromkeys(TOKEN.findall(f"{texts['title']} {texts['body']}"), ("former text", status))
            answers = {f"answer_{line.pk}": self.word("answer", status) for line in document.open_slip()}
            step(document, "edit", drafter, title=self.word("title", status), body=self.word("body", status), note=note(), **answers)
        if status == "retained":
            step(document, "retain", city.who(office, "publisher"), note=note())
        if status == "discarded":
            step(document, "discard", drafter, note=note())
        if status == "withdrawn":       # this reason is public
            step(document, "withdraw", city.who(office, "publisher"), note="误发", hide_title=True)
        return document

    def everything_hidden(self):
        for status in BELOW:
            self.paper(status)
        for status in ("draft", "unit_review", "discarded"):
            self.paper(status, self.city.office)
        for document in Document.objects.filter(drafting_agency=self.env).order_by("pk"):
            of = plan(self.city, document, **self.text(document.status, "first_interpreter", "outline", "contact"))
            material(self.city, of, title=self.word("material", document.status), content=f"<p>{self.word('material', document.status)}</p>",
                     author=self.word("material", document.status), source=self.word("material", document.status))
            made = arrange(self.city, of, **self.text(document.status, "interpreters", "points"))
            step(made, "hold", author(self.city), held_on=f"{NOW:%F}", said=self.word("said", document.status))
            ask(self.city, of, self.nobody, question=self.word("question", document.status), accept="nobody materials")
        drafter, reviewer = self.city.who(self.env, "drafter"), self.city.who(self.env, "reviewer").user
        batch = take_in([SimpleUploadedFile(f"{self.word('import', 'import')}.txt", self.word("import", "import").encode()),
                         SimpleUploadedFile("二.txt", self.word("import", "import").encode())], by=drafter, now=NOW)
        while read_waiting(batch):
            pass
        page = Page(kind="system", agency=self.env)
        perform(page, "write", by=self.city.who(self.env, "publisher"), now=NOW, data={
            "title": self.word("page", "draft"), "content": f"<p>{self.word('page', 'draft')}</p>"})
        Phrase.objects.create(user=reviewer, text=self.word("phrase", "phrase"), used_at=NOW)
        draft = Document.objects.filter(status="draft").first()
        for place in (f"{draft.get_absolute_url()}edit/", "/desk/documents/new/"):
            Autosave.objects.create(user=drafter.user, place=place, version=draft.version, at=NOW,
                                    data={"title": [self.word("autosave", "draft")], "reasoning": [self.word("autosave", "draft")]})


def visitor(user=None):
    client = Client()
    if user:
        client.force_login(user)
    return client


def strangers(city):
    """Who has nothing to do with those papers; some hold every right elsewhere, or at the office itself."""
    people = {f"{agency.code} {name}": city.who(agency, name).user for agency, name in (
        (city.commerce, "drafter"), (city.commerce, "head"), (city.commerce, "reviewer"), (city.health, "publisher"),
        (city.health, "signer"), (city.office, "reviewer"), (city.office, "secrecy"), (city.office, "publisher"))}
    people["mayor"] = city.who(city.government, "signer").user
    people["supervisor"] = city.person("信息公开办", city.office, "supervisor").user
    people["superuser"] = User.objects.create(username="root", is_superuser=True, is_staff=True)
    return {"anonymous": visitor()} | {name: visitor(user) for name, user in people.items()}


def seeds():
    """Where a crawl begins: the front pages, searches, and every id and address that somebody may guess."""
    numbers = range(Document.objects.order_by("pk").first().pk - 1, Document.objects.order_by("pk").last().pk + 2)
    files = range(File.objects.order_by("pk").first().pk - 1, File.objects.order_by("pk").last().pk + 2)
    return [
        "/", "/search/", f"/search/?q={WORD}", "/search/?q=cnry", "/desk/", f"/desk/documents/?q={WORD}", "/desk/documents/?q=cnry",
        "/desk/documents/?page=2", "/desk/notices/", "/desk/review/", f"/desk/documents/?status=draft&q={WORD}", "/admin/",
        "/desk/sign/", "/desk/phrases/", "/desk/documents/new/", "/desk/documents/import/",
        *(f"/desk/documents/import/batch/{batch.pk}/" for batch in ImportBatch.objects.all()),
        *(f"/desk/documents/correct/{pk}/" for pk in numbers), "/open/", "/open/system/", "/desk/pages/",
        *(f"/desk/pages/{page.pk}/{rest}" for page in Page.objects.all() for rest in ("", "edit/", "publish/")),
        *(f"/desk/documents/{pk}/print/{form}/" for pk in numbers for form in ("pdf", "disclosure-sheet")),
        "/interpretations/", "/desk/interpretations/", "/desk/tables/interpretations/export/",
        *(f"/desk/interpretations/{of.pk}/{rest}" for of in Plan.objects.all() for rest in ("", "edit/", "write/", "grant/")),
        *(f"/desk/interpretations/new/{pk}/" for pk in numbers),
        *(f"/desk/materials/{made.pk}/{rest}" for made in Material.objects.all() for rest in ("", "edit/", "review/", "publish/", "tie/")),
        "/desk/following/", "/desk/following/?box=consultations&all=1", "/desk/cases/", "/desk/cases/?status=draft", "/desk/cases/new/",
        *(f"/desk/plans/{of.pk}/{rest}" for of in Plan.objects.all()[:2] for rest in ("rounds/new/", "consultations/new/")),
        *(made.get_absolute_url() for model in (Round, Consultation, Evaluation, Rectification, CaseStudy) for made in model.objects.all()),
        "/sitemap.xml", "/sitemap-items.xml", "/feed/", f"/feed/?q={WORD}", f"/search/suggest/?q={WORD}", "/media/", "/nothing",
        *(f"/desk/documents/{pk}/" for pk in numbers), *(f"/desk/review/{pk}/" for pk in numbers),
        *(f"/desk/documents/{pk}/{STEPS[pk % len(STEPS)]}/" for pk in numbers), *(f"/desk/files/{pk}/" for pk in files),
        *(f"/desk/documents/import/{row.pk}/" for row in ImportedText.objects.all()),
        *(f"/p/{item.address}/{rest}" for item in PublicItem.objects.all()
          for rest in ("", "files/1/", "files/2/", "files/3/", "x.js", "?page=2", "1/", "1/changes/", "download/txt/", "download/docx/"))]


def sent(response):
    """Everything that goes over the wire, as text."""
    headers = "\n".join(f"{name}: {unquote(value)}" for name, value in response.items())
    cookies = response.cookies.output()
    body = response.getvalue()
    if body.startswith(b"PK"):          # a workbook or a DOCX: what is in it
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    return f"{headers}\n{cookies}\n{body.decode('utf-8', 'replace')}"


PERSON = re.compile(r"/desk/setup/people/\d+/")


def crawl(client, starts, most=3000):
    """{address: what was sent}, every link of every page followed once."""
    found, waiting = {}, list(starts)
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        assert len(found) < most, f"a crawl without an end: {address}"
        response = client.get(address)
        found[address] = sent(response)
        links = [html.unescape(link) for link in LINK.findall(found[address])] + [response.get("Location", "")]
        for link in links:
            place = urljoin(address, link).partition("#")[0]
            if place.startswith(("/desk/dashboard", "/desk/monday", "/desk/urgings/new/")):     # any period, any body: the widest
                place = f"{place.partition('?')[0]}?period=2026"
            if place.startswith(("/desk/tables/", "/desk/letters/?", "/desk/contacts/?")):      # without conditions they hold the most
                place = place.partition("?")[0]
            if PERSON.match(place) and any(PERSON.match(each) for each in {*found, *waiting}):       # one page of a person is like another
                continue
            if place.startswith("/admin/"):         # its lists can be sorted by everything, and hold no papers
                place = re.sub(r"\d+/.*", "", place.partition("?")[0])
            if place.startswith(("/search/?", "/feed/?")) and place.count("&") > 1:      # filters combine without end
                continue
            if place.startswith("/") and not place.startswith(("//", "/static/")) and place not in found:
                waiting.append(place)
    return found


@pytest.mark.parametrize("everybody", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_the_owners_are_sent_every_word_and_nobody_else_one(city, everybody):
    """In the quick run every second stranger; the kinds beside are crawled by the tests that follow."""
    garden = Garden(city)
    garden.everything_hidden()
    garden.paper("edited", city.office)
    garden.paper("published", hidden=False)
    garden.paper("withdrawn")
    own = crawl(visitor(city.who(city.environment, "drafter").user), seeds())
    seen = set(TOKEN.findall("\n".join(own.values())))
    unseen = {garden.planted[token] for token in garden.planted.keys() - seen}
    assert unseen == {("former text", "edited"), ("phrase", "phrase"), ("page", "draft")}     # only history keeps one, two are colleagues' own
    colleague = crawl(visitor(city.who(city.environment, "reviewer").user), ["/desk/phrases/"], most=9000)
    assert garden.tokens("phrase") <= set(TOKEN.findall("\n".join(colleague.values())))
    assert not garden.tokens("autosave", "import") & set(TOKEN.findall("\n".join(colleague.values())))
    responses = 0
    for name, client in list(strangers(city).items())[::1 if everybody else 2]:
        found = crawl(client, seeds())
        leaks = {(address, garden.planted[token]) for address, text in found.items() for token in TOKEN.findall(text)}
        assert leaks == set(), name
        responses += len(found)
    assert responses > (1500 if everybody else 750)


def test_the_office_is_sent_what_was_submitted_to_it_and_no_draft(city):
    garden = Garden(city)
    garden.everything_hidden()
    garden.paper("edited", city.office)
    before = set(garden.planted)
    garden.paper("submitted", city.office)
    found = crawl(visitor(city.who(city.office, "reviewer").user), seeds())
    assert set(TOKEN.findall("\n".join(found.values()))) == garden.planted.keys() - before


def test_planting_hidden_papers_changes_no_list_count_or_notice_of_anybody_else(city):
    garden = Garden(city)
    garden.paper("published", hidden=False)
    garden.paper("withdrawn")
    city.draft(city.commerce, title="商务局自己的稿")
    city.claimed(city.draft(city.commerce, city.office, title="商务局代拟的稿"))
    watching = strangers(city)
    addresses = ["/", "/search/", f"/search/?q={WORD}", "/search/?q=cnry", "/desk/documents/", f"/desk/documents/?q={WORD}",
                 "/desk/documents/?q=cnry", "/desk/documents/?status=draft", "/desk/review/", "/desk/notices/", "/desk/documents/new/",
                 "/desk/documents/register/", f"/desk/documents/?agency={city.environment.pk}", f"/search/?agency={city.environment.pk}",
                 *(f"/p/{item.address}/" for item in PublicItem.objects.all())]

    def faces():
        return {(name, address): re.sub(r'name="key" value="[^"]*"', "", NOT_COMPARED.sub("", client.get(address).text))
                for name, client in watching.items() for address in addresses}

    before = faces()
    garden.everything_hidden()
    city.draft(city.health, title=f"{WORD}，这个单位的第一份稿")        # a body that no filter has offered until now
    after = faces()
    assert [where for where in before if before[where] != after[where]] == []
    for name, client in watching.items():
        listed = client.get("/desk/documents/")
        if name == "anonymous":
            continue
        titles = {"渝商发 drafter": 2, "渝商发 head": 2, "渝府办发 reviewer": 1, "渝府办发 secrecy": 1, "渝商发 reviewer": 0}
        count = titles.get(name, 0)
        assert listed.context["page_obj"].paginator.count == listed.text.count('data-row="document"') == count, name
        assert sum(each["count"] for each in client.get("/desk/").context["lists"]) <= count
        assert client.get(f"/desk/documents/?q={WORD}").context["page_obj"].paginator.count == 0
    assert watching["anonymous"].get(f"/search/?q={WORD}").context["page_obj"].paginator.count == 0


def test_asking_for_a_hidden_word_answers_like_asking_for_one_that_is_nowhere(city):
    garden = Garden(city)
    garden.everything_hidden()
    garden.paper("withdrawn")
    asked = {where: token for token, (where, _status) in garden.planted.items()}

    def face(client, page, word):
        answer = client.get(f"{page}?q={word}")
        return answer.status_code, NOT_COMPARED.sub("", answer.text).replace(word, "…")

    for name, client in strangers(city).items():
        for page in ("/search/", "/desk/documents/"):
            nowhere = face(client, page, "cnry9999x")
            assert [where for where, token in asked.items() if face(client, page, token) != nowhere] == [], (name, page)


def test_a_post_of_a_stranger_is_answered_without_a_word(city):
    garden = Garden(city)
    garden.everything_hidden()
    for name, client in strangers(city).items():
        for document in Document.objects.all():
            for what, headers in (("edit", {}), ("approve", {}), ("nonsense", {}), ("edit", {"X-Autosave": "yes"})):
                answer = client.post(f"{document.get_absolute_url()}{what}/", {"version": "0", "title": "x", "note": "x"},
                                     headers=headers)
                assert answer.status_code in (302, 403, 404) and not TOKEN.search(sent(answer)), (name, what)


def tables():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'select coalesce(string_agg(t::text, chr(10)), \'\') from "{table}" as t')
            yield table, set(TOKEN.findall(cursor.fetchone()[0]))


def test_no_table_but_those_of_the_papers_holds_a_word_of_them(city, caplog):
    garden = Garden(city)
    garden.everything_hidden()
    published = garden.paper("published", hidden=False)
    garden.paper("withdrawn")
    document = Document.objects.filter(status="draft", issuing_agency=city.environment).first()
    owner = visitor(city.who(city.environment, "drafter").user)
    done = owner.post(f"{document.get_absolute_url()}to_unit/", {"note": garden.word("note", "http")}, follow=True)
    assert document.title in done.text                  # the message names the paper
    crawl(owner, seeds())
    held = {table: tokens for table, tokens in tables() if tokens}
    assert held["documents_document"] >= garden.tokens("title", "body", "number", "reasoning", "annotation")
    assert held.pop("audit_event") <= garden.tokens("note")             # notes belong to the trail, texts do not
    assert {table for table in held if not table.startswith("documents_")} == {
        "files_file", "workflow_autosave", "websites_page", "websites_historicalpage",
        "interpretation_plan", "interpretation_historicalplan", "interpretation_material", "interpretation_historicalmaterial",
        "interpretation_round", "interpretation_historicalround", "interpretation_consultation", "interpretation_historicalconsultation"}
    assert held["files_file"] <= garden.tokens("file name", "import")
    assert held["workflow_autosave"] == garden.tokens("autosave")
    sessions = [row.get_decoded() for row in Session.objects.all()]
    assert sessions and not TOKEN.search(repr(sessions))
    assert not TOKEN.search(caplog.text)
    public = PublicItem.objects.of(published).get()
    assert public.files.get().title == "公开附件" and PublicItem.objects.exclude(withdrawn_at=None).get().title == ""


def test_words_of_urgings_and_of_drafts_of_reports_reach_only_those_whom_they_are_for(city):
    garden = Garden(city)
    garden.paper("signed")
    supervisor = city.person("督察", city.office, "supervisor")
    Deadline.objects.filter(key="documents.publication").update(due_at=NOW - timedelta(days=2))
    urging = Urging(agency=city.office)
    perform(urging, "send", by=supervisor, now=NOW, data={
        "items": ",".join(str(row.pk) for row in Deadline.objects.all()), "words": garden.word("urging", "sent"), "until": f"{NOW:%F}"})
    receipt = urging.receipts.get()
    publisher = city.who(city.environment, "publisher")
    perform(receipt, "answer", by=publisher, now=NOW, data={"note": garden.word("answer to an urging", "answered")})
    report = draft(city.office, NOW.date(), now=NOW)
    perform(report, "comment", by=supervisor, now=NOW, data={"comment_review": garden.word("comment", "draft")})
    places = [f"{receipt.get_absolute_url()}{rest}" for rest in ("", "receive/", "answer/")] + [
        f"{report.get_absolute_url()}{rest}" for rest in ("", "comment/", "sign/")] + [
        f"{report.get_absolute_url()[:-1]}.xlsx", "/desk/", "/desk/notices/", "/desk/urgings/", "/desk/reports/", "/desk/urgings/new/"]

    def told(client):
        return set(TOKEN.findall("\n".join(sent(client.get(place)) for place in places)))

    seen = {"supervisor": told(visitor(supervisor.user)), "publisher": told(visitor(publisher.user))}
    assert seen["supervisor"] == garden.tokens("urging", "answer to an urging", "comment")
    assert garden.tokens("urging", "answer to an urging") < seen["publisher"] and not garden.tokens("comment") & seen["publisher"]
    of_oversight = garden.tokens("urging", "answer to an urging", "comment")
    for name, client in strangers(city).items():
        if name != "supervisor":        # this one has the right at the same office
            assert not of_oversight & told(client), name
    held = {table: tokens & of_oversight for table, tokens in tables() if tokens & of_oversight}
    assert set(held) == {"oversight_urging", "oversight_urgingreceipt", "oversight_historicalurgingreceipt", "oversight_monthlyreport",
                         "oversight_historicalmonthlyreport", "audit_event"}
    assert held["audit_event"] == garden.tokens("answer to an urging")


def test_words_of_a_letter_about_a_hidden_paper_reach_its_two_sides_and_the_paper_neither_receiver_nor_stranger(city):
    garden = Garden(city)
    document = garden.paper("draft")
    head, receiver = city.who(city.environment, "head"), city.who(city.health, "signer")
    letter = send(city.environment, head, about=document, agencies=[city.health.pk], **{
        name: garden.word(f"letter {name}", "sent") for name in ("title", "words", "wording")})
    delivery = letter.deliveries.get()
    perform(delivery, "object", by=receiver, now=NOW, data={"note": garden.word("objection", "objected")})
    of_letter = garden.tokens("letter title", "letter words", "letter wording", "objection")
    places = ["/desk/", "/desk/letters/", "/desk/letters/?box=out", "/desk/tables/letters/export/", "/desk/tables/letters/export/?box=out",
              "/desk/contacts/", "/desk/notices/", letter.get_absolute_url(), f"/desk/letters/new/linkage/?again={letter.pk}",
              f"/desk/letters/new/press/?about=documents.document:{document.pk}",
              *(f"{delivery.get_absolute_url()}{rest}" for rest in ("", "receive/", "agree/", "record/"))]

    def told(client):
        return set(TOKEN.findall("\n".join(sent(client.get(place)) for place in places)))

    assert told(visitor(head.user)) >= of_letter | garden.tokens("title")
    assert told(visitor(receiver.user)) == of_letter
    for name, client in strangers(city).items():
        if not name.startswith(city.health.code):
            assert told(client) == set(), name
    held = {table: tokens & of_letter for table, tokens in tables() if tokens & of_letter}
    assert set(held) == {"linkage_letter", "linkage_delivery", "linkage_historicaldelivery", "audit_event"}
    assert held["audit_event"] == garden.tokens("objection")


def test_words_of_evaluations_tasks_and_cases_reach_only_those_whom_they_are_for(city):
    garden = Garden(city)
    document = garden.paper("signed", hidden=False)
    of = plan(city, document)
    made = material(city, of)
    step(made, "review", city.who(city.environment, "head"), accept="elements author plain")
    publisher = city.who(city.environment, "publisher")
    step(document, "publish", publisher)
    step(made, "spread", author(city), channel="radio", place=garden.word("place", "out"), at=f"{NOW:%FT%T}", evidence=garden.word("evidence", "out"))
    sheet = evaluate(city, Plan.objects.get(), **garden.text("out", "questions", "misreadings", "conclusions", "timeliness_why"))
    task = order(city, sheet, what=garden.word("what", "out"))
    step(task, "finish", author(city), done=garden.word("done", "out"))
    told = case(city, **garden.text("draft case", "happened", "analysis", "lesson", "title"))
    words = garden.tokens("place", "evidence", "questions", "misreadings", "conclusions", "timeliness_why", "what", "done")
    of_case = garden.tokens("happened", "analysis", "lesson", "title")
    places = [of.get_absolute_url(), made.get_absolute_url(), f"{of.get_absolute_url()}evaluate/", *(
        f"{row.get_absolute_url()}{rest}" for row in (sheet, task, told) for rest in ("", "rectifications/new/", "finish/", "confirm/", "edit/")),
        "/desk/cases/?status=draft", "/desk/following/?box=rectifications&all=1", "/desk/", "/desk/notices/"]

    def told_to(client):
        return set(TOKEN.findall("\n".join(sent(client.get(place)) for place in places)))

    assert words | of_case <= told_to(visitor(author(city).user))
    found = {name: told_to(client) & (words | of_case) for name, client in strangers(city).items()}
    assert found.pop("渝府办发 reviewer") <= of_case          # the office decides what is shared
    assert {name: tokens for name, tokens in found.items() if tokens} == {}
    held = {table: tokens & (words | of_case) for table, tokens in tables()}
    assert {table for table, tokens in held.items() if tokens} == {
        "interpretation_channelrecord", "interpretation_evaluation", "interpretation_rectification", "interpretation_historicalrectification",
        "interpretation_casestudy", "interpretation_historicalcasestudy"}
