"""Who may open what: every address, every person, every status, written down from the decisions and not from the code.

The tables below are what the decisions 3, 16 and 32 say. A new view has to be entered here, or the first test fails.
"""
import logging
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.contrib import admin
from django.core import checks
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import get_resolver, path

from documents.models import Document, ImportBatch, ImportedText
from interpretation.models import Evaluation
from openness.agencies.access import public, walk
from openness.agencies.models import User
from openness.agencies.rights import derive
from openness.audit.models import Event
from openness.audit.trail import LOOKS
from openness.deadlines.calendar import store_known_years
from openness.deadlines.models import CalendarYear, Deadline
from openness.files.models import File
from openness.notifications.models import Notification
from openness.publication.models import PublicItem
from openness.rules import ships
from openness.rules.models import Rule
from openness.workflow.transitions import perform
from oversight.models import Urging
from oversight.reporting import draft
from tests.city import NOW, City, attach, step
from tests.documents_data import NOTICE
from tests.interpretation.following import arrange, ask, case, order
from tests.interpretation.making import material, plan
from tests.linkage.making import entry, send
from websites.models import Page

pytestmark = pytest.mark.django_db
urlpatterns = [      # a project in which somebody forgot a word, for the test of the check
    path("open/", public(lambda request: HttpResponse()), name="open"),
    path("forgotten/", lambda request: HttpResponse(), name="forgotten"),
]

# The paper is drafted by the environment bureau for the office, together with the health bureau.
UNIT = ("drafter", "head", "secrecy", "legality", "discloser")
OFFICE = ("office_secrecy", "office_legality", "office_registrar", "office_reviewer", "office_signer", "office_publisher")
CONCERNED = (*UNIT, "joint", *OFFICE)
STRANGERS = (       # the last but administrators hold posts at the bodies concerned, but none that has to do with this paper
    "stranger", "strange_reviewer", "superuser", "supervisor", "mayor", "unit_reviewer", "unit_publisher",
    "joint_drafter", "office_drafter", "system_admin", "security_admin", "audit_admin")
STAFF = (*CONCERNED, *STRANGERS)
OUTSIDE = ("anonymous", "inactive")

