from django.urls import URLPattern, path

from candidates.views import clock

urlpatterns: list[URLPattern] = [
    path("klok/", clock.clock, name="clock"),
]
