"""Every page of note at both sizes and in both languages: axe finds nothing, nothing is blocked or asked from elsewhere,
nothing scrolls sideways, and the keyboard comes to every stop and sees where it is.

SCREENSHOTS=folder keeps a picture of each, to be judged by eye.
"""
import os
import re
from pathlib import Path

import pytest
from django.utils import timezone

from documents import demo as papers_demo
from documents.models import Document
from interpretation import demo as interpretation_demo
from interpretation.models import Material, Plan
from openness.deadlines.models import Deadline
from openness.linkage import demo as linkage_demo
from openness.linkage.models import Delivery
from openness.publication.models import PublicItem
from oversight import demo as oversight_demo
from oversight.models import MonthlyReport, UrgingReceipt
from tests.city import attach
from websites import demo as pages_demo
from websites.models import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# in each quick run: Chinese on a desktop, and English on a phone, where words are longest and room is least
QUICK, REST = ((1366, "zh-hans"), (390, "en")), ((1366, "en"), (390, "zh-hans"))


def pages_of(city):
    """{login: addresses}"""
    page = Page.objects.get(status="draft")
    office = Document.objects.filter(status="in_review", reviewing_office=city.body("office")).first()
    draft = Document.objects.filter(status="draft", drafting_agency=city.body("env")).first()
    public, guide = PublicItem.objects.current().first(), PublicItem.objects.current().filter(kind="guide").first()
    corrected = PublicItem.objects.current().filter(edition=2).first()
    repealed = PublicItem.objects.get(search_row__state="repealed")
    joint = Document.objects.filter(status="unit_review", joint=city.body("com")).first()
    signed = Document.objects.filter(status="signed", publish_at=None, disclosure="proactive",
                                     reviewing_office=city.body("office")).first()
    failed = Document.objects.exclude(publish_failure="").first()
    with_parts = Document.objects.filter(parts__isnull=False, status="published", reviewing_office=city.body("env")).first()
    returned = Document.objects.filter(status="returned", drafting_agency=city.body("env")).first()
    attach(draft, city.actor("env-drafter"), title="清单", now=timezone.now())
    signed_report, report = MonthlyReport.objects.filter(status="signed").first(), MonthlyReport.objects.get(status="draft")
    mine, theirs = (UrgingReceipt.objects.get(agency=city.body(key)) for key in ("office", "env"))
    outside = Delivery.objects.get(name="示例日报社")
    running = Plan.objects.filter(status="running", agency=city.body("env")).first()
    followed = Plan.objects.filter(rounds__isnull=False).first()
    reviewed = Material.objects.filter(status="reviewed", plan__agency=city.body("env")).exclude(ties=[]).first()
    explained = PublicItem.objects.current().filter(kind="interpretation", form="picture").first()
    lacking = Document.objects.filter(plan=None, status="submitted", drafting_agency=city.body("env"), is_policy=True).first()
    sealed, clock = Document.objects.get(status="locked"), Deadline.objects.of(office).open().first()
    return {
        "office-publisher": ["/desk/", "/desk/urgings/", mine.get_absolute_url(), f"{mine.get_absolute_url()}answer/",
                             signed_report.get_absolute_url(), "/desk/documents/adopt/", failed.get_absolute_url(),
                             f"{signed.get_absolute_url()}schedule/",
                             f"{signed.get_absolute_url()}publish/"],
        "env-publisher": [f"{with_parts.get_absolute_url()}withdraw/", f"{with_parts.get_absolute_url()}declare_validity/",
                          f"/desk/dashboard/published/?body={city.body('env').pk}&period=2026&report={signed_report.pk}"],
        "com-signer": ["/desk/", f"{joint.get_absolute_url()}countersign/"],
        "env-secrecy": ["/desk/documents/sealed/", f"/desk/documents/sealed/{sealed.pk}/unlock/",
                        f"{joint.get_absolute_url()}review_secrecy/"],
        "office-reviewer": ["/desk/", f"/desk/deadlines/{clock.pk}/", "/desk/notices/", "/desk/review/", f"/desk/review/{office.pk}/?tab=facts",
                            f"/desk/review/{office.pk}/?tab=log", "/desk/documents/", "/desk/documents/register/",
                            "/desk/interpretations/?state=todo", lacking.get_absolute_url(),
                            office.get_absolute_url(), f"{office.get_absolute_url()}send_back/",
                            f"{office.get_absolute_url()}approve/", f"{office.get_absolute_url()}hand_over/", "/desk/phrases/",
                            f"{office.get_absolute_url()}comment/"],
        "env-drafter": ["/desk/", "/desk/password/", "/desk/documents/?status=draft",
                        "/desk/documents/new/", "/desk/documents/import/", draft.get_absolute_url(),
                        f"{draft.get_absolute_url()}edit/", f"{draft.get_absolute_url()}attach/", "/desk/nowhere/",
                        f"{draft.get_absolute_url()}arrange/", f"/desk/documents/correct/{with_parts.pk}/",
                        f"{returned.get_absolute_url()}edit/", "/desk/following/", "/desk/cases/", "/desk/cases/new/",
                        "/desk/interpretations/", followed.get_absolute_url(), reviewed.get_absolute_url(),
                        f"{reviewed.get_absolute_url()}edit/", f"{reviewed.get_absolute_url()}tie/",
                        f"/desk/interpretations/new/{lacking.pk}/", followed.evaluations.first().get_absolute_url(),
                        f"/desk/plans/{running.pk}/rounds/new/", f"/desk/plans/{running.pk}/consultations/new/",
                        f"{running.get_absolute_url()}evaluate/"],
        "edu-head": ["/desk/letters/"],
        "office-publisher2": ["/desk/pages/", page.get_absolute_url(), f"{page.get_absolute_url()}publish/", "/desk/contacts/",
                              "/desk/contacts/new/", "/desk/letters/?box=out",
                              outside.letter.get_absolute_url(), f"{outside.get_absolute_url()}record/",
                              f"/desk/letters/new/linkage/?about=websites.page:{page.pk}"],
        "admin": ["/desk/setup/", "/desk/setup/import/staff/", "/desk/setup/people/", "/desk/setup/bodies/", "/desk/setup/bodies/merge/",
                  f"/desk/setup/bodies/{city.body('env').pk}/rename/"],
        "system-admin": ["/desk/calendar/", "/desk/operations/"],
        "security-admin": ["/desk/rights/", f"/desk/setup/people/{city.actor('env-drafter').user.pk}/", "/desk/access-review/",
                           "/desk/second-factor/"],
        "audit-admin": ["/desk/", "/desk/trail/"],
        "office-supervisor": [f"{page.get_absolute_url()}edit/", "/desk/pages/new/statutory/", "/desk/dashboard/",
                              "/desk/dashboard/?period=2025&by=first-pass", "/desk/dashboard/overdue/", "/desk/dashboard/decided/?period=2026",
                              "/desk/monday/", "/desk/urgings/", "/desk/urgings/new/", theirs.get_absolute_url(), "/desk/reports/",
                              signed_report.get_absolute_url(), report.get_absolute_url(), f"{report.get_absolute_url()}sign/",
                              f"{report.get_absolute_url()}comment/"],
        None: ["/open/", "/open/guide/", "/open/system/", "/open/statutory/?section=2", "/",
               "/search/", "/search/?q=通知", "/search/?q=没有这样的文件",
               "/search/?q=渝环发2026年999&from=昨天", "/accessibility/",
               f"{corrected.get_absolute_url()}1/", f"{corrected.get_absolute_url()}1/changes/",
               repealed.get_absolute_url(), public.get_absolute_url(), f"/useful/{public.address}/", "/interpretations/", "/interpretations/?form=qa",
               explained.get_absolute_url(), f"/p/{explained.about}/",
               guide.get_absolute_url(), "/login/", "/login/forgotten/"],
    }


