"""What follows a material, in the small city: a plan that is running, and the steps after it."""
import pytest

from interpretation.forms.evaluation import SCORES
from interpretation.models import CaseStudy, Consultation, Plan, Rectification, Round
from openness.workflow.problems import Refused
from openness.workflow.transitions import perform
from tests.city import NOW, step
from tests.interpretation.making import interpretation


def running(city, *, now=NOW, **data):
    """A plan whose document and material are out."""
    document = city.draft(city.environment, city.office, is_policy=True, now=now, **data)
    interpretation(city, document, now=now)
    way = [("countersign", city.who(agency, "signer"), {"passed": True}) for agency in document.joint.all()] + [
        ("submit", city.who(city.environment, "head"), {}), ("claim", city.who(city.office, "reviewer"), {}),
        ("approve", city.who(city.office, "reviewer"), {}), ("sign", city.who(city.office, "signer"), {"dated_on": f"{now:%F}"}),
        ("publish", city.who(city.office, "publisher"), {})]
    city.reviewed(document, now=now)
    for name, by, given in way:
        step(document, name, by, now=now, **given)
    return Plan.objects.get(document=document)


def author(city):
    return city.who(city.environment, "drafter")


def arrange(city, of, *, now=NOW, by=None, accept="", **data):
    made = Round(plan=of)
    data = {"stage": "during", "form": "briefing", "due_on": "2026-03-10", "interpreters": "张某，副局长", "role": "head", "accept": accept} | data
    perform(made, "arrange", by=by or author(city), now=now, data=data)
    return made


def ask(city, of, agency, *, now=NOW, **data):
    made = Consultation(plan=of, agency=agency)
    perform(made, "ask", by=author(city), now=now, data=data)
    return made


SHEET = {"questions_count": "12", "questions": "什么时候开始执行", "misreadings": "以为全天禁止施工", "grade": "good", "conclusions": "总体较好",
         **dict.fromkeys(SCORES, "4"), **{f"{name}_why": "说得清楚" for name in SCORES}}


def evaluate(city, of, *, now=NOW, by=None, **data):
    perform(of, "evaluate", by=by or author(city), now=now, data=SHEET | data)
    return of.evaluations.last()


def order(city, evaluation, *, now=NOW, way="order", by=None, **data):
    made = Rectification(evaluation=evaluation)
    data = {"agency": evaluation.plan.agency_id, "what": "补充一问一答", "due_on": "2026-03-16"} | data
    perform(made, way, by=by or author(city), now=now, data=data)
    return made


def case(city, *, now=NOW, by=None, plan=None, **data):
    by = by or author(city)
    made = CaseStudy(agency=by.agency, plan=plan)
    data = {"kind": "good", "title": "一图读懂", "happened": "做了", "analysis": "好", "lesson": "照做"} | data
    perform(made, "write", by=by, now=now, data=data)
    return made


def refused(work, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        work(*args, **kwargs)
    return "；".join(str(problem.message) for problem in caught.value.problems)
