"""Conditions of the steps, each a statement that ought to be true, with the clause that wants it."""
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from openness.agencies.models import Sequence
from openness.audit.trail import events_of, people_of
from openness.deadlines.models import Deadline
from openness.publication import numbers
from openness.publication.models import OldAddress, PublicItem
from openness.publication.validity import FOLLOWS
from openness.rules.models import Rule
from openness.workflow.problems import Problem

from .choices import Disclosure, ReturnReason, ReviewKind
from .deadlines import PUBLISHING
from .grounds import GROUNDS
from .recognising.notes import disclosure_of

AUTHORING = ("draft", "register", "correct", "edit", "attach", "arrange", "detach", "to_unit", "submit")
FAR = 100          # a serial so far beyond the last one is asked about
REVIEWING_STEPS = ("review_secrecy", "review_legality", "review_disclosure")


def missing(reason, anchor, detail=""):
    return Problem(reason.value, f"{reason.label}{detail}", anchor)


def has_text(document, attempt):
    if not document.body and not (document.pk and document.public_order()):
        yield missing(ReturnReason.NO_BODY, "body")


def attribute_and_reasons(document, attempt):
    """一（一）：没有明确的公开属性建议的，或者没有依法依规说明不公开理由的，政府办公厅（室）可按规定予以退文。"""
    if not document.disclosure:
        yield missing(ReturnReason.NO_ATTRIBUTE, "disclosure")
    if document.must_give_reasons and not document.reasoning.strip():
        yield missing(ReturnReason.NO_REASONING, "reasoning")
    if document.disclosure == Disclosure.WITHHELD:
        ground, on = GROUNDS.get(document.ground), document.dated_on or localdate(attempt.now)
        if not ground or ground.disclosure != Disclosure.WITHHELD or not ground.in_force(on):
            detail = _("：%(clause)s，%(on)s 不可引用") % {"clause": ground.clause, "on": on} if ground else ""
            yield missing(ReturnReason.NO_GROUND, "ground", detail)


def parts_have_grounds(document, attempt):
    """条例第三十七条 区分处理: what is kept back by itself has a ground of its own."""
    if not document.pk:
        return
    for place, part in enumerate(document.public_order(), 1):
        ground, on = GROUNDS.get(part.ground), document.dated_on or localdate(attempt.now)
        if part.disclosure != Disclosure.WITHHELD or document.disclosure == Disclosure.WITHHELD:
            continue
        if not ground or ground.disclosure != Disclosure.WITHHELD or not ground.in_force(on):
            yield missing(ReturnReason.NO_GROUND, "parts", _("：附件 %(n)s") % {"n": place})


def annotation_agrees(document, attempt):
    """附注 says to the reader what the attribute says to the office: 此件公开发布 on a paper that is kept back misleads."""
    said = disclosure_of(document.annotation)
    if said and document.disclosure and said != document.disclosure:
        yield missing(ReturnReason.ANNOTATION, "annotation", _("：“%(note)s”") % {"note": document.annotation})


def configured(document, attempt):
    """What apps above ask of a document; listed in settings, so that imports keep pointing down."""
    for path in settings.DOCUMENT_CHECKS:
        yield from import_string(path)(document, attempt)


def reviews_hold(document, attempt):
    """一（三）：做好公开前内容合法性审查，严格落实公开前保密审查机制。A review holds for the text that it saw.

    国办发〔2016〕80号 一（一）: a policy document that is not to be public goes to the unit's own disclosure office first.
    """
    held = document.reviews.all().held_by(document.content_digest())
    if ReviewKind.SECRECY not in held:
        yield missing(ReturnReason.NO_SECRECY, "reviews")
    if document.disclosure == Disclosure.PROACTIVE and ReviewKind.LEGALITY not in held:
        yield missing(ReturnReason.NO_LEGALITY, "reviews")
    if document.is_policy and document.is_kept_back and ReviewKind.DISCLOSURE not in held:
        yield missing(ReturnReason.NO_DISCLOSURE_REVIEW, "reviews")


def countersigned(document, attempt):
    """联合发文：各联合发文单位会签后方可报签。"""
    signed = document.reviews.all().countersigned_by(document.content_digest())
    for agency in document.joint.all():
        if agency.served_by(localdate(attempt.now)).pk not in signed:
            yield missing(ReturnReason.NO_COUNTERSIGNATURE, "reviews", _("：%(agency)s") % {"agency": agency})