@pytest.mark.parametrize("views", [QUICK, pytest.param(REST, marks=pytest.mark.slow)])
def test_every_page_is_clean(demo_city, person, views):
    interpretation_demo.prepare(demo_city)      # policy documents do not pass without their interpretation
    for demo in (linkage_demo, papers_demo, interpretation_demo, pages_demo, oversight_demo):
        demo.seed(demo_city, timezone.now())
    pages, found = pages_of(demo_city), []
    for width, language in views:
        for username, addresses in pages.items():
            who = person(username, width=width, height=844)
            who.context.add_cookies([{"name": "django_language", "value": language, "url": who.server}])
            for n, address in enumerate(addresses):
                who.open(address)
                keep(who, f"{width}-{language}-{username or 'public'}-{address}")
                looked_at = views is REST or width > 390 or n % 2 == 0      # on a phone every second one, in the quick run
                faults = (who.axe() if looked_at else []) + ([f"scrolls sideways by {who.overflow()} px"] if who.overflow() > 0 else [])
                if (width, language) == (1366, "zh-hans"):
                    stumbles, stops = who.walk()
                    faults += stumbles + ([] if stops > 2 else [f"{stops} stops"])
                found += [f"{width} {language} {address}: {each}" for each in faults]
    assert found == [], "\n".join(found)


def keep(who, name):
    if folder := os.environ.get("SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        who.page.screenshot(path=f"{folder}/{re.sub('[^a-z0-9-]+', '_', name.lower())[:120]}.png")
