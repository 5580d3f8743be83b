from django.urls import path

from openness.agencies.access import holding
from openness.deadlines.rights import SUPERVISE

from .rights import ANSWER
from .views import dashboard, monday, reports, urging

office, both = holding(SUPERVISE), holding(SUPERVISE, ANSWER)
app_name = "oversight"
urlpatterns = [
    path("dashboard/", office(dashboard.dashboard), name="dashboard"),
    path("dashboard.xlsx", office(dashboard.dashboard_file), name="dashboard_file"),
    path("dashboard/<slug:key>/", both(dashboard.figure_list), name="figure"),
    path("dashboard/<slug:key>.xlsx", both(dashboard.figure_file), name="figure_file"),
    path("monday/", office(monday.monday), name="monday"),
    path("monday.pdf", office(monday.monday_file), name="monday_file"),
    path("urgings/", both(urging.urgings), name="urgings"),
    path("urgings/new/", office(urging.Urge.as_view()), name="urge"),
    path("urgings/<int:pk>/", both(urging.receipt), name="receipt"),
    path("urgings/<int:pk>/<slug:step>/", both(urging.ReceiptStep.as_view()), name="receipt_step"),
    path("reports/", both(reports.reports), name="reports"),
    path("reports/draft/", office(reports.draft_report), name="draft_report"),
    path("reports/<int:pk>/", both(reports.report), name="report"),
    path("reports/<int:pk>.pdf", both(reports.report_pdf), name="report_pdf"),
    path("reports/<int:pk>.xlsx", both(reports.report_file), name="report_file"),
    path("reports/<int:pk>/<slug:step>/", both(reports.ReportStep.as_view()), name="report_step"),
]
