"""The cast: a government, its office, three departments; each person named for what he or she does."""
from datetime import datetime
from itertools import count
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile

from documents.models import Document
from openness.agencies.actors import Actor
from openness.agencies.models import Agency, Assignment, User
from openness.agencies.rights import assign, derive
from openness.workflow.transitions import perform

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=SHANGHAI)     # a Monday
serial = count(1)
UNIT = {"drafter": "drafter", "head": "unit_head", "secrecy": "secrecy_reviewer", "legality": "legality_reviewer",
        "discloser": "disclosure_reviewer"}
OFFICE = {"reviewer": "reviewer", "colleague": "reviewer", "registrar": "registrar", "signer": "signer",
          "publisher": "publisher"}


def at(*args):
    return datetime(*args, tzinfo=SHANGHAI)


class City:
    def __init__(self, since):
        self.since, self.cast, self.settled = since, {}, False      # people and rights are written once for all
        self.people, self.posts = [], []
        self.office = Agency.objects.create(name="市政府办公厅", code="渝府办发")
        self.government = Agency.objects.create(name="市人民政府", code="渝府发", office=self.office)
        self.environment = self.department("市环境局", "渝环发")
        self.commerce = self.department("市商务局", "渝商发")
        self.health = self.department("市卫生局", "渝卫发")
        self.staff(self.office, UNIT | OFFICE)
        self.cast[self.government.pk, "signer"] = self.person("市长", self.government, "signer")
        for agency in (self.environment, self.commerce, self.health):
            self.staff(agency, UNIT | OFFICE)
        User.objects.bulk_create(self.people)
        Assignment.objects.bulk_create(self.posts)
        self.settled = True
        derive(*(actor.user for actor in self.cast.values()), on=since)

    def department(self, name, code):
        return Agency.objects.create(name=name, code=code, supervisor=self.office)

    def staff(self, agency, posts):
        self.cast |= {(agency.pk, name): self.person(f"{agency}{name}", agency, role) for name, role in posts.items()}

    def who(self, agency, name):
        return self.cast[agency.pk, name]

    def person(self, name, agency, role, *, on=None, to=None, acting_for=None):
        user = User(username=f"{name}{next(serial)}", name=name)
        if self.settled:
            user.save()
        else:
            self.people.append(user)
        return self.capacity(user, agency, role, on=on, to=to, acting_for=acting_for)

    def capacity(self, user, agency, role, *, on=None, to=None, acting_for=None):
        if self.settled:
            assign(user, agency, role, on=on or self.since, to=to, acting_for=acting_for)
        else:
            self.posts.append(Assignment(user=user, agency=agency, role=role, from_on=self.since))
        return Actor(user, agency, role, acting_for)

    def draft(self, drafting=None, issuing=None, *, now=NOW, **data):
        """A complete paper, unless the test says what is missing."""
        drafting = drafting or self.environment
        document = Document(drafting_agency=drafting, issuing_agency=issuing or drafting)
        data = {"title": "关于加强噪声管理的通知", "body": "正文", "disclosure": "proactive", "reasoning": "涉及公众利益",
                "genre": "notice", "five_kinds": ["management"]} | data
        perform(document, "draft", by=self.who(drafting, "drafter"), now=now, data=data)
        return document

    def reviewed(self, document, *, now=NOW):
        """To the unit's own review, and through secrecy and legality review."""
        agency = document.drafting_agency
        step(document, "to_unit", self.who(agency, "drafter"), now=now)
        step(document, "review_secrecy", self.who(agency, "secrecy"), now=now, passed=True)
        step(document, "review_legality", self.who(agency, "legality"), now=now, passed=True)

    def claimed(self, document, *, now=NOW, accept=""):
        """Reviewed, submitted and on a reviewer's desk."""
        self.reviewed(document, now=now)
        step(document, "submit", self.who(document.drafting_agency, "head"), now=now, accept=accept)
        step(document, "claim", self.who(document.reviewing_office, "reviewer"), now=now)

    def signed(self, document, *, now=NOW, **data):
        self.claimed(document, now=now)
        step(document, "approve", self.who(document.reviewing_office, "reviewer"), now=now)
        step(document, "sign", self.who(document.issuing_agency, "signer"), now=now, dated_on=f"{now:%F}", **data)

    def published(self, document, *, now=NOW):
        self.signed(document, now=now)
        step(document, "publish", self.who(document.reviewing_office, "publisher"), now=now)


def step(document, name, by, /, *, now=NOW, files=None, **data):
    return perform(document, name, by=by, now=now, data=data, files=files)


def attach(document, by, /, *, content="表一", name="附件.txt", now=NOW, **data):
    upload = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return step(document, "attach", by, now=now, files={"file": upload}, **data)
