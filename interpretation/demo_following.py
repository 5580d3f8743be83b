"""What followed the demonstration interpretations: rounds, opinions, channels, an evaluation with its tasks, two cases."""
from datetime import timedelta

from django.utils.timezone import localdate, localtime

from openness.deadlines.calendar import Calendar
from openness.readership import demo as readership
from openness.workflow.transitions import perform

from .choices import MaterialStatus, PlanStatus
from .forms.evaluation import SCORES
from .models import CaseStudy, Consultation, Rectification, Round

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SPREAD = (      # channel, place, hours after publication, evidence, link
    ("wechat", "“示例发布”微信公众号", 3, "", "https://wechat.example.com/{n}"),
    ("newspaper", "示例日报", 22, "第 3 版", ""),
    ("microblog", "“示例发布”微博", 4, "", "https://weibo.example.com/{n}"),
    ("radio", "示例广播电视台新闻广播", 9, "当日 19:00 新闻节目播出", ""),
    ("tv", "示例广播电视台新闻频道", 10, "当日 19:30 新闻节目播出", ""),
    ("app", "“示例发布”客户端", 3, "", "https://app.example.com/{n}"),
)
SHEET = {
    "questions_count": "37", "questions": "什么时候开始执行\n企业需要提交哪些材料\n个人能不能在网上办理",
    "misreadings": "部分网民把“逐步推行”理解为立即全面执行", "grade": "good",
    "conclusions": "与公文同步公开，口径一致；专业内容讲得不够明白，后续以图解和问答补充。"}
LINES = {"timeliness": ("5", "与公文同时公开，后续解读按计划进行"), "authority": ("4", "由参与制定的工作人员解读，口径一致"),
         "plainness": ("2", "术语较多，群众来电仍在问是什么意思"), "reach": ("4", "报纸、广播、微信均有传播")}


def seed_following(city, now, plans):
    """`plans` are those that are running, by the titles of their papers; only what began long enough ago is followed."""
    home = {agency.pk: key for key, agency in city.bodies.items()}
    running = sorted((plan for plan in plans.values() if plan.status == PlanStatus.RUNNING and plan.begun_at and has_people(city, home, plan)),
                     key=lambda plan: plan.begun_at)
    if not running:
        return
    readership.seed(city, now)
    for n, plan in enumerate(running):
        spread(city, plan, n, now, author(city, home, plan))
    old = [plan for plan in running if plan.begun_at < now - 35 * DAY]
    own = [plan for plan in old if home[plan.agency_id] == "env"] or old
    if not own:
        return
    consulted = next((plan for plan in own if plan.document.joint.exists()), own[0])
    rest = [plan for plan in own if plan != consulted] or [consulted]
    rounds(city, consulted, now, author(city, home, consulted))
    consultations(city, consulted, now, author(city, home, consulted))
    evaluation(city, rest[0], now, home)
    cases(city, now, rest[-1])


def has_people(city, home, plan):
    key = home.get(plan.agency_id)
    return city.has(f"{key}-drafter") and city.has(f"{key}-head") and plan.materials.filter(status=MaterialStatus.PUBLISHED).exists()


def author(city, home, plan):
    return city.actor(f"{home[plan.agency_id]}-drafter")


def at_ten(moment):
    return localtime(moment).replace(hour=10, minute=0, second=0, microsecond=0)


def spread(city, plan, n, now, by):
    """Two or three channels of each material, recorded the day after."""
    for turn, material in enumerate(plan.materials.filter(status=MaterialStatus.PUBLISHED).order_by("pk")[:2]):
        for step in range(2 if turn else 3):
            channel, place, hours, evidence, link = SPREAD[(n + turn + step) % len(SPREAD)]
            at = material.published_at + hours * HOUR
            if at + DAY < now:
                perform(material, "spread", by=by, now=at + DAY, data={
                    "channel": channel, "place": place, "at": f"{localtime(at):%Y-%m-%dT%H:%M}", "evidence": evidence,
                    "link": link.format(n=100 * n + material.pk)})


def rounds(city, plan, now, by):
    """One before the eyes of the press, one this week, one that nobody has held."""
    today, calendar = localdate(now), Calendar(localdate(now))
    who = f"{plan.first_interpreter}，{plan.agency.label}{plan.post}"
    def arrange(day, form, points, *, ago, role="head", interpreters=who):
        made = Round(plan=plan)
        perform(made, "arrange", by=by, now=at_ten(now) - ago * DAY, data={
            "stage": "during", "form": form, "due_on": f"{day:%F}", "interpreters": interpreters, "role": role, "points": points})
        return made

    held = arrange(calendar.step(today, -16), "briefing", "介绍出台背景和主要举措，回答记者提问。", ago=30)
    perform(held, "hold", by=by, now=at_ten(now) - 14 * DAY, data={
        "held_on": f"{calendar.step(today, -16):%F}", "link": "https://press.example.com/briefing",
        "said": "介绍了出台背景、主要举措和时间安排，回答记者提问五个；会后由示例日报、示例广播电视台报道。"})
    arrange(calendar.step(today, -4), "interview", "围绕群众来电较多的问题再解读一次。", ago=20, role="official",
            interpreters=f"{by.user.name}，{plan.agency.label}起草处室")
    arrange(calendar.step(today, 2), "lecture", "面向区县和企业宣讲执行标准。", ago=7, role="expert", interpreters="示例大学公共管理学院专家组")


