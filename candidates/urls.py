from django.urls import URLPattern, path

from candidates.views import calls, clock

urlpatterns: list[URLPattern] = [
    path("afwijzingen/<uuid:public_id>/bellen/", calls.call, name="call"),
    path("afwijzingen/<uuid:public_id>/gesprek/", calls.talk, name="talk"),
    path("klok/", clock.clock, name="clock"),
]
