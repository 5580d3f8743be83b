from django.urls import path

from documents.rights import PUBLISH
from openness.agencies.access import holding

from . import following_urls
from .rights import COORDINATE, INTERPRET, REVIEW_MATERIAL
from .views.board import board
from .views.materials import MaterialStep, NewMaterial, correct, material
from .views.plans import NewPlan, PlanStep, plan

app_name = "interpretation"
team = holding(INTERPRET, REVIEW_MATERIAL, COORDINATE, PUBLISH)
urlpatterns = [
    path("interpretations/", team(board), name="board"),
    path("interpretations/new/<int:pk>/", holding(INTERPRET)(NewPlan.as_view()), name="new"),
    path("interpretations/<int:pk>/", team(plan), name="plan"),
    path("interpretations/<int:pk>/write/", holding(INTERPRET)(NewMaterial.as_view()), name="write"),
    path("interpretations/<int:pk>/<slug:step>/", team(PlanStep.as_view()), name="step"),
    path("materials/<int:pk>/", team(material), name="material"),
    path("materials/<int:pk>/correct/", holding(INTERPRET)(correct), name="correct"),
    path("materials/<int:pk>/<slug:step>/", team(MaterialStep.as_view()), name="material_step"),
    *following_urls.urlpatterns,
]