def consultations(city, plan, now, by):
    """One agrees, one has an opinion that was dealt with, one is silent and late."""
    def ask(login, ago):
        made = Consultation(plan=plan, agency=city.body(login.partition("-")[0]))
        perform(made, "ask", by=by, now=at_ten(now) - ago * DAY, data={"question": "请对解读材料中涉及贵单位职责的表述提出意见。"})
        return made, city.actor(login)

    agreed, body = ask("com-head", 30)
    perform(agreed, "answer", by=body, now=at_ten(now) - 28 * DAY, data={"verdict": "agrees"})
    opinion, body = ask("health-signer", 30)
    perform(opinion, "answer", by=body, now=at_ten(now) - 27 * DAY, data={
        "verdict": "opinion", "opinion": "“有关部门”一处建议写明由哪个部门负责，避免群众不知道找谁。"})
    perform(opinion, "settle", by=by, now=at_ten(now) - 26 * DAY, data={"outcome": "taken", "settlement": "后续解读中写明由我局负责，并附咨询电话。"})
    ask("hr-head", 16)


def evaluation(city, plan, now, home):
    key = home[plan.agency_id]
    head, drafter, office = city.actor(f"{key}-head"), city.actor(f"{key}-drafter"), city.actor("office-reviewer")
    at = at_ten(now) - 12 * DAY
    form = plan.workflow["evaluate"].form(subject=plan)
    seen = {f"seen_{record.pk}": str(900 + 731 * n) for n, record in enumerate(form.records) if n % 4 != 3}
    perform(plan, "evaluate", by=head, now=at, data=SHEET | seen | {name: LINES[name][0] for name in SCORES} | {
        f"{name}_why": LINES[name][1] for name in SCORES})
    sheet, today, calendar = plan.evaluations.last(), localdate(now), Calendar(localdate(now))
    def order(what, day):
        task = Rectification(evaluation=sheet)
        perform(task, "order", by=head, now=at + HOUR, data={"agency": plan.agency_id, "what": what, "due_on": f"{day:%F}"})
        return task

    done = order("补充一份问答，逐条说明“逐步推行”的时间和范围，纠正误读。", calendar.step(today, -3))
    perform(done, "finish", by=drafter, now=at + 4 * DAY, data={"done": "已公开补充问答，置于公文页面旁，并答复了来电咨询的群众。"})
    perform(done, "confirm", by=office, now=at + 5 * DAY, data={"note": "已核对公开页面。"})
    order("制作图解，把办理流程画成一张图。", calendar.step(today, 4))


def cases(city, now, plan):
    good = CaseStudy(agency=city.body("env"), plan=plan)
    perform(good, "write", by=city.actor("env-drafter"), now=at_ten(now) - 9 * DAY, data={
        "kind": "good", "title": "公文和图解同时公开，咨询量明显下降", "body": city.body("env").pk, "form": "picture", "topic": 10,
        "happened": "起草公文时同步设计图解，随公文一并报送、同时公开，之后按月回应群众来电中集中的问题。",
        "analysis": "解读人参与了起草，图解的每一格都对照公文条款；群众先看图，再看条款。",
        "lesson": "解读和起草同步；一图一条款；公开之后继续解读。"})
    bad = CaseStudy(agency=city.body("office"))
    perform(bad, "write", by=city.actor("office-drafter"), now=at_ten(now) - 8 * DAY, data={
        "kind": "bad", "title": "市商务委解读滞后引发误读一例", "body": city.body("com").pk, "form": "text", "topic": 8,
        "happened": "市商务委公文公开后两周才解读，其间网上流传对补贴范围的误读，市商务委值班电话被打爆。",
        "analysis": "没有把解读材料和公文一并报送；责任人不明确；没有安排首日的咨询电话。",
        "lesson": "解读材料与公文同步公开；公开前想好群众会问的三个问题。"})
    for case in (good, bad):
        perform(case, "share", by=city.actor("office-reviewer"), now=at_ten(now) - 6 * DAY, data={"note": "供各单位参考。"})
