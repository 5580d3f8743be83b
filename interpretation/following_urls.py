"""Addresses of what follows a material; urls.py includes them."""
from django.urls import path

from documents.rights import PUBLISH
from openness.agencies.access import holding
from openness.linkage.rights import ANSWER

from .rights import COORDINATE, INTERPRET, REVIEW_MATERIAL
from .views.cases import CaseStep, NewCase, case, cases
from .views.consultations import Ask, ConsultationStep, consultation
from .views.evaluations import evaluation
from .views.following import following
from .views.rectifications import Order, RectificationStep, rectification
from .views.rounds import NewRound, RoundStep, round_page

authors, team = holding(INTERPRET), holding(INTERPRET, REVIEW_MATERIAL, COORDINATE, PUBLISH)
readers, asked = holding(INTERPRET, REVIEW_MATERIAL, COORDINATE), holding(INTERPRET, REVIEW_MATERIAL, COORDINATE, PUBLISH, ANSWER)
urlpatterns = [
    path("following/", holding(INTERPRET, REVIEW_MATERIAL, COORDINATE, ANSWER)(following), name="following"),
    path("plans/<int:pk>/rounds/new/", authors(NewRound.as_view()), name="new_round"),
    path("rounds/<int:pk>/", team(round_page), name="round"),
    path("rounds/<int:pk>/<slug:step>/", team(RoundStep.as_view()), name="round_step"),
    path("plans/<int:pk>/consultations/new/", authors(Ask.as_view()), name="ask"),
    path("consultations/<int:pk>/", asked(consultation), name="consultation"),
    path("consultations/<int:pk>/<slug:step>/", asked(ConsultationStep.as_view()), name="consultation_step"),
    path("evaluations/<int:pk>/", team(evaluation), name="evaluation"),
    path("evaluations/<int:pk>/rectifications/new/", readers(Order.as_view()), name="order_rectification"),
    path("rectifications/<int:pk>/", team(rectification), name="rectification"),
    path("rectifications/<int:pk>/<slug:step>/", team(RectificationStep.as_view()), name="rectification_step"),
    path("cases/", readers(cases), name="cases"),
    path("cases/new/", authors(NewCase.as_view()), name="new_case"),
    path("cases/<int:pk>/", readers(case), name="case"),
    path("cases/<int:pk>/<slug:step>/", readers(CaseStep.as_view()), name="case_step"),
]
