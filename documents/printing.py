"""Official files of a document: the paper itself, 发文稿纸, 公开属性审查表, 退文单. Always in Chinese: they go into the file."""
from functools import wraps

from django.utils import translation
from django.utils.timezone import localtime

from openness.audit.trail import events_of
from openness.publication.templatetags.publication import title_lines
from openness.publication.vocabulary import FiveKinds
from openness.typesetting.compiling import typeset
from openness.typesetting.official import Paper, spelled

from .choices import Disclosure, ReviewKind, Route
from .grounds import GROUNDS
from .visibility import SIGNED

ROUTES = {Route.OWN: "自发文", Route.FOR_ANOTHER: "代拟稿", Route.JOINT: "联合发文"}
JUDGED = (("review_secrecy", ReviewKind.SECRECY), ("review_legality", ReviewKind.LEGALITY),
          ("review_disclosure", ReviewKind.DISCLOSURE), ("countersign", ReviewKind.COUNTERSIGNATURE))
DECIDED = (("submit", "处室负责人报送"), ("approve", "办公厅（室）审核"), ("sign", "签发"))


def in_chinese(make):
    @wraps(make)
    def made(*args, **kwargs):
        with translation.override("zh-hans"):
            return make(*args, **kwargs)
    return made


@in_chinese
def paper_of(document):
    """What is not signed says so; the names are those of the day of signing."""
    signed = document.status in SIGNED
    issuers = document.issuer_name.split("、") if document.issuer_name else [
        str(agency) for agency in (document.issuing_agency, *document.joint.all())]
    signer = events_of(document).filter(step="sign").last() if signed else None
    return Paper(
        title=document.title, title_parts=title_lines(document.title), issuers=issuers, genre=document.genre,
        number=document.number if signed else "", signer=str(signer.acting_for or signer.actor) if signer else "",
        main_recipients=document.main_recipients, copy_recipients=document.copy_recipients, body=document.body,
        attachments=[part.title for part in document.public_order()], dated_on=document.dated_on if signed else None,
        annotation=document.annotation, printing_office=document.printing_office, printed_on=document.printed_on,
        mark="" if signed else f"{document.get_status_display()}，未签发")


@in_chinese
def draft_sheet(document, *, now):
    """发文稿纸: who wrote, checked, countersigned and signed, and what the paper is."""
    events = {event.step: event for event in events_of(document)}       # the latest of each step
    joint = [agency.label for agency in document.joint.all()]
    return typeset("documents/draft_sheet.typ", {
        "heading": f"{document.issuing_agency.name}发文稿纸",
        "rows": [
            ["标题", document.title], ["发文字号", document.number], ["文种", document.get_genre_display()],
            ["公开属性", document.get_disclosure_display()], ["行文方式", ROUTES[document.route]],
            ["主送", document.main_recipients], ["抄送", document.copy_recipients],
            ["附件", "；".join(part.title for part in document.public_order())], ["附注", document.annotation],
            ["成文日期", spelled(document.dated_on)],
            ["印发", f"{document.printing_office} {spelled(document.printed_on)}".strip()]],
        "drafting": [document.drafting_agency.name, person(events.get("draft") or events.get("correct") or events.get("register")),
                     " ".join(filter(None, (document.contact, document.contact_phone)))],
        "joint": joint,
        "opinions": [[label, *opinion(events.get(step))] for step, label in DECIDED]
        + [[str(kind.label), *opinion(events.get(step))] for step, kind in JUDGED if step in events],
        "status": str(document.get_status_display()), "printed": stamp(now)}, at=now)


@in_chinese
def disclosure_sheet(document, *, now):
    """公开属性审查表: attribute, ground and reasons, part by part, and what the reviewers said of exactly this content."""
    ground, digest = GROUNDS.get(document.ground), document.digest
    return typeset("documents/disclosure_sheet.typ", {
        "facts": [["起草单位", document.drafting_agency.name], ["发文机关", document.issuing_agency.name],
                  ["标题", document.title], ["发文字号", document.number], ["文种", document.get_genre_display()],
                  ["政策性文件", "是" if document.is_policy else "否"], ["规范性文件", "是" if document.is_normative else "否"],
                  ["五公开", "、".join(str(FiveKinds(kind).label) for kind in document.five_kinds)]],
        "attribute": document.get_disclosure_display(), "attributes": [str(label) for label in Disclosure.labels],
        "ground": f"{ground.law}　{ground.label}" + ("" if ground.verified else "（未核实）") if ground else "",
        "reasoning": document.reasoning,
        "parts": [[part.title, part.get_disclosure_display() or "同正文", part.ground_clause, part.reasoning]
                  for part in document.public_order()],
        "reviews": [[
            str(review.get_kind_display()), review.agency.name, str(review.reviewer), "通过" if review.passed else "不通过",
            review.opinion, stamp(review.at), "" if review.digest == digest else "审查后内容有改动，须重新审查"]
            for review in document.reviews.all().with_people()],
        "decisions": [[label, *opinion(event)] for step, label in DECIDED
                      if (event := events_of(document).filter(step=step).last())],
        "digest": digest, "status": str(document.get_status_display()), "printed": stamp(now)}, at=now)


@in_chinese
def return_slip(document, *, now, number=None):
    """退文单 of a round, the last if none is named; None where nothing was returned."""
    rounds = sorted({line.round for line in document.slip_lines.all()})
    if not rounds or number not in (None, *rounds):
        return None
    number = number or rounds[-1]
    event = list(events_of(document).filter(step="send_back"))[rounds.index(number)]
    lines = [line for line in document.slip_lines.all() if line.round == number]
    return typeset("documents/return_slip.typ", {
        "to": document.drafting_agency.name, "title": document.title, "round": number,
        "lines": [{"label": str(line.get_code_display()), "detail": line.detail if line.detail != line.get_code_display() else "",
                   "clause": str(line.clause), "answer": line.answer} for line in lines],
        "note": event.note, "office": event.agency.name, "person": str(event.actor), "date": spelled(localtime(event.at)),
        "answered": any(line.answer for line in lines), "printed": stamp(now)}, at=now)


def person(event):
    if event is None:
        return ""
    return f"{event.actor}（代 {event.acting_for} 办理）" if event.acting_for else str(event.actor)


def opinion(event):
    """[who, what was said, when]"""
    if event is None:
        return ["", "", ""]
    verdict = {True: "通过", False: "不通过"}.get(event.data.get("passed"), "")
    return [f"{event.agency.label} {person(event)}", "　".join(filter(None, (verdict, event.note))), stamp(event.at)]


def stamp(moment):
    return f"{localtime(moment):%Y-%m-%d %H:%M}"
