"""Demonstration interpretations: plans and materials written from the papers themselves, in every state."""
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from documents.demo.ways import OFFICES
from documents.models import Document
from openness.deadlines.calendar import Calendar
from openness.linkage.choices import LetterKind
from openness.linkage.models import Letter
from openness.publication.blocks import outline
from openness.typesetting.compiling import pictures
from openness.workflow.transitions import perform

from .choices import Element, PlanStatus
from .demo_following import seed_following
from .forms.evaluation import SCORES
from .gate import standing
from .models import Material, Plan
from .responsible import responsible

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OPEN = ("drafted", "in the unit", "arrived")        # ways on which an exemption may still be waiting
WITHOUT = ("sent without legality", "returned without legality", "in the unit, half reviewed")
POSTS = {"env": "局长", "edu": "主任", "hr": "局长", "com": "主任", "office": "主任"}
FORMS = ("text", "qa", "picture", "expert", "video")
ALT = "一图读懂：{title}。图中依次列出：{points}。"
LINKS = {"video": "https://video.example.gov.cn/policy/{n}", "expert": ""}


def prepare(city):
    """Whoever drafts interprets: after the draft (or the arrival) of a paper that must be interpreted, before it is reviewed."""
    city.plans, city.brought = {}, 0

    def follow(document, step, at, paper):
        arrived = step in ("draft", "register", "change_attribute") and document.title not in city.plans
        if arrived and paper.way not in WITHOUT and standing(document, localdate(at)).reason:
            bring(city, document, at, paper)

    city.followers.append(follow)


def bring(city, document, at, paper):
    city.brought += 1
    n, body, who = city.brought, paper.drafting, responsible(document)
    drafter, head = city.actor(f"{body}-drafter"), city.actor(f"{body}-head")
    plan = Plan(document=document, agency=who.agency)
    perform(plan, "make", by=drafter, now=at + 20 * MINUTE, data={
        "first_interpreter": city.actor(f"{body}-signer").user.name if city.has(f"{body}-signer") else head.user.name,
        "post": POSTS.get(body, "主要负责人"), "contact": paper.fields(0, {"year": at.year, "last": at.year - 1, "next": at.year + 1})["contact"],
        "contact_phone": f"023-0000{2101 + n * 13}", "is_technical": "on" if n % 4 == 0 else "",
        "outline": "公开时同步发布文字解读和图解；执行满三个月后，围绕咨询较多的问题再解读一次。"})
    city.plans[document.title] = plan
    if n % 11 == 7:       # now and then nothing is to be explained
        perform(plan, "ask_exemption", by=drafter, now=at + 25 * MINUTE, data={"note": "本件仅调整工作安排，没有涉及公众的政策内容，不需要解读。"})
        if not paper.way.startswith(OPEN):
            office = city.actor(f"{OFFICES.get(paper.issuer, paper.issuer)}-reviewer")
            perform(plan, "grant", by=office, now=at + 45 * MINUTE, data={"note": "同意。"})
        return
    for turn, form in enumerate(dict.fromkeys((FORMS[n % 2], FORMS[n % len(FORMS)]))):
        material = written(city, plan, form, n, by=drafter, at=at + (30 + turn * 5) * MINUTE)
        if not turn:
            tie(material, by=drafter, at=at + 32 * MINUTE)
        if not (turn and paper.way.startswith(OPEN)):
            perform(material, "review", by=head, now=at + (50 + turn) * MINUTE, data={"accept": "elements author plain"})


def written(city, plan, form, n, *, by, at):
    document = plan.document
    points = [entry.title for entry in outline(document.body) if entry.level <= 2][:6]
    material = Material(plan=plan)
    files = None
    if form == "picture":
        files = {"picture": SimpleUploadedFile("一图读懂.png", drawn(document, points))}
    data = {
        "form": form, "title": {"text": "《{t}》政策解读", "qa": "关于《{t}》的问答", "picture": "一图读懂《{t}》", "expert": "专家解读《{t}》",
                                "video": "视频解读：{t}"}[form].format(t=document.title)[:200],
        "author": "", "author_post": {"expert": "示例大学公共管理学院", "text": f"{plan.agency.name}主要负责人"}.get(
            form, f"{plan.agency.name}起草处室"),
        "author_role": {"expert": "expert", "text": "head"}.get(form, "official"), "stage": "with",
        "content": content_of(document, form), "link": LINKS.get(form, "").format(n=n), "source": "示例日报" if form == "expert" else "",
        "alt": ALT.format(title=document.title, points="；".join(points) or "主要内容") if files else "",
        "elements": [element.value for element in Element][: 6 + n % 4],
    }
    perform(material, "write", by=by, now=at, data=data, files=files)
    return material