PUBLIC_PAGES = (        # name, address, what everybody gets
    ("public:home", "/", 200),
    ("public:search", "/search/", 200),
    ("public:search", "/search/?q=噪声&agency=1&year=2026&topic=1&genre=notice&page=9", 200),
    ("public:item", "/p/{published}/", 200),
    ("public:item", "/p/{superseded}/", 200),
    ("public:item", "/p/{withdrawn}/", 410),
    ("public:item", "/p/{unknown}/", 404),
    ("public:file", "/p/{published}/files/1/", 200),
    ("public:file", "/p/{published}/files/2/", 404),        # 不予公开: it did not go out
    ("public:file", "/p/{withdrawn}/files/1/", 404),
    ("public:file", "/p/{unknown}/files/1/", 404),
    ("public:search", "/search/?q=噪声&kind=document&state=valid&from=2026-01-01&to=2026-13-01&sort=relevance", 200),
    ("public:suggestions", "/search/suggest/?q=通知", 200),
    ("public:feed", "/feed/?q=通知&state=valid", 200),
    ("public:sitemap", "/sitemap.xml", 200),
    ("public:sitemap_section", "/sitemap-items.xml", 200),
    ("public:sitemap_section", "/sitemap-nonsense.xml", 404),
    ("public:robots", "/robots.txt", 200),
    ("public:accessibility", "/accessibility/", 200),
    ("public:edition", "/p/{superseded}/1/", 200),
    ("public:edition", "/p/{superseded}/2/", 302),
    ("public:edition", "/p/{withdrawn}/1/", 410),
    ("public:edition", "/p/{unknown}/1/", 404),
    ("public:changes", "/p/{superseded}/1/changes/", 200),
    ("public:changes", "/p/{published}/1/changes/", 404),
    ("public:changes", "/p/{withdrawn}/1/changes/", 410),
    ("public:download", "/p/{published}/download/pdf/", 200),
    ("public:download", "/p/{withdrawn}/download/txt/", 404),
    ("public:download", "/p/{unknown}/download/docx/", 404),
    ("public:columns", "/open/", 200),
    ("public:column", "/open/guide/", 200),
    ("public:column", "/open/statutory/?section=2&agency=1&page=9", 200),
    ("public:column", "/open/nonsense/", 404),
    ("readership:useful", "/useful/{published}/", 200),
    ("readership:useful", "/useful/{superseded}/", 200),
    ("readership:useful", "/useful/{withdrawn}/", 410),
    ("readership:useful", "/useful/{unknown}/", 404),
    ("public:interpretations", "/interpretations/", 200),
    ("public:interpretations", "/interpretations/?form=qa&topic=10&agency=1&page=9", 200),
    ("agencies:forgotten", "/login/forgotten/", 200),
    ("agencies:forgotten_sent", "/login/forgotten/sent/", 200),
    ("agencies:set_password", "/login/set/MQ/abc-def/", 200),
    ("livez", "/livez", 200),
    ("readyz", "/readyz", 200),
    ("operations:metrics", "/metrics", 404),        # but with the token, tests/operations
    ("set_language", "/i18n/setlang/", 302),
)
DRAFTING = "drafter head stranger joint_drafter office_drafter"
REVIEWING = "office_reviewer strange_reviewer unit_reviewer"
SIGNING = "office_signer mayor joint"
PAGES = "office_publisher unit_publisher supervisor"
INTERPRETING = f"discloser {DRAFTING}"
TEAM = f"{INTERPRETING} {REVIEWING} office_publisher unit_publisher"
STAFF_PAGES = (         # name, address, what staff get, and who gets something else; who is not signed in is sent to sign in
    ("ui:gallery", "/components/", 200, {}),
    ("agencies:sign_out", "/logout/", 405, {}),
    ("agencies:password", "/desk/password/", 200, {}),
    ("agencies:code", "/login/code/?next=/desk/", 302, {}),
    ("agencies:end_sessions", "/desk/password/sessions/", 405, {}),
    ("agencies:second_factor", "/desk/second-factor/", 200, {}),
    ("onboarding:setup", "/desk/setup/", 403, {200: "superuser"}),
    ("onboarding:upload", "/desk/setup/import/bodies/", 403, {200: "superuser"}),
    ("onboarding:upload", "/desk/setup/import/staff/", 403, {200: "superuser security_admin"}),
    ("onboarding:upload", "/desk/setup/import/nonsense/", 403, {404: "superuser security_admin"}),
    ("onboarding:template", "/desk/setup/import/staff/template/", 403, {200: "superuser security_admin"}),
    ("onboarding:template", "/desk/setup/import/bodies/template/", 403, {200: "superuser"}),
    ("onboarding:preview", "/desk/setup/imports/987654321/", 403, {404: "superuser security_admin"}),
    ("onboarding:faults", "/desk/setup/imports/987654321/faults/", 403, {404: "superuser security_admin"}),
    ("onboarding:people", "/desk/setup/people/?q=a&show=none&page=9", 403, {200: "superuser security_admin"}),
    ("onboarding:people", "/desk/setup/people/?export=1", 403, {200: "superuser security_admin"}),
    ("onboarding:person", "/desk/setup/people/{mayor}/", 403, {200: "superuser security_admin"}),
    ("onboarding:person", "/desk/setup/people/0/", 403, {404: "superuser security_admin"}),
    ("onboarding:bodies", "/desk/setup/bodies/", 403, {200: "superuser"}),
    ("onboarding:merge", "/desk/setup/bodies/merge/", 403, {200: "superuser"}),
    ("onboarding:rename", "/desk/setup/bodies/{environment}/rename/", 403, {200: "superuser"}),
    ("onboarding:rename", "/desk/setup/bodies/0/rename/", 403, {404: "superuser"}),
    ("trust:changes", "/desk/rights/?page=9", 403, {200: "superuser security_admin"}),
    ("trust:decide", "/desk/rights/0/", 403, {405: "security_admin"}),
    ("trust:review", "/desk/access-review/?flagged=1", 403, {200: "security_admin audit_admin"}),
    ("trust:review", "/desk/access-review/?export=1", 403, {200: "security_admin audit_admin"}),
    ("trust:trail", "/desk/trail/?person=a&number=1&page=9", 403, {200: "audit_admin"}),
    ("trust:trail", "/desk/trail/?export=1", 403, {200: "audit_admin"}),
    ("tables:export", "/desk/tables/documents/export/?q=噪声&status=draft", 200, {}),
    ("tables:export", "/desk/tables/review/export/", 403, {200: REVIEWING}),
    ("tables:export", "/desk/tables/notices/export/", 200, {}),
    ("tables:export", "/desk/tables/nonsense/export/", 404, {}),
    ("tables:save_filter", "/desk/tables/documents/filters/", 405, {}),
    ("tables:filter", "/desk/tables/filters/0/", 405, {}),
    ("desk:home", "/desk/", 200, {}),
    ("desk:notices", "/desk/notices/", 200, {}),
    ("desk:read_all", "/desk/notices/read/", 405, {}),
    ("desk:acknowledge", "/desk/deadlines/{clock}/acknowledge/", 405, {}),
    ("desk:acknowledge", "/desk/deadlines/0/acknowledge/", 405, {}),
    ("desk:choose_mail", "/desk/notices/mail/", 405, {}),
    ("deadlines:detail", "/desk/deadlines/{clock}/", 404, {200: f"{' '.join(UNIT)} joint office_secrecy office_legality "
                                                                "office_registrar office_reviewer"}),
    ("deadlines:detail", "/desk/deadlines/0/", 404, {}),
    ("deadlines:years", "/desk/calendar/", 403, {200: "superuser"}),
    ("operations:overview", "/desk/operations/", 403, {200: "superuser"}),
    ("documents:sealed", "/desk/documents/sealed/?page=9", 403, {200: "secrecy office_secrecy"}),
    ("documents:sealed_step", "/desk/documents/sealed/0/purge/", 403, {404: "secrecy office_secrecy"}),
    ("desk:missing", "/desk/anything-else/", 404, {}),
    ("desk:missing", "/desk/documents/abc/def/ghi/", 404, {}),
    ("desk:missing", "/desk//", 404, {}),
    ("documents:list", "/desk/documents/", 200, {}),
    ("documents:list", "/desk/documents/?q=噪声&status=draft&agency=1&queue=drafts&page=9", 200, {}),
    ("documents:review", "/desk/review/", 403, {200: REVIEWING}),
    ("documents:review_one", "/desk/review/{in_review}/", 403, {404: REVIEWING, 200: "office_reviewer"}),
    ("documents:review_one", "/desk/review/{draft}/", 403, {404: REVIEWING}),
    ("documents:review_one", "/desk/review/987654321/", 403, {404: REVIEWING}),
    ("documents:signing", "/desk/sign/", 403, {200: SIGNING}),
    ("documents:signing", "/desk/sign/?paper={in_review}&all=1&page=9", 403, {200: SIGNING}),
    ("documents:new", "/desk/documents/new/", 403, {200: DRAFTING}),
    ("documents:new", "/desk/documents/new/?drafting_agency={environment}", 403, {404: DRAFTING, 200: "drafter head"}),
    ("documents:register", "/desk/documents/register/", 403, {200: f"office_registrar {REVIEWING}"}),
    ("documents:adopt", "/desk/documents/adopt/", 403, {200: "office_publisher unit_publisher"}),
    ("documents:adopt", "/desk/documents/adopt/?template=1", 403, {200: "office_publisher unit_publisher"}),
    ("documents:import", "/desk/documents/import/", 403, {200: DRAFTING}),
    ("documents:imported", "/desk/documents/import/{imported}/", 403, {404: DRAFTING, 200: "drafter"}),
    ("documents:imported", "/desk/documents/import/987654321/", 403, {404: DRAFTING}),
    ("documents:batch", "/desk/documents/import/batch/{batch}/", 403, {404: DRAFTING, 200: "drafter"}),
    ("documents:batch", "/desk/documents/import/batch/987654321/", 403, {404: DRAFTING}),
    ("documents:correct", "/desk/documents/correct/{published}/", 403, {404: DRAFTING, 200: "drafter head"}),
    ("documents:correct", "/desk/documents/correct/{in_review}/", 403, {404: DRAFTING, 302: "drafter head"}),
    ("documents:correct", "/desk/documents/correct/0/", 403, {404: DRAFTING}),
    ("documents:phrases", "/desk/phrases/", 403, {200: f"head {REVIEWING} {SIGNING}"}),
    ("documents:detail", "/desk/documents/{in_review}/", 404, {200: f"{' '.join(UNIT)} joint office_secrecy office_legality "
                                                              "office_registrar office_reviewer"}),
    ("documents:detail", "/desk/documents/0/", 404, {}),
    ("documents:detail", "/desk/documents/99999999999999999999999/", 404, {}),
    ("documents:print", "/desk/documents/{in_review}/print/pdf/", 404, {
        200: f"{' '.join(UNIT)} joint office_secrecy office_legality office_registrar office_reviewer"}),
    ("documents:print", "/desk/documents/{draft}/print/disclosure-sheet/", 404, {200: "drafter head"}),
    ("documents:print", "/desk/documents/0/print/pdf/", 404, {}),
    ("websites:pages", "/desk/pages/?kind=guide&past=1&page=9", 403, {200: PAGES}),
    ("websites:new", "/desk/pages/new/system/", 403, {200: PAGES}),
    ("websites:new", "/desk/pages/new/nonsense/", 403, {404: PAGES}),
    ("websites:page", "/desk/pages/{page}/", 403, {404: "unit_publisher", 200: "office_publisher supervisor"}),
    ("websites:page", "/desk/pages/0/", 403, {404: PAGES}),
    ("websites:step", "/desk/pages/{page}/edit/", 403, {404: "unit_publisher", 200: "office_publisher supervisor"}),
    ("websites:step", "/desk/pages/{page}/publish/", 403, {404: "unit_publisher", 200: "office_publisher supervisor"}),
    ("websites:step", "/desk/pages/{page}/supersede/", 403, {404: PAGES}),
    ("websites:revise", "/desk/pages/{page}/revise/", 403, {405: PAGES}),
    ("interpretation:board", "/desk/interpretations/?state=todo&agency=1&page=9", 403, {200: TEAM}),
    ("interpretation:new", "/desk/interpretations/new/{draft}/", 403, {404: INTERPRETING, 200: "drafter head"}),
    ("interpretation:new", "/desk/interpretations/new/0/", 403, {404: INTERPRETING}),
    ("interpretation:plan", "/desk/interpretations/{plan}/", 403, {404: TEAM, 200: "drafter head discloser office_reviewer"}),
    ("interpretation:plan", "/desk/interpretations/0/", 403, {404: TEAM}),
    ("interpretation:write", "/desk/interpretations/{plan}/write/?form=qa", 403, {404: INTERPRETING, 200: "drafter head discloser"}),
    ("interpretation:step", "/desk/interpretations/{plan}/edit/", 403, {404: TEAM, 403: "office_reviewer", 200: "drafter head discloser"}),
    ("interpretation:step", "/desk/interpretations/{plan}/begin/", 403, {404: TEAM}),
    ("interpretation:material", "/desk/materials/{material}/", 403, {404: TEAM, 200: "drafter head discloser office_reviewer"}),
    ("interpretation:correct", "/desk/materials/{material}/correct/", 403, {405: INTERPRETING}),
    ("interpretation:material_step", "/desk/materials/{material}/edit/", 403, {
        404: TEAM, 403: "office_reviewer", 200: "drafter head discloser"}),
    ("interpretation:material_step", "/desk/materials/{material}/review/", 403, {
        404: TEAM, 403: "drafter discloser office_reviewer", 200: "head"}),
    ("interpretation:material_step", "/desk/materials/{material}/supersede/", 403, {404: TEAM}),
    ("documents:step", "/desk/documents/{in_review}/approve/", 404, {
        403: f"{' '.join(UNIT)} joint office_secrecy office_legality office_registrar", 200: "office_reviewer"}),
    ("documents:step", "/desk/documents/0/approve/", 404, {}),
    ("files:download", "/desk/files/{file_in_review}/", 404, {200: f"{' '.join(UNIT)} joint office_secrecy office_legality "
                                                             "office_registrar office_reviewer"}),
    ("files:download", "/desk/files/{file_draft}/", 404, {200: "drafter head"}),
    ("files:download", "/desk/files/0/", 404, {}),
)
# The office watches; the bodies below it answer. The paper's clock is the office's own, so the office was urged.
ANSWERING = f"head discloser joint {REVIEWING} office_signer office_publisher mayor unit_publisher"
OF_THE_BUREAU = "head discloser unit_reviewer unit_publisher"
URGED = "office_reviewer office_signer office_publisher"
# What follows a material: who sees the plan sees it; the joint body was asked for its opinion and sees that alone.
OF_THE_PLAN = "drafter head discloser office_reviewer"
READERS = f"{INTERPRETING} {REVIEWING}"
REPORTED = " ".join(person for person in ANSWERING.split() if person != "mayor")     # no report counts the government itself
STAFF_PAGES += (
    ("oversight:dashboard", "/desk/dashboard/", 403, {200: "supervisor"}),
    ("oversight:dashboard", "/desk/dashboard/?body={environment}&period=2026-Q1", 403, {200: "supervisor"}),
    ("oversight:dashboard", "/desk/dashboard/?body=987654321", 403, {404: "supervisor"}),
    ("oversight:dashboard_file", "/desk/dashboard.xlsx", 403, {200: "supervisor"}),
    ("oversight:figure", "/desk/dashboard/overdue/", 403, {404: ANSWERING, 200: "supervisor"}),
    ("oversight:figure", "/desk/dashboard/published/?body={environment}", 403, {404: ANSWERING, 200: f"supervisor {OF_THE_BUREAU}"}),
    ("oversight:figure", "/desk/dashboard/nonsense/", 403, {404: f"supervisor {ANSWERING}"}),
    ("oversight:figure_file", "/desk/dashboard/decided.xlsx", 403, {404: ANSWERING, 200: "supervisor"}),
    ("oversight:figure_file", "/desk/dashboard/decided.xlsx?body={environment}", 403, {404: ANSWERING, 200: f"supervisor {OF_THE_BUREAU}"}),
    ("oversight:monday", "/desk/monday/", 403, {200: "supervisor"}),
    ("oversight:monday_file", "/desk/monday.pdf", 403, {200: "supervisor"}),
    ("oversight:urgings", "/desk/urgings/", 403, {200: f"supervisor {ANSWERING}"}),
    ("oversight:urge", "/desk/urgings/new/", 403, {200: "supervisor"}),
    ("oversight:receipt", "/desk/urgings/{receipt}/", 403, {404: ANSWERING, 200: f"supervisor {URGED}"}),
    ("oversight:receipt", "/desk/urgings/987654321/", 403, {404: f"supervisor {ANSWERING}"}),
    ("oversight:receipt_step", "/desk/urgings/{receipt}/receive/", 403, {404: ANSWERING, 200: URGED}),
    ("oversight:receipt_step", "/desk/urgings/{receipt}/open/", 403, {404: f"supervisor {ANSWERING}"}),
    ("oversight:reports", "/desk/reports/", 403, {200: f"supervisor {ANSWERING}"}),
    ("oversight:draft_report", "/desk/reports/draft/", 403, {405: "supervisor"}),
    ("oversight:report", "/desk/reports/{report}/", 403, {404: ANSWERING, 200: f"supervisor {REPORTED}"}),
    ("oversight:report", "/desk/reports/{report_draft}/", 403, {404: ANSWERING, 200: "supervisor"}),
    ("oversight:report_pdf", "/desk/reports/{report}.pdf", 403, {404: ANSWERING, 200: f"supervisor {REPORTED}"}),
    ("oversight:report_file", "/desk/reports/{report_draft}.xlsx", 403, {404: ANSWERING, 200: "supervisor"}),
    ("oversight:report_step", "/desk/reports/{report_draft}/sign/", 403, {404: ANSWERING, 200: "supervisor"}),
    ("oversight:report_step", "/desk/reports/{report}/sign/", 403, {404: "mayor", 200: "supervisor"}),
)
# Whoever keeps the book writes letters; the bureau answers what the office wrote to it, its own paper being none of the letter's.
LINKING = f"head discloser {REVIEWING} office_publisher unit_publisher supervisor"
SENDING, RECEIVING = "office_reviewer office_publisher supervisor", OF_THE_BUREAU
STAFF_PAGES += (
    ("linkage:contacts", "/desk/contacts/?q=报&kind=media&past=1&page=9", 403, {200: LINKING}),
    ("linkage:new_contact", "/desk/contacts/new/", 403, {200: LINKING}),
    ("linkage:contact", "/desk/contacts/{contact}/", 403, {200: LINKING}),
    ("linkage:contact", "/desk/contacts/0/", 403, {404: LINKING}),
    ("linkage:contact_step", "/desk/contacts/{contact}/edit/", 403, {200: SENDING}),
    ("linkage:contact_step", "/desk/contacts/{contact}/add/", 403, {404: LINKING}),
    ("linkage:letters", "/desk/letters/?box=out&state=late&kind=press&page=9", 403, {200: f"supervisor {ANSWERING}"}),
    ("linkage:write", "/desk/letters/new/press/", 403, {200: LINKING}),
    ("linkage:write", "/desk/letters/new/nonsense/", 403, {404: LINKING}),
    ("linkage:write", "/desk/letters/new/linkage/?about=documents.document:{in_review}", 403, {
        404: LINKING, 200: "head discloser office_reviewer"}),
    ("linkage:letter", "/desk/letters/{letter}/", 403, {404: LINKING, 200: SENDING}),
    ("linkage:letter", "/desk/letters/0/", 403, {404: LINKING}),
    ("linkage:delivery", "/desk/letters/to/{delivery}/", 403, {404: f"supervisor {ANSWERING}", 200: f"{SENDING} {RECEIVING}"}),
    ("linkage:delivery_step", "/desk/letters/to/{delivery}/receive/", 403, {
        404: f"supervisor {ANSWERING}", 403: SENDING, 200: RECEIVING}),
    ("linkage:delivery_step", "/desk/letters/to/{delivery}/open/", 403, {404: f"supervisor {ANSWERING}"}),
)
STAFF_PAGES += (
    ("interpretation:following", "/desk/following/?box=rounds&all=1&page=9", 403, {200: f"{READERS} {ANSWERING}"}),
    ("interpretation:new_round", "/desk/plans/{plan}/rounds/new/", 403, {404: INTERPRETING, 200: "drafter head discloser"}),
    ("interpretation:round", "/desk/rounds/{round}/", 403, {404: TEAM, 200: OF_THE_PLAN}),
    ("interpretation:round_step", "/desk/rounds/{round}/hold/", 403, {404: TEAM, 403: "office_reviewer", 200: "drafter head discloser"}),
    ("interpretation:round_step", "/desk/rounds/{round}/arrange/", 403, {404: TEAM}),
    ("interpretation:ask", "/desk/plans/{plan}/consultations/new/", 403, {404: INTERPRETING, 200: "drafter head discloser"}),
    ("interpretation:consultation", "/desk/consultations/{consultation}/", 403, {404: f"{TEAM} {ANSWERING}", 200: f"{OF_THE_PLAN} joint"}),
    ("interpretation:consultation_step", "/desk/consultations/{consultation}/answer/", 403, {
        404: f"{TEAM} {ANSWERING}", 403: OF_THE_PLAN, 200: "joint"}),
    ("interpretation:evaluation", "/desk/evaluations/{evaluation}/", 403, {404: TEAM, 200: OF_THE_PLAN}),
    ("interpretation:order_rectification", "/desk/evaluations/{evaluation}/rectifications/new/", 403, {404: READERS, 200: OF_THE_PLAN}),
    ("interpretation:rectification", "/desk/rectifications/{rectification}/", 403, {404: TEAM, 200: OF_THE_PLAN}),
    ("interpretation:rectification_step", "/desk/rectifications/{rectification}/finish/", 403, {
        404: TEAM, 403: "office_reviewer", 200: "drafter head discloser"}),
    ("interpretation:cases", "/desk/cases/?kind=bad&form=qa&topic=10&page=9", 403, {200: READERS}),
    ("interpretation:new_case", "/desk/cases/new/", 403, {200: INTERPRETING}),
    ("interpretation:case", "/desk/cases/{case}/", 403, {404: READERS, 200: OF_THE_PLAN}),
    ("interpretation:case", "/desk/cases/{case_shared}/", 403, {200: READERS}),
    ("interpretation:case_step", "/desk/cases/{case}/share/", 403, {404: READERS, 403: "drafter head discloser", 200: "office_reviewer"}),
)
SIGN_IN = ("agencies:sign_in", "/login/")       # 200 outside; who is signed in is led to the desk

