from django.urls import URLPattern, path

from spreekuur.views import away, booking, calendars, caller, day, days, public, reopened, rhythm, talk

urlpatterns: list[URLPattern] = [
    path("s/<uuid:public_id>/", public.link_page, name="link_page"),
    path("s/<uuid:public_id>/kiezen/", booking.book_choose, name="book_choose"),
    path("s/<uuid:public_id>/verzetten/", booking.book_move, name="book_move"),
    path("s/<uuid:public_id>/afzeggen/", booking.book_cancel, name="book_cancel"),
    path("s/<uuid:public_id>/wachtlijst/", booking.book_wait, name="book_wait"),
    path("s/<uuid:public_id>/vraag/", booking.ask, name="book_ask"),
    path("s/<uuid:public_id>/agenda.ics", calendars.booking_calendar, name="booking_calendar"),
    path("agenda/<str:token>.ics", calendars.calendar_feed, name="calendar_feed"),
    path("spreekuur/", days.spreekuur_days, name="spreekuur_days"),
    path("spreekuur/nieuw/", days.spreekuur_day_new, name="spreekuur_day_new"),
    path("spreekuur/ritme/", rhythm.spreekuur_rhythm, name="spreekuur_rhythm"),
    path("spreekuur/ritme/plekken/", rhythm.spreekuur_seats, name="spreekuur_seats"),
    path("spreekuur/afwezig/", away.spreekuur_away, name="spreekuur_away"),
    path("spreekuur/heropend/", reopened.reopened, name="reopened"),
    path("spreekuur/dag/<int:pk>/", day.spreekuur_day, name="spreekuur_day"),
    path("spreekuur/dag/<int:pk>/afzeggen/", days.spreekuur_day_cancel, name="spreekuur_day_cancel"),
    path("spreekuur/moment/<int:pk>/", day.slot_change, name="slot_change"),
    path("spreekuur/moment/<int:pk>/inboeken/", caller.spreekuur_book, name="spreekuur_book"),
    path("spreekuur/gesprek/<int:pk>/", talk.spreekuur_talk, name="spreekuur_talk"),
    path("spreekuur/gesprek/<int:pk>/afzeggen/", talk.spreekuur_talk_cancel, name="spreekuur_talk_cancel"),
    path("spreekuur/gesprek/<int:pk>/aantekeningen/", talk.talk_notes, name="talk_notes"),
    path("spreekuur/opnieuw/<uuid:public_id>/", reopened.decide_anew, name="decide_anew"),
    path("mijn-agenda/", calendars.my_calendar, name="my_calendar"),
    path("s/<str:token>/", public.link_enter, name="link_enter"),
]
