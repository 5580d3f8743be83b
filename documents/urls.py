from django.urls import path

from openness.agencies.access import holding, signed_in

from .rights import DRAFT, HEAD_UNIT, PUBLISH, REGISTER, REVIEW, SECRECY, SIGN
from .views.adopting import Adopt
from .views.detail import document_detail
from .views.drafting import NewCorrection, NewDocument, RegisterArrival
from .views.importing import Batch, ImportFiles
from .views.lists import document_list
from .views.phrases import phrases
from .views.printing import official_file
from .views.review import review_queue
from .views.sealing import SealedStep, sealed
from .views.signing import signing
from .views.steps import DocumentStep

app_name = "documents"
urlpatterns = [
    path("phrases/", holding(REVIEW, HEAD_UNIT, SIGN)(phrases), name="phrases"),
    path("documents/", signed_in(document_list), name="list"),
    path("review/", holding(REVIEW)(review_queue), name="review"),
    path("review/<int:pk>/", holding(REVIEW)(review_queue), name="review_one"),
    path("sign/", holding(SIGN)(signing), name="signing"),
    path("documents/new/", holding(DRAFT)(NewDocument.as_view()), name="new"),
    path("documents/register/", holding(REGISTER)(RegisterArrival.as_view()), name="register"),
    path("documents/adopt/", holding(PUBLISH)(Adopt.as_view()), name="adopt"),
    path("documents/import/", holding(DRAFT)(ImportFiles.as_view()), name="import"),
    path("documents/import/batch/<int:pk>/", holding(DRAFT)(Batch.as_view()), name="batch"),
    path("documents/import/<int:pk>/", holding(DRAFT)(NewDocument.as_view()), name="imported"),
    path("documents/sealed/", holding(SECRECY)(sealed), name="sealed"),
    path("documents/sealed/<int:pk>/<slug:step>/", holding(SECRECY)(SealedStep.as_view()), name="sealed_step"),
    path("documents/<int:pk>/", signed_in(document_detail), name="detail"),
    path("documents/correct/<int:pk>/", holding(DRAFT)(NewCorrection.as_view()), name="correct"),
    path("documents/<int:pk>/print/<slug:form>/", signed_in(official_file), name="print"),
    path("documents/<int:pk>/<slug:step>/", signed_in(DocumentStep.as_view()), name="step"),
]
