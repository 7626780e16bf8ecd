"""What the page that writes the mail asks."""

from candidates.models import Deadline, Feedback, Letter, Rejection, WrittenRoute
from candidates.rules import route
from candidates.rules.stages import Channel


def feedback_of(rejection: Rejection) -> Feedback | None:
    return Feedback.objects.select_related("saved_by").filter(rejection=rejection).first()


def newest_mail(rejection: Rejection) -> Letter | None:
    """The one the page is about: at most one is unsent, and that is the newest."""
    mails = Letter.objects.filter(rejection=rejection, kind="feedback").select_related("candidate", "link", "deadline")
    return mails.order_by("-pk").first()


def promise_to_tell(rejection: Rejection) -> Deadline | None:
    return Deadline.objects.to_tell().filter(rejection=rejection).first()


def mail_is_the_way(rejection: Rejection, promise: Deadline | None) -> bool:
    """A mail may carry this decision: that is what was promised, or it is known already, or somebody said why."""
    return promise is None or route.may_write(
        Channel(promise.channel),
        is_told=promise.met_at is not None or promise.not_delivered_at is not None,
        chose_writing=WrittenRoute.objects.filter(rejection=rejection).exists(),
    )


def may_choose_writing(rejection: Rejection) -> bool:
    attempts = rejection.calls.in_vain().count()
    return route.may_choose_writing(attempts=attempts, no_more_calls=rejection.candidate.no_more_calls)


def names_of_others(rejection: Rejection) -> list[str]:
    """Everybody else who was turned down for this job: nobody reads about another candidate."""
    others = Rejection.objects.filter(vacancy=rejection.vacancy_id).exclude(candidate=rejection.candidate_id)
    return list(others.order_by().values_list("candidate__name", flat=True).distinct())
