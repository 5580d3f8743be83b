from django.urls import path

from openness.agencies.access import administering
from openness.onboarding.views import rights

from .views import review, trail

app_name = "trust"
urlpatterns = [
    path("rights/", administering("system", "security")(rights.Changes.as_view()), name="changes"),
    path("rights/<int:pk>/", administering("security")(rights.Decide.as_view()), name="decide"),
    path("access-review/", administering("security", "audit")(review.AccessReview.as_view()), name="review"),
    path("trail/", administering("audit")(trail.search), name="trail"),
]