# Decision 16, statuses in their order: the drafters see all; the reviewers of the unit and the joint bodies from the
# unit's own review; the office from submitted; signers from approved; publishers from signed; nobody else ever.
IN_THE_UNIT = {"drafter", "head"}
WITH_ITS_REVIEWERS = {*UNIT, "joint"}
AT_THE_OFFICE = WITH_ITS_REVIEWERS | {"office_secrecy", "office_legality", "office_registrar", "office_reviewer"}
AT_THE_SIGNER = AT_THE_OFFICE | {"office_signer"}
EVERYBODY_CONCERNED = AT_THE_SIGNER | {"office_publisher"}
SEEN_BY = {
    "draft": IN_THE_UNIT,
    "discarded": IN_THE_UNIT,
    "unit_review": WITH_ITS_REVIEWERS,
    "submitted": AT_THE_OFFICE,
    "in_review": AT_THE_OFFICE,
    "returned": AT_THE_OFFICE,
    "approved": AT_THE_SIGNER,
    "signed": EVERYBODY_CONCERNED,
    "published": EVERYBODY_CONCERNED,
    "retained": EVERYBODY_CONCERNED,
    "superseded": EVERYBODY_CONCERNED,
    "withdrawn": EVERYBODY_CONCERNED,
    "locked": set(),
    "purged": set(),
}
# Decision 3: whose step it is, a status in which it can be taken, and what it needs.
STEPS = {
    "edit": ("drafter head", "draft", {"title": "改"}),
    "attach": ("drafter head", "draft", {"title": "又一附件"}),
    "arrange": ("drafter head", "draft", {}),
    "detach": ("drafter head", "draft", {"part": "{part}"}),
    "to_unit": ("drafter head", "draft", {}),
    "discard": ("drafter head", "returned", {"note": "不再需要"}),
    "lock": (" ".join(sorted(EVERYBODY_CONCERNED)), "in_review", {"sign": "marked"}),
    "back_to_draft": ("head", "unit_review", {"note": "再改"}),
    "submit": ("head", "unit_review", {}),
    "recall": ("head", "submitted", {"note": "补材料"}),
    "review_secrecy": ("secrecy office_secrecy", "in_review", {"passed": "True"}),
    "review_legality": ("legality office_legality", "in_review", {"passed": "True"}),
    "review_disclosure": ("discloser", "unit_review", {"passed": "True"}),
    "countersign": ("joint", "submitted", {"passed": "True"}),
    "claim": ("office_reviewer", "submitted", {}),
    "release": ("office_reviewer", "in_review", {}),
    "hand_over": ("office_reviewer", "in_review", {"to": "{colleague}"}),
    "comment": ("office_reviewer", "in_review", {"note": "已与起草单位联系"}),
    "send_back": ("office_reviewer", "in_review", {"note": "请改"}),
    "approve": ("office_reviewer", "in_review", {}),
    "reopen": ("office_reviewer", "approved", {}),
    "sign": ("office_signer", "approved", {"dated_on": f"{NOW:%F}"}),
    "decline": ("office_signer", "approved", {"note": "暂缓"}),
    "change_attribute": ("office_signer", "approved", {"disclosure": "on_request", "note": "不宜公开"}),
    "publish": ("office_publisher", "signed", {}),
    "schedule": ("office_publisher", "signed", {"at": f"{NOW.year + 30}-01-04T09:00", "accept": "late"}),
    "unschedule": ("office_publisher", "scheduled", {}),
    "retain": ("office_publisher", "signed_for_the_shelf", {}),
    "declare_validity": ("office_publisher", "published", {"state": "void", "from_on": f"{NOW:%F}", "basis": "清理结果"}),
    "withdraw": ("office_publisher", "published", {"note": "误发"}),
    "withdraw_edition": ("office_publisher", "superseded", {"note": "含个人信息"}),
}
WITHOUT_A_PAGE = ("unlock", "purge", "draft", "register", "correct", "adopt", "supersede", "nonsense")


