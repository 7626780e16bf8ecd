from django.urls import include, path

from feedback_portal.views import (
    benchmarks,
    checkup,
    dashboard,
    dashboard_files,
    health,
    mailbox,
    pages,
    setup,
    today,
    undoing,
)

urlpatterns = [
    path("", today.today, name="today"),
    path("begin/", setup.setup, name="setup"),
    path("organisatie/controle/", checkup.checkup, name="checkup"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("afwijzingen/<uuid:public_id>/terugnemen/", undoing.rejection_take_back, name="rejection_take_back"),
    path("cijfers/", dashboard.dashboard, name="dashboard"),
    path("cijfers/bronnen/", benchmarks.benchmarks, name="benchmarks"),
    path("cijfers/lijst/", dashboard.dashboard_list, name="dashboard_list"),
    path("cijfers/cijfers.csv", dashboard_files.dashboard_figures, {"kind": "csv"}, name="dashboard_figures_csv"),
    path("cijfers/cijfers.xlsx", dashboard_files.dashboard_figures, {"kind": "xlsx"}, name="dashboard_figures_xlsx"),
    path("cijfers/beloften.csv", dashboard_files.dashboard_rows, {"kind": "csv"}, name="dashboard_rows_csv"),
    path("cijfers/beloften.xlsx", dashboard_files.dashboard_rows, {"kind": "xlsx"}, name="dashboard_rows_xlsx"),
    path("cijfers/telefoontjes.csv", dashboard_files.dashboard_calls, name="dashboard_calls"),
    path("", include("candidates.urls")),
    path("", include("spreekuur.urls")),
    path("account/", include("feedback_portal.accounts.urls")),
    path("taal/", pages.choose_language, name="choose_language"),
    path("post/", mailbox.mails, name="mailbox"),
    path("post/<str:key>/", mailbox.mail, name="mailbox_mail"),
    path("post/<str:key>/opmaak/", mailbox.mail_html, name="mailbox_html"),
    path("toegankelijkheid/", pages.accessibility, name="accessibility"),
]
