from django.urls import include, path

from feedback_portal.views import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("", include("candidates.urls")),
    path("", include("spreekuur.urls")),
    path("account/", include("allauth.urls")),
    path("taal/", include("django.conf.urls.i18n")),
]