class Town:
    """The city with one paper in each status, each with a file, and a signed-in visitor for each person."""

    def __init__(self, city):
        self.city = city
        env, office = city.environment, city.office
        posts = {name: city.who(env, name) for name in UNIT} | {
            f"office_{name}": city.who(office, name)
            for name in ("secrecy", "legality", "registrar", "reviewer", "signer", "publisher", "drafter")} | {
            "joint": city.who(city.health, "signer"), "joint_drafter": city.who(city.health, "drafter"),
            "unit_reviewer": city.who(env, "reviewer"), "unit_publisher": city.who(env, "publisher"),
            "stranger": city.who(city.commerce, "drafter"), "strange_reviewer": city.who(city.commerce, "reviewer"),
            "mayor": city.who(city.government, "signer"),
            "supervisor": city.person("信息公开办", office, "supervisor"),
            "inactive": city.person("已离职", env, "drafter")}
        self.users = {name: actor.user for name, actor in posts.items()}
        self.users["superuser"] = User.objects.create(username="root", is_superuser=True, is_staff=True)
        for part in ("system", "security", "audit"):
            self.users[f"{part}_admin"] = User.objects.create(username=f"{part}-admin", administers=part)
        User.objects.filter(pk=self.users["inactive"].pk).update(is_active=False)
        self.visitors = {"anonymous": Client()} | {name: Client() for name in self.users}
        for name, user in self.users.items():
            self.visitors[name].force_login(user)
        self.papers = {status: self.paper(status) for status in SEEN_BY}
        self.papers["signed_for_the_shelf"] = self.paper("signed", disclosure="on_request")
        self.papers["scheduled"] = self.paper("signed", title="关于定时公开的通知")
        step(self.papers["scheduled"], "schedule", city.who(office, "publisher"), at="2056-01-04T09:00", accept="late")
        self.batch = ImportBatch.objects.create(user=self.users["drafter"], agency=env, at=NOW)
        self.page = Page(kind="system", agency=office)
        perform(self.page, "write", by=posts["supervisor"], now=NOW, data={"title": "保密审查制度", "content": "<p>内容</p>"})
        self.plan = plan(city, self.papers["in_review"])
        self.material = material(city, self.plan)
        self.followed()
        self.imported = ImportedText.objects.create(
            user=self.users["drafter"], name="来文.txt", text=NOTICE, at=NOW, batch=self.batch)
        self.watched(posts["supervisor"])
        self.contact = entry(office, posts["supervisor"])
        self.letter = send(office, posts["supervisor"], contacts=[self.contact.pk], agencies=[env.pk])
        self.delivery = self.letter.deliveries.get(agency=env)

    def followed(self):
        """The joint body is asked, a round is planned, an evaluation has a task, one case is shared and one is not."""
        city = self.city
        self.round, self.consultation = arrange(city, self.plan), ask(city, self.plan, city.health)
        self.evaluation = Evaluation.objects.create(
            plan=self.plan, number=1, agency=city.environment, by=self.users["drafter"], at=NOW, questions_count=0, grade="good",
            timeliness=4, authority=4, plainness=4, reach=4, conclusions="好")
        self.rectification, self.case, self.case_shared = order(city, self.evaluation), case(city), case(city)
        step(self.case_shared, "share", city.who(city.office, "reviewer"))

    def watched(self, by):
        """A week later: the office urges what is overdue, signs the report of the month and has a draft of another."""
        later, office, clock = NOW + timedelta(days=60), self.city.office, Deadline.objects.of(self.papers["in_review"]).get()
        urging = Urging(agency=office)
        perform(urging, "send", by=by, now=later, data={"items": str(clock.pk), "words": "请办理", "until": f"{later:%F}"})
        self.receipt = urging.receipts.get()
        self.report, self.report_draft = (draft(office, date(2026, month, 1), now=later) for month in (2, 3))
        perform(self.report, "sign", by=by, now=later)

    def paper(self, status, **data):
        city, env, office = self.city, self.city.environment, self.city.office
        data |= {"disclosure": "on_request"} if status == "retained" else {}
        data = {"title": f"关于{status}的通知"} | data
        document = city.draft(env, office, joint=[city.health.pk], **data)
        attach(document, city.who(env, "drafter"), title="公开附件", content=f"{status}{data}")
        attach(document, city.who(env, "drafter"), title="不公开附件", content="名单", disclosure="withheld")
        unit, at_office = (lambda name: city.who(env, name)), (lambda name: city.who(office, name))
        way = [
            ("to_unit", unit("drafter"), {}), ("review_secrecy", unit("secrecy"), {"passed": True}),
            ("review_legality", unit("legality"), {"passed": True}),
            ("countersign", city.who(city.health, "signer"), {"passed": True}), ("submit", unit("head"), {}),
            ("claim", at_office("reviewer"), {}), ("approve", at_office("reviewer"), {}),
            ("sign", at_office("signer"), {"dated_on": f"{NOW:%F}"}), ("publish", at_office("publisher"), {})]
        last = {"discarded": ("discard", unit("drafter"), {"note": "不需要"}),
                "returned": ("send_back", at_office("reviewer"), {"note": "请改"}),
                "retained": ("retain", at_office("publisher"), {}),
                "withdrawn": ("withdraw", at_office("publisher"), {"note": "误发"})}
        last["locked"] = last["purged"] = ("lock", unit("drafter"), {"sign": "told"})
        before = {"locked": "in_review", "purged": "in_review", "discarded": "draft",
                  "returned": "in_review", "retained": "signed", "withdrawn": "published",
                  "superseded": "published"}
        for name, by, more in way:
            if document.status == before.get(status, status) and name not in ("review_secrecy", "review_legality", "countersign"):
                break
            step(document, name, by, **more)
        if status in last:
            step(document, last[status][0], last[status][1], **last[status][2])
        if status == "purged":
            step(document, "purge", unit("secrecy"), reported=True)
        if status == "superseded":
            self.correct(document, way)
            document.refresh_from_db()
        assert document.status == status
        return document

    def correct(self, document, way):
        edition = Document(corrects=document, drafting_agency=document.drafting_agency, issuing_agency=document.issuing_agency)
        perform(edition, "correct", by=self.city.who(self.city.environment, "drafter"), now=NOW,
                data={"title": document.title, "body": "改正", "disclosure": "proactive", "reasoning": "改正"})
        for name, by, more in way:
            step(edition, name, by, **more)

    def address(self, pattern):
        """With the ids and public addresses of the papers in place of {status}."""
        if "{" not in pattern:
            return pattern
        if pattern.startswith(("/p/", "/useful/")):
            known = {name: PublicItem.objects.of(self.papers[name]).first().address
                     for name in ("published", "superseded", "withdrawn")} | {"unknown": uuid4()}
        else:
            known = {name: paper.pk for name, paper in self.papers.items()}
            known |= {f"file_{name}": File.objects.of(paper).first().pk for name, paper in self.papers.items() if name != "purged"}
            known |= {"mayor": self.users["mayor"].pk}
            known |= {"environment": self.city.environment.pk, "imported": self.imported.pk, "batch": self.batch.pk, "page": self.page.pk,
                      "plan": self.plan.pk, "material": self.material.pk, "round": self.round.pk, "consultation": self.consultation.pk,
                      "evaluation": self.evaluation.pk, "rectification": self.rectification.pk, "case": self.case.pk,
                      "case_shared": self.case_shared.pk,
                      "clock": Deadline.objects.of(self.papers["in_review"]).get().pk, "receipt": self.receipt.pk,
                      "report": self.report.pk, "report_draft": self.report_draft.pk, "contact": self.contact.pk,
                      "letter": self.letter.pk, "delivery": self.delivery.pk}
        return pattern.format(**known)

    def sent(self, name, data):
        """What a POST of a step carries."""
        known = {"part": self.papers["draft"].parts.last().pk, "colleague": self.city.who(self.city.office, "colleague").user.pk}
        sent = {key: value.format(**known) for key, value in data.items()}
        return sent | ({"file": SimpleUploadedFile("表.txt", "表二".encode())} if name == "attach" else {})

    def get(self, person, address):
        return self.visitors[person].get(address)


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker):
    """Built once: every test below runs in a savepoint of this transaction."""
    quick = override_settings(SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies")
    logging.getLogger("django.request").setLevel(logging.CRITICAL)      # thousands of refusals are no news here
    with django_db_blocker.unblock(), quick, undone():
        if not CalendarYear.objects.exists():
            store_known_years()
            ships.load(Rule)
        yield Town(City(since=date(2010, 1, 1)))
    logging.getLogger("django.request").setLevel(logging.NOTSET)


def state():
    """Everything that a request without a right must leave as it is; that it was made may be on the trail."""
    return (list(Document.objects.order_by("pk").values_list("pk", "status", "version", "title")),
            list(Deadline.objects.order_by("pk").values_list("pk", "acknowledged_at", "closed_at")),
            Event.objects.exclude(step__in=LOOKS).count(),
            *(model.objects.count() for model in (File, Notification, ImportedText, PublicItem)))


def to_sign_in(response):
    return response.status_code == 302 and response["Location"].startswith("/login/?next=")


def differing(found):
    """What is not as it is written: [(who, where, wanted, found)]."""
    return [row for row in found if row[-1] != row[-2]]


def test_every_address_has_its_line_in_the_tables():
    entered = {name for name, *_ in (*PUBLIC_PAGES, *STAFF_PAGES, SIGN_IN)}
    assert {name for name, _route, _view in walk(get_resolver().url_patterns)} == entered


def test_every_step_has_its_line_in_the_tables():
    assert set(Document.workflow) == STEPS.keys() | set(WITHOUT_A_PAGE) - {"nonsense"}
    assert {status for status, _ in Document.status.field.choices} == SEEN_BY.keys()


def test_public_pages_are_the_same_for_everybody(town):
    assert differing(
        (person, address, wanted, town.get(person, town.address(address)).status_code)
        for _name, address, wanted in PUBLIC_PAGES for person in (*STAFF, *OUTSIDE)) == []
    assert [town.get(person, "/login/").status_code for person in ("anonymous", "inactive", "stranger")] == [200, 200, 302]
    assert town.get("stranger", "/login/")["Location"] == "/desk/"


def test_pages_of_the_desk_ask_for_a_right_or_for_nothing(town):
    found = []
    for _name, pattern, rest, others in STAFF_PAGES:
        address, wanted = town.address(pattern), dict.fromkeys(STAFF, rest)
        for status, people in others.items():
            people = people.replace("superuser", "superuser system_admin")      # three are appointed: the founder has no more than this one
            wanted |= dict.fromkeys(people.split(), status)
        found += [(person, pattern, wanted[person], town.get(person, address).status_code) for person in STAFF]
    assert differing(found) == []


def test_who_is_not_signed_in_gets_the_same_redirect_whether_the_address_exists_or_not(town):
    addresses = [town.address(pattern) for _name, pattern, *_ in STAFF_PAGES if pattern.startswith("/desk/")]
    addresses += [town.papers["draft"].get_absolute_url() + f"{name}/" for name in (*STEPS, *WITHOUT_A_PAGE)]
    addresses += ["/desk/nothing/", "/desk/%E5%85%AC%E6%96%87/", "/desk/a/b/c/d/", "/desk/.env/", "/desk/a%0Db/", "/desk/%00/"]
    for person in OUTSIDE:
        faces = set()
        for address in addresses:
            for method in ("get", "post", "head", "put", "delete"):
                response = getattr(town.visitors[person], method)(address)
                assert to_sign_in(response), (person, method, address, response.status_code)
                faces.add((response.status_code, response["Location"].split("=")[0], response.content,
                           response["Cache-Control"], response["Content-Security-Policy"]))
        assert len(faces) == 1
    assert {Client().get(address.rstrip("/")).status_code for address in ("/desk/documents/", "/desk/nothing/")} == {301}


def test_a_line_break_in_an_address_of_the_desk_makes_no_difference(town):
    for address in ("/desk/%0A/", "/desk/documents/a%0Ab/", "/desk/documents/1%0A/"):
        for person in OUTSIDE:
            assert to_sign_in(town.get(person, address)), (person, address)
        assert town.get("drafter", address).status_code == 404


def test_nought_is_the_id_of_nothing(town):
    for address in ("/desk/documents/0/", "/desk/documents/0/edit/", "/desk/files/0/", "/desk/review/0/", "/desk/documents/import/0/"):
        person = "office_reviewer" if "review" in address else "drafter"
        assert town.get(person, address).status_code == 404, address
        assert town.visitors[person].post(address, {"title": "新文"}).status_code in (404, 405), address


def test_the_page_of_a_document_and_its_file_are_there_for_whom_the_status_shows_it(town):
    found = []
    for status, seers in SEEN_BY.items():
        document, file = town.papers[status], File.objects.of(town.papers[status]).first()
        for person in STAFF:
            wanted = 200 if person in seers else 404
            found += [(person, status, wanted, town.get(person, document.get_absolute_url()).status_code),
                      (person, f"file of {status}", wanted, town.get(person, f"/desk/files/{file.pk if file else 0}/").status_code)]
    assert differing(found) == []


def test_the_list_the_desk_and_the_queue_show_exactly_what_the_status_shows(town):
    for person in STAFF:
        seen = {paper.pk for status, paper in town.papers.items()
                if person in SEEN_BY[paper.status]}
        edition = Document.objects.get(corrects__isnull=False)
        seen |= {edition.pk} if person in SEEN_BY["published"] else set()
        page = town.get(person, "/desk/documents/").context["page_obj"]
        assert {document.pk for document in page} == seen and page.paginator.count == len(seen), person
        for each in town.get(person, "/desk/").context["lists"]:
            if each["rows"] and not isinstance(each["rows"][0]["subject"], Document):
                continue
            assert {row["subject"].pk for row in each["rows"]} <= seen and each["count"] <= len(seen)
    queue = {row["document"].pk for row in town.get("office_reviewer", "/desk/review/").context["queue"]}
    assert queue == {town.papers["submitted"].pk, town.papers["in_review"].pk}


@pytest.mark.parametrize("status", SEEN_BY)
def test_the_page_of_a_step_is_there_for_whom_it_is(town, status):
    """A step or two of each holder, in each status others; the test after this one takes every step."""
    document, turn, found = town.papers[status], list(SEEN_BY).index(status), []
    for holders in dict.fromkeys(holders for holders, _status, _data in STEPS.values()):
        steps = [name for name, line in STEPS.items() if line[0] == holders]
        some = {steps[turn % len(steps)], steps[(turn + 1) % len(steps)]}
        for person in SEEN_BY[status]:
            wanted = 200 if person in holders.split() else 403
            found += [(person, name, wanted, town.get(person, f"{document.get_absolute_url()}{name}/").status_code)
                      for name in (some if wanted == 200 else [steps[turn % len(steps)]])]
    for person in STAFF:
        names = [WITHOUT_A_PAGE[turn % 5]] + ([] if person in SEEN_BY[status] else [list(STEPS)[turn], list(STEPS)[turn + 12]])
        found += [(person, name, 404, town.get(person, f"{document.get_absolute_url()}{name}/").status_code) for name in names]
    assert differing(found) == []


def test_a_step_is_done_for_whom_it_is_and_for_nobody_else(town):
    found, before = [], state()
    for name, (holders, status, data) in STEPS.items():
        document = town.papers[status]
        address = f"{document.get_absolute_url()}{name}/"
        for person in STAFF:
            seen = person in SEEN_BY[document.status]
            wanted = 302 if seen and person in holders.split() else 403 if seen else 404
            with undone():
                found.append((person, name, wanted, town.visitors[person].post(address, town.sent(name, data)).status_code))
                if wanted != 302:
                    assert state() == before, (person, name)
    assert differing(found) == [] and state() == before


def test_steps_without_a_page_are_taken_by_no_post(town):
    before = state()
    for document in town.papers.values():
        for name in WITHOUT_A_PAGE:
            for person in ("drafter", "head", "office_registrar", "office_reviewer", "office_publisher"):
                response = town.visitors[person].post(f"{document.get_absolute_url()}{name}/", {"title": "新", "note": "因"})
                assert response.status_code == 404, (document.status, name, person)
    assert state() == before


def test_pages_that_make_papers_take_a_post_from_whom_they_are(town):
    env, office, before = town.city.environment, town.city.office, state()
    paper = {"title": "新文", "body": "正文", "drafting_agency": env.pk}
    posts = (           # address, data, who may, what others get
        ("/desk/documents/new/", paper, "drafter head", {403: set(STAFF) - set(DRAFTING.split())}),
        ("/desk/documents/register/", paper | {"issuing_agency": office.pk}, "office_registrar office_reviewer",
         {403: set(STAFF) - {"strange_reviewer", "unit_reviewer"}}),
        (town.address("/desk/documents/import/{imported}/"), paper, "drafter", {403: set(STAFF) - set(DRAFTING.split())}),
        (town.address("/desk/deadlines/{clock}/acknowledge/"), {}, "office_reviewer", {}),
        (town.address("/desk/urgings/{receipt}/receive/"), {}, URGED, {403: {*STAFF} - {*ANSWERING.split()}}),
        (town.address("/desk/urgings/{receipt}/answer/"), {"note": "明天"}, URGED, {403: {*STAFF} - {*ANSWERING.split()}}),
        ("/desk/urgings/new/", {"items": str(Deadline.objects.of(town.papers["in_review"]).get().pk), "words": "请办理", "until": "2099-01-04"},
         "supervisor", {403: STAFF}),
        (town.address("/desk/reports/{report_draft}/sign/"), {"accept": "changed"}, "supervisor", {403: {*STAFF} - {*ANSWERING.split()}}),
        (town.address("/desk/reports/{report_draft}/comment/"), {"comment_review": "好"}, "supervisor",
         {403: {*STAFF} - {*ANSWERING.split()}}),
    )
    for address, data, holders, others in posts:
        for person in STAFF:
            wanted = 302 if person in holders.split() else 403 if person in others.get(403, ()) else 404
            with undone():
                assert town.visitors[person].post(address, data).status_code == wanted, (person, address)
                assert (state() == before) == (wanted != 302), (person, address)
    assert town.visitors["anonymous"].post("/desk/documents/new/", paper).status_code == 302 and state() == before


def test_other_methods_change_nothing_and_tell_nothing(town):
    before = state()
    shown, hidden, missing = town.papers["in_review"].pk, town.papers["draft"].pk, 0
    for method in ("put", "delete", "patch"):
        for person in ("drafter", "office_reviewer", "stranger", "superuser"):
            send = getattr(town.visitors[person], method)
            for place in ("", "approve/", "edit/", "withdraw/"):
                assert send(f"/desk/documents/{shown}/{place}").status_code in (403, 404, 405)
                assert send(f"/desk/documents/{hidden}/{place}").status_code in (403, 404, 405)
            for address in ("/", "/search/", "/desk/", "/desk/documents/", "/desk/documents/new/", "/desk/documents/import/",
                            "/desk/review/", "/desk/notices/", town.address("/desk/files/{file_draft}/"), "/logout/",
                            town.address("/p/{published}/"), town.address("/p/{published}/files/1/")):
                assert send(address).status_code in (403, 404, 405), (method, person, address)
    for method in ("get", "head", "post", "put", "delete", "patch", "options"):
        send = getattr(town.visitors["office_reviewer"], method)
        for place in ("", "approve/", "edit/"):
            assert (send(f"/desk/documents/{hidden}/{place}").status_code
                    == send(f"/desk/documents/{missing}/{place}").status_code), (method, place)
    assert town.visitors["office_reviewer"].head(f"/desk/documents/{shown}/").status_code == 200
    assert town.visitors["office_reviewer"].head(f"/desk/documents/{hidden}/").status_code == 404
    assert state() == before


def test_what_is_hidden_answers_like_what_was_never_there(town):
    hidden, missing = town.papers["draft"], 987654321
    file, text = File.objects.of(hidden).first(), town.imported
    pairs = [(f"/desk/documents/{{}}/{place}", hidden.pk) for place in ("", "edit/", "submit/", "approve/", "nonsense/")]
    pairs += [("/desk/files/{}/", file.pk), ("/desk/review/{}/", hidden.pk), ("/desk/documents/import/{}/", text.pk)]

    def face(person, address, pk):
        response = town.get(person, address.format(pk))
        headers = {name: value for name, value in response.items() if name != "Content-Length"}
        return response.status_code, response.text.replace(address.format(pk), "…"), headers

    for person in ("stranger", "strange_reviewer", "office_reviewer", "office_publisher", "superuser", "joint"):
        for address, pk in pairs:
            seen = face(person, address, pk)
            assert seen[0] in (403, 404) and seen == face(person, address, missing), (person, address)
    assert face("drafter", "/desk/documents/{}/", hidden.pk)[0] == 200       # the drafter is shown more than that


def test_a_post_without_the_token_of_its_form_is_refused(town):
    visitor = Client(enforce_csrf_checks=True)
    visitor.force_login(town.users["drafter"])
    before = state()
    for address in (f"{town.papers['draft'].get_absolute_url()}to_unit/", "/desk/documents/new/", "/desk/notices/read/", "/logout/"):
        assert visitor.post(address, {"title": "新文"}).status_code == 403
    assert state() == before and visitor.get("/desk/").status_code == 200


def test_duties_that_ended_and_people_who_left_open_nothing(town):
    visitor, address = town.visitors["drafter"], town.papers["draft"].get_absolute_url()
    assert visitor.get(address).status_code == 200
    town.users["drafter"].assignments.update(to_on=date(2020, 1, 1))
    assert visitor.get(f"{address}edit/").status_code == 403        # before the nightly derive: acting asks the assignment
    derive(town.users["drafter"], on=date(2026, 3, 2))
    assert to_sign_in(visitor.get(address))                         # the session ended with the post
    visitor.force_login(User.objects.get(pk=town.users["drafter"].pk))
    assert visitor.get(address).status_code == 404
    User.objects.filter(pk=town.users["head"].pk).update(is_active=False)
    assert to_sign_in(town.visitors["head"].get(address))


def test_the_admin_is_for_administrators_and_holds_no_business(town):
    of_people = {"superuser": 403, "system_admin": 403, "security_admin": 200}     # the founder keeps no people once security is appointed
    for person in (*STAFF, *OUTSIDE):
        assert town.get(person, "/admin/").status_code == (200 if person in of_people else 302), person
        assert town.get(person, "/admin/agencies/user/").status_code == of_people.get(person, 302), person
    held = {model._meta.label for model in admin.site._registry}
    assert not [label for label in held if label.startswith(("documents.", "publication.", "files.", "audit.", "notifications."))]


def test_a_view_that_does_not_say_who_may_open_it_fails_the_check():
    assert [error for error in checks.run_checks() if error.id == "openness.E001"] == []
    with override_settings(ROOT_URLCONF=__name__):
        found = [error for error in checks.run_checks() if error.id == "openness.E001"]
    assert [error.msg for error in found] == ["forgotten/ does not say who may open it"]
