from django.urls import path

from openness.agencies.access import administering

from .views import bodies, people, person, setup, workbook

of_people = administering("system", "security")         # what they may do there differs
app_name = "onboarding"
urlpatterns = [
    path("", administering(setup.setup), name="setup"),
    path("import/<slug:kind>/", of_people(workbook.Upload.as_view()), name="upload"),
    path("import/<slug:kind>/template/", of_people(workbook.template), name="template"),
    path("imports/<int:pk>/", of_people(workbook.Preview.as_view()), name="preview"),
    path("imports/<int:pk>/faults/", of_people(workbook.faults), name="faults"),
    path("people/", of_people(people.People.as_view()), name="people"),
    path("people/<int:pk>/", of_people(person.Person.as_view()), name="person"),
    path("bodies/", administering(bodies.bodies), name="bodies"),
    path("bodies/merge/", administering(bodies.Merge.as_view()), name="merge"),
    path("bodies/<int:pk>/rename/", administering(bodies.Rename.as_view()), name="rename"),
]
