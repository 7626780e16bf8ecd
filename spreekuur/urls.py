from django.urls import URLPattern, path

from spreekuur.views import public

urlpatterns: list[URLPattern] = [
    path("s/<uuid:public_id>/", public.link_page, name="link_page"),
    path("s/<str:token>/", public.link_enter, name="link_enter"),
]