COMPLETE = (has_text, attribute_and_reasons, annotation_agrees, configured, reviews_hold, countersigned)
TO_JUDGE = (parts_have_grounds,)      # shown, and on the slip unless mended; the reviewer may approve all the same


def answered(document, attempt):
    """Each reason of the last slip has its answer: shown to drafters and unit head, and no obstacle, since the paper
    itself may be answer enough; the reviewer sees reason, answer and change side by side."""
    for line in document.open_slip():
        if not line.answer:
            yield ask("unanswered", _("退文理由“%(reason)s”还没有答复") % {"reason": line}, "slip")


def files_are_usable(document, attempt):
    """H6: nothing goes out that has not passed quarantine."""
    for part in document.public_order():
        if not part.file.is_usable:
            yield Problem("file", _("附件“%(title)s”尚未通过安全检查，暂不能公开") % {"title": part.title}, "parts")


def in_time(document, attempt):
    """A schedule lies ahead, and a late one is asked about."""
    at = attempt.data.get("at")
    if at is None:
        return
    if at <= attempt.now:
        yield Problem("at", _("公开时间已经过去，请选择以后的时间，或者直接公开"), "at")
    limit = Deadline.objects.of(document).open().filter(key=PUBLISHING.key).first()
    if limit and at > limit.due_at:
        yield ask("late", _("公开时间晚于主动公开的期限 %(on)s，请核对") % {"on": localdate(limit.due_at)}, "at")


def scheduled(document, attempt):
    if document.publish_at is None:
        yield Problem("schedule", _("本件没有定时公开，不需要取消"))


def return_says_why(document, attempt):
    """A slip names at least one reason: what the system found missing, a code, or words of the reviewer."""
    data = attempt.data
    if data and not attempt.form.errors and not data["reasons"] and not data["note"] and not any(
            True for check in (*COMPLETE, *TO_JUDGE) for _problem in check(document, attempt)):
        yield Problem("reasons", _("请选择退文理由，或写明修改意见"), "reasons")


def not_by_an_author(document, attempt):
    """Four eyes: whoever drafted, edited or submitted any round, himself or through a substitute."""
    if attempt.by.people & people_of(document, AUTHORING):
        yield Problem("four_eyes", _("起草、修改或报送过本件的人员不能办理此步骤"))


def not_by_a_reviewer(document, attempt):
    if attempt.by.people & people_of(document, REVIEWING_STEPS):
        yield Problem("four_eyes", _("作出保密、合法性或公开审查的人员不能审核通过本件"))


def content_is_what_was_approved(document, attempt):
    """What is signed and published is exactly what the reviewer approved (I2)."""
    if document.content_digest() != document.approved_digest:
        yield Problem("digest", _("内容与审核通过时不一致，请退回重新审核"))


def attribute_is(*allowed):
    def checked(document, attempt):
        if document.disclosure not in allowed:
            words = {"attribute": document.get_disclosure_display(), "step": attempt.step.label}
            yield Problem("attribute", _("公开属性为“%(attribute)s”，不能办理“%(step)s”") % words, "disclosure")
    return checked


def number_is_free(document, attempt):
    """A number is used once by a body; a correction keeps that of what it corrects."""
    number = numbers.normalise(attempt.data.get("number") or document.number)
    if not number:
        if not document.issuing_agency.code and not document.corrects:
            yield Problem("number", _("“%(agency)s”没有登记机关代字，请填写发文字号") % {
                "agency": document.issuing_agency}, "number")
    elif type(document).objects.with_number(document.issuing_agency, number, document.edition).exclude(
            pk=document.pk).exists():
        yield Problem("number", _("发文字号“%(number)s”已被使用，请核对后改用其他字号") % {"number": number}, "number")


