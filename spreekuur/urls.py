from django.urls import URLPattern, path

from spreekuur.views import call_moment, public

urlpatterns: list[URLPattern] = [
    path("s/<uuid:public_id>/", public.link_page, name="link_page"),
    path("s/<uuid:public_id>/belmoment/", call_moment.call_moment, name="call_moment"),
    path("s/<str:token>/", public.link_enter, name="link_enter"),
]
