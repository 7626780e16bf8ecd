from django.urls import URLPattern, path

from spreekuur.views import booking, public

urlpatterns: list[URLPattern] = [
    path("s/<uuid:public_id>/", public.link_page, name="link_page"),
    path("s/<uuid:public_id>/kiezen/", booking.book_choose, name="book_choose"),
    path("s/<uuid:public_id>/verzetten/", booking.book_move, name="book_move"),
    path("s/<uuid:public_id>/afzeggen/", booking.book_cancel, name="book_cancel"),
    path("s/<uuid:public_id>/wachtlijst/", booking.book_wait, name="book_wait"),
    path("s/<uuid:public_id>/vraag/", booking.ask, name="book_ask"),
    path("s/<str:token>/", public.link_enter, name="link_enter"),
]