def number_is_plausible(document, attempt):
    """A slip of the pen in a number or year is public for ever: asked about before it is signed."""
    text = numbers.normalise(attempt.data.get("number") or document.number)
    if not text or document.corrects:
        return
    number, agency = numbers.parse(text), document.issuing_agency
    if number is None:
        yield ask("number_form", _("发文字号“%(number)s”不是“机关代字〔年份〕序号”的形式，请核对") % {"number": text}, "number")
    elif number.prefix not in (agency.code, *agency.other_codes):
        yield ask("number_code", _("“%(code)s”不是“%(agency)s”登记的机关代字，请核对") % {
            "code": number.prefix, "agency": agency}, "number")
    elif number.prefix == agency.code and number.serial > Sequence.last_of("document", agency, number.year) + FAR:
        yield ask("number_far", _("序号 %(serial)s 与本机关已用的序号相差很远，请核对") % {"serial": number.serial}, "number")


def limit_can_be_counted(document, attempt):
    """Before there was a regulation there is no limit: most often a mistyped year."""
    dated = attempt.data.get("dated_on") or document.dated_on
    if dated and PUBLISHING.applies(document) and not Rule.objects.figure(PUBLISHING.key, dated, document.issuing_agency):
        yield ask("no_limit", _("成文日期 %(on)s 时尚无公开时限的规定，签发后不计时，请核对年份") % {"on": dated}, "dated_on")


def ask(code, message, anchor):
    return Problem(code, message, anchor, blocking=False)


def dates_are_in_order(document, attempt):
    """成文日期 is the day of signing: not in the future, and not after the day of printing."""
    dated = attempt.data.get("dated_on") or document.dated_on
    if dated and dated > localdate(attempt.now):
        yield Problem("dates", _("成文日期 %(on)s 晚于今天，请更正") % {"on": dated}, "dated_on")
    if dated and document.printed_on and document.printed_on < dated:
        yield Problem("dates", _("印发日期 %(printed)s 早于成文日期 %(dated)s，请更正其中之一") % {
            "printed": document.printed_on, "dated": dated}, "dated_on")


def was_public_when_it_says(document, attempt):
    """An old paper was published after it was signed, and before today."""
    dated, published = attempt.data.get("dated_on"), attempt.data.get("published_on")
    if published and published > localdate(attempt.now):
        yield Problem("published_on", _("公开日期 %(on)s 晚于今天，请更正") % {"on": published}, "published_on")
    if dated and published and published < dated:
        yield Problem("published_on", _("公开日期 %(published)s 早于成文日期 %(dated)s，请更正其中之一") % {
            "published": published, "dated": dated}, "published_on")


def old_numbers_are_free(document, attempt):
    """No two papers under one 索引号, and no two places behind one old address."""
    number = attempt.data.get("index_number")
    if number and PublicItem.objects.filter(index_number=number).exists():
        yield Problem("index_number", _("索引号“%(number)s”已被使用，请核对") % {"number": number}, "index_number")
    for path in OldAddress.objects.filter(path__in=attempt.data.get("old", [])).values_list("path", flat=True):
        yield Problem("old", _("原网址“%(path)s”已通向另一件公文，请核对") % {"path": path}, "old")


def others_papers(document, attempt):
    """Who repeals or amends what another body issued is asked whether that is within its power."""
    touched = [relation.address for relation in document.all_relations() if relation.kind in FOLLOWS and relation.address]
    items = PublicItem.objects.current().filter(address__in=touched).exclude(agency=document.issuing_agency) if touched else []
    for item in items:
        yield ask("others_paper", _("“%(title)s”由%(agency)s发布，不是本机关的文件，请核对是否有权废止、修改") % {
            "title": item.title, "agency": item.issuer}, "relations")


def edition_is_open_to_correction(document, attempt):
    if document.corrects.status != "published" or document.corrects.corrections.in_progress().exists():
        yield Problem("correction", _("只有已公开的版本可以更正，且同时只能有一个更正稿"), "corrects")


def corrected_edition_still_stands(document, attempt):
    """Withdrawal is final for its address: a correction of what was withdrawn has nowhere to go."""
    if document.corrects and document.corrects.status != "published":
        yield Problem("correction", _("所更正的版本已不在公开状态，不能再公开更正稿；请另行制发新文"))


def by_the_approver(document, attempt):
    last = events_of(document).filter(step="approve").last()
    if last is None or not attempt.by.people & {last.actor_id, last.acting_for_id}:
        yield Problem("approver", _("只有作出审核通过的人员可以撤销审核"))

