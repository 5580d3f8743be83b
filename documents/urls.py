from django.urls import path

from openness.agencies.access import holding, signed_in

from .rights import DRAFT, REGISTER, REVIEW
from .views.detail import document_detail
from .views.drafting import ImportText, NewDocument, RegisterArrival
from .views.lists import document_list
from .views.review import review_queue
from .views.steps import DocumentStep

app_name = "documents"
urlpatterns = [
    path("documents/", signed_in(document_list), name="list"),
    path("review/", holding(REVIEW)(review_queue), name="review"),
    path("review/<int:pk>/", holding(REVIEW)(review_queue), name="review_one"),
    path("documents/new/", holding(DRAFT)(NewDocument.as_view()), name="new"),
    path("documents/register/", holding(REGISTER)(RegisterArrival.as_view()), name="register"),
    path("documents/import/", holding(DRAFT)(ImportText.as_view()), name="import"),
    path("documents/import/<int:pk>/", holding(DRAFT)(NewDocument.as_view()), name="imported"),
    path("documents/<int:pk>/", signed_in(document_detail), name="detail"),
    path("documents/<int:pk>/<slug:step>/", signed_in(DocumentStep.as_view()), name="step"),
]
