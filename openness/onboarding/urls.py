from django.urls import path

from openness.agencies.access import administering

from .views import bodies, people, setup, workbook

app_name = "onboarding"
urlpatterns = [
    path("", administering(setup.setup), name="setup"),
    path("import/<slug:kind>/", administering(workbook.Upload.as_view()), name="upload"),
    path("import/<slug:kind>/template/", administering(workbook.template), name="template"),
    path("imports/<int:pk>/", administering(workbook.Preview.as_view()), name="preview"),
    path("imports/<int:pk>/faults/", administering(workbook.faults), name="faults"),
    path("people/", administering(people.People.as_view()), name="people"),
    path("bodies/", administering(bodies.bodies), name="bodies"),
    path("bodies/merge/", administering(bodies.Merge.as_view()), name="merge"),
    path("bodies/<int:pk>/rename/", administering(bodies.Rename.as_view()), name="rename"),
]
