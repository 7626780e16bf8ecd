from django.urls import include, path

from feedback_portal.views import checkup, health, mailbox, pages, setup, today, undoing

urlpatterns = [
    path("", today.today, name="today"),
    path("begin/", setup.setup, name="setup"),
    path("organisatie/controle/", checkup.checkup, name="checkup"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("afwijzingen/<uuid:public_id>/terugnemen/", undoing.rejection_take_back, name="rejection_take_back"),
    path("", include("candidates.urls")),
    path("", include("spreekuur.urls")),
    path("account/", include("feedback_portal.accounts.urls")),
    path("taal/", pages.choose_language, name="choose_language"),
    path("post/", mailbox.mails, name="mailbox"),
    path("post/<str:key>/", mailbox.mail, name="mailbox_mail"),
    path("post/<str:key>/opmaak/", mailbox.mail_html, name="mailbox_html"),
    path("toegankelijkheid/", pages.accessibility, name="accessibility"),
]
