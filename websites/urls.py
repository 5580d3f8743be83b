from django.urls import path

from openness.agencies.access import holding

from .rights import PUBLISH_PAGES, WRITE_PAGES
from .views.pages import NewPage, PageStep, page, pages, revise

app_name = "websites"
team = holding(WRITE_PAGES, PUBLISH_PAGES)
urlpatterns = [
    path("pages/", team(pages), name="pages"),
    path("pages/new/<slug:kind>/", holding(WRITE_PAGES)(NewPage.as_view()), name="new"),
    path("pages/<int:pk>/", team(page), name="page"),
    path("pages/<int:pk>/revise/", holding(WRITE_PAGES)(revise), name="revise"),
    path("pages/<int:pk>/<slug:step>/", team(PageStep.as_view()), name="step"),
]