def content_of(document, form):
    """Questions and answers from the paper's own clauses: nothing is said that the paper does not say."""
    body = document.body
    first = next((block["t"] for block in body if block["k"] == "p"), "")
    said = [f"<h2>为什么制定这份文件</h2><p>{first}</p>"]
    for block, following in zip(body, [*body[1:], {"k": "", "t": ""}], strict=True):
        if block["k"] in ("h1", "h2") and (words := block.get("r") or following["t"] if following["k"] in ("p", "") or block.get("r") else ""):
            name = block["t"].rstrip("。：:")
            said.append(f"<h2>{'“' + name + '”讲了什么？' if form == 'qa' else '解读：' + name}</h2><p>{words[:160]}</p>")
    return "".join(said[:7])


def tie(material, *, by, at):
    """Each passage that is named after a clause is tied to it."""
    form = Material.workflow["tie"].form(subject=material)
    data = {f"clause_{n}": entry.title for n, passage in enumerate(form.passages) for entry in form.entries if entry.title in passage}
    if data:
        perform(material, "tie", by=by, now=at, data=data)


def drawn(document, points):
    return pictures("interpretation/picture.typ", {"title": document.title, "issuer": document.issuing_agency.name,
                                                   "points": points or [block["t"][:60] for block in document.body[:4]]})[0]


def seed(city, now):
    """What happened after publication: older ones were evaluated in time, the paper that nobody sent with its material is pressed for."""
    plans = list(Plan.objects.filter(begun_at__isnull=False).select_related("document", "agency").order_by("begun_at"))
    seed_following(city, now, {plan.document.title: plan for plan in plans})
    logins = {agency.pk: key for key, agency in city.bodies.items()}
    late = [plan for plan in plans if plan.begun_at < now - 40 * DAY]
    for n, plan in enumerate(late[:-2]):
        plan.refresh_from_db()
        if plan.status == PlanStatus.RUNNING and city.has(f"{logins[plan.agency_id]}-head"):
            evaluate(plan, by=city.actor(f"{logins[plan.agency_id]}-head"), at=plan.begun_at + (20 + n % 7) * DAY, n=n)
    press(city, now)


def evaluate(plan, *, by, at, n):
    form = plan.workflow["evaluate"].form(subject=plan)
    seen = {f"seen_{record.pk}": str(300 + 217 * (n + turn)) for turn, record in enumerate(form.records)}
    lines = {name: str(3 + (n + turn) % 3) for turn, name in enumerate(SCORES)} | {f"{name}_why": "符合方案安排" for name in SCORES}
    perform(plan, "evaluate", by=by, now=at, data={
        "questions_count": str(4 + n), "questions": "什么时候开始执行", "misreadings": "", "grade": ("good", "excellent", "fair")[n % 3],
        "conclusions": "与公文同步公开，解读人参与起草，公众反映良好。"} | seen | lines)


def press(city, now):
    """督促协调: the office writes to the body whose paper came without."""
    for document in Document.objects.filter(plan=None, status="submitted", is_policy=True).select_related("drafting_agency")[:1]:
        letter = Letter(about=document, agency=city.body("office"), kind=LetterKind.PRESS)
        perform(letter, "send", by=city.actor("office-reviewer"), now=now - 5 * HOUR, data={
            "title": "请补报解读方案和解读材料", "words": "公文送审稿没有附解读方案和材料，请于两个工作日内补报，否则将予退文。",
            "reply_by": f"{Calendar(localdate(now)).step(localdate(now), 2):%F}", "agencies": [document.drafting_agency_id]})
