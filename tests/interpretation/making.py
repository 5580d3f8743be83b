"""Plans and materials of the small city, by their own steps."""
from interpretation.models import Material, Plan
from openness.workflow.transitions import perform
from tests.city import NOW

TEXT = "<h2>为什么要管</h2><p>噪声扰民的投诉多。</p><h2>怎么管</h2><p>分区、分时。</p>"
SAID = "elements author plain"       # questions that a test need not answer


def plan(city, document, *, now=NOW, **data):
    agency = document.drafting_agency
    made = Plan(document=document.editions()[-1], agency=agency)
    perform(made, "make", by=city.who(agency, "drafter"), now=now, data={"first_interpreter": "局长", "post": "局长"} | data)
    return made


def material(city, of, *, now=NOW, files=None, **data):
    made = Material(plan=of)
    data = {"title": "为什么要管", "form": "text", "content": TEXT, "author_role": "official", "stage": "with"} | data
    perform(made, "write", by=city.who(of.agency, "drafter"), now=now, data=data, files=files)
    return made


def review(city, of, *, now=NOW, **data):
    perform(of, "review", by=city.who(of.plan.agency, "head"), now=now, data={"accept": SAID} | data)
    return of


def interpretation(city, document, *, now=NOW, **data):
    """What a policy brings with its draft: a plan and one material that was reviewed."""
    return review(city, material(city, plan(city, document, now=now), now=now, **data), now=now)
