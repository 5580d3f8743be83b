"""Demonstration papers in every state, each with a true history: the steps were taken by `perform`, in their order."""
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.utils.timezone import localdate, localtime

from openness.agencies.actors import Actor
from openness.agencies.models import Assignment
from openness.notifications.models import Notification
from openness.publication.validity import refresh
from openness.workflow.transitions import perform

from ..models import Document
from ..scheduling import publish_scheduled
from . import desk, environment, government, labour, office, schools, trade, validity
from .ways import Almanac, diary

PAPERS = tuple(paper for module in (environment, government, office, schools, labour, trade, validity)
               for paper in module.PAPERS)
NOTES = {
    "review_secrecy": "经审查，不涉及国家秘密和工作秘密。",
    "review_legality": "经审查，未发现与上位法相抵触的内容。",
    "review_disclosure": "经审查，公开属性建议和理由符合规定。",
    "countersign": "无不同意见，同意会签。",
}
ANSWERS = {         # to each reason of a slip, where the paper has none of its own
    "content": "已按修改意见逐处修改，改动见正文对照。", "format": "已按公文格式规定调整。",
    "no_reasoning": "已补充公开理由和所依据的条款。", "no_attribute": "已明确公开属性建议。",
    "no_secrecy": "已重新办理保密审查。", "no_legality": "已补办合法性审查。", "personal_data": "已删去个人信息，作区分处理。",
    "annotation": "附注已与公开属性一致。",
}
LETTER_CODES = {"gov": "渝府", "office": "渝府办函", "env": "渝环函"}
LETTERS = dict.fromkeys(("letter", "reply", "request", "report", "bill"), LETTER_CODES) | {
    "minutes": {"office": "渝府办纪"}}      # numbers that are typed: the sequence draws those of the main code alone


def seed(city, now):
    """All moves of all papers in the order of time, so that numbers and notices run as the days did."""
    almanac = Almanac(now)
    diaries = [list(diary(paper, index, almanac)) for index, paper in enumerate(PAPERS)]
    documents = {}
    for move in sorted((move for moves in diaries for move in moves), key=lambda move: (move.at, move.index)):
        take(move, documents, city, diaries[move.index][-1].at.year, almanac)
    for document in Document.objects.due(now):      # one of them may not go out any more, and says so
        publish_scheduled(document.pk, now=now - timedelta(minutes=1))
    refresh(None, localdate(now))       # what expired since it was published
    desk.seed(city, now)
    old = Notification.objects.filter(at__lt=now - timedelta(days=4))
    old.update(read_at=F("at") + timedelta(hours=1))        # people do read what they are told


def take(move, documents, city, year, almanac):
    paper = move.paper
    if move.index not in documents:
        documents[move.index] = Document(
            drafting_agency=city.body(paper.drafting), issuing_agency=city.body(paper.issuer),
            corrects=next((document for index, document in documents.items()
                           if PAPERS[index].title == paper.corrects), None))
    words = {"last": year - 1, "year": year, "next": year + 1}
    data, files = given(move, city, words, almanac)
    if move.step == "edit":
        data |= {f"answer_{line.pk}": move.says.get("answers", {}).get(line.code, ANSWERS.get(line.code, ""))
                 for line in documents[move.index].open_slip()}
    if move.step == "correct":
        data["title"] = documents[move.index].corrects.title
    perform(documents[move.index], move.step, by=actor(city, move.login), now=move.at, data=data, files=files)
    for follow in city.followers:
        follow(documents[move.index], move.step, move.at, paper)


def actor(city, login):
    """A person in the own post, or as somebody's substitute: drafter-for-reviewer."""
    login, _, other = login.partition("-for-")
    own = city.actor(login)
    if not other:
        return own
    row = Assignment.objects.get(user=own.user, acting_for=city.actor(f"{login.partition('-')[0]}-{other}").user)
    return Actor(row.user, row.agency, row.role, row.acting_for)


def given(move, city, words, almanac):
    """(data, files) as a form would send them."""
    paper, step, files = move.paper, move.step, None
    data = {"note": NOTES.get(step, ""), "passed": "True"}
    if step in ("draft", "register", "correct"):
        data = paper.fields(move.index, words)
        data["joint"] = [city.body(key).pk for key in paper.joint.split()]
    elif step == "attach":
        title, text, disclosure = paper.files[move.turn - 1]
        data = {"title": title.format(**words), "disclosure": disclosure}
        name = f"附件{move.turn}：{data['title']}.txt"
        files = {"file": SimpleUploadedFile(name, text.strip().format(**words).encode())}
    elif step == "sign":
        code = paper.genre in LETTERS and LETTERS[paper.genre].get(paper.issuer)
        data = {"dated_on": f"{move.at:%F}", "number": f"{code}〔{move.at:%Y}〕{move.at:%j}号" if code else ""}
    elif step == "schedule":
        data = {"at": f"{localtime(move.at) + timedelta(hours=20):%F %H:%M}" if paper.way.endswith("in vain") else
                f"{almanac.calendar.step(almanac.today, 2):%F} 09:00", "accept": "late"}
    elif step == "declare_validity":
        data = {"state": "void", "from_on": f"{move.at:%F}"}
    elif step == "hand_over":
        data = {"to": city.actor("office-reviewer2").user.pk}
    says = {name: value.strip().format(**words) if isinstance(value, str) else value
            for name, value in move.says.items() if name != "answers"}
    return data | says, files
