from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from pytest_django import Settings

from candidates.actions.links import link_for
from candidates.letters.mark import LINK_MARK, address_of
from candidates.letters.posting import claim, deliver_due
from candidates.letters.writing import StaffDraft, write_staff_letter
from candidates.models import Candidate, Deadline, Letter, LetterState, Rejection
from candidates.rules.posting import wait_after
from tests import cast, letter_cast
from tests.letter_cast import NOW, to_candidate
from tests.sink import Sink

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hospital() -> None:
    cast.hospital()


@pytest.fixture
def rejection() -> Rejection:
    return letter_cast.owed()


def deliver(at=NOW):
    return dict(deliver_due(clock=lambda: at))


def fresh(letter: Letter) -> Letter:
    return Letter.objects.get(pk=letter.pk)


def the_deadline() -> Deadline:
    return Deadline.objects.get()


def test_it_posts_what_is_due_and_the_promise_is_kept_when_the_server_took_it(sink: Sink, rejection: Rejection) -> None:
    letter = to_candidate(rejection)
    accepted_at = NOW + timedelta(seconds=7)

    assert deliver(accepted_at) == {"sent": 1}

    letter, deadline = fresh(letter), the_deadline()
    assert (letter.state, letter.sent_at, letter.last_reply) == (LetterState.SENT, accepted_at, "250 OK, queued")
    assert (deadline.met_at, deadline.met_channel, deadline.met_by) == (accepted_at, "mail", rejection.recruiter)
    assert [mail.recipients for mail in sink.mails] == [("youssef@example.org",)]


def test_it_leaves_alone_what_is_not_due_yet(sink: Sink, rejection: Rejection) -> None:
    letter = to_candidate(rejection, not_before=NOW + timedelta(seconds=1))

    assert deliver() == {}
    assert (fresh(letter).state, sink.mails) == (LetterState.WAITING, [])


def test_the_mail_says_who_writes_and_who_reads_a_reply(sink: Sink, rejection: Rejection) -> None:
    letter = to_candidate(rejection)
    deliver()

    message = sink.mails[0].message
    assert message["From"] == '"Nadia Willems, Ziekenhuis Oeverland" <werken@oeverland.example>'
    assert message["To"] == "Youssef El Amrani <youssef@example.org>"
    assert message["Reply-To"] == "nadia@oeverland.example"
    assert message["Message-ID"] == letter.message_id
    assert parsedate_to_datetime(message["Date"]) == NOW
    assert message["Date"].endswith("+0100")


def test_the_personal_link_is_filled_in_only_on_the_line(sink: Sink, rejection: Rejection) -> None:
    link = link_for(rejection, at=NOW)
    text, html = f"Kies: {LINK_MARK}\n", f'<p><a href="{LINK_MARK}">Kies</a></p>\n'
    letter = to_candidate(rejection, link=link, text=text, html=html)
    deliver()

    assert sink.mails[0].body() == f"Kies: {address_of(link)}\n"
    assert sink.mails[0].body("html") == f'<p><a href="{address_of(link)}">Kies</a></p>\n'
    assert (fresh(letter).text, fresh(letter).html) == (text, html)


@pytest.mark.parametrize(
    "text",
    [
        "Een regel.\n.\nEen punt op een regel.\n..\n.Begin met een punt.\n",
        "From hier.\n" + "woord " * 400 + "\n",
        "é ü ☃ 👍 \u00a0 =3D\ttab\n",
        "x" * 2000 + "\n",
        "   ingesprongen  \n\n\n",
    ],
)
def test_the_text_arrives_as_it_was_written(sink: Sink, rejection: Rejection, text: str) -> None:
    to_candidate(rejection, text=text)
    deliver()

    assert sink.mails[0].body() == text


@pytest.mark.parametrize(
    ("mode", "state", "reply"),
    [
        ("451", LetterState.WAITING, "451 4.7.1 Greylisted, come back later"),
        ("421", LetterState.WAITING, "421 Too busy"),
        ("550", LetterState.FAILED, "550 5.1.1 No such user here"),
        ("554 at the end", LetterState.FAILED, "554 5.7.1 Looks like spam"),
        ("cut after DATA", LetterState.WAITING, "broken"),
        ("cut after the dot", LetterState.IN_DOUBT, "no answer"),
        ("forget after the dot", LetterState.IN_DOUBT, "no answer"),
    ],
)
def test_each_fault_of_the_mail_server_has_its_state(
    sink: Sink, rejection: Rejection, mode: str, state: LetterState, reply: str
) -> None:
    letter = to_candidate(rejection)
    sink.modes = [mode]

    deliver()

    letter = fresh(letter)
    assert letter.state == state
    assert letter.last_reply == reply or letter.last_reply.startswith(f"{reply}:")
    assert the_deadline().met_at is None
    assert (letter.handed_over_at is not None) == (state == LetterState.IN_DOUBT)


def test_not_now_is_tried_again_later_and_arrives_once(sink: Sink, rejection: Rejection) -> None:
    letter = to_candidate(rejection)
    sink.modes = ["451", "cut after DATA"]

    assert deliver() == {"waiting": 1}
    assert deliver() == {}  # not before the pause
    first_pause = NOW + wait_after(1)
    assert fresh(letter).not_before == first_pause
    assert deliver(first_pause) == {"waiting": 1}
    second_pause = first_pause + wait_after(2)
    assert deliver(second_pause) == {"sent": 1}
    assert (len(sink.mails), fresh(letter).attempts) == (1, 3)


def test_a_server_that_is_down_says_nothing_about_the_letter(sink: Sink, rejection: Rejection) -> None:
    """It waits, says why, uses up no tries, and leaves within a minute after the server is back."""
    letter = to_candidate(rejection)
    sink.down()
    at = NOW
    for _round in range(60):
        assert deliver(at) in ({"waiting": 1}, {})
        at += timedelta(seconds=10)
    letter = fresh(letter)
    assert (letter.attempts, letter.last_reply.partition(":")[0]) == (0, "unreachable")
    assert the_deadline().met_at is None

    sink.up()
    deliver(at)
    deliver(at + timedelta(seconds=30))
    assert (fresh(letter).state, len(sink.mails)) == (LetterState.SENT, 1)


def test_a_server_that_is_down_is_asked_once_a_round(sink: Sink, rejection: Rejection) -> None:
    letters = [to_candidate(rejection, key=f"letter/{n}", kind="other") for n in range(3)]
    sink.down()

    assert deliver() == {"waiting": 1}
    assert [fresh(letter).last_reply != "" for letter in letters] == [True, False, False]


def test_after_three_days_without_a_server_it_fails(sink: Sink, rejection: Rejection) -> None:
    letter = to_candidate(rejection)
    sink.down()

    deliver(NOW + timedelta(hours=72))
    assert fresh(letter).state == LetterState.WAITING
    deliver(NOW + timedelta(hours=73))
    assert fresh(letter).state == LetterState.FAILED


def test_after_nine_times_not_now_it_fails(sink: Sink, rejection: Rejection) -> None:
    letter = to_candidate(rejection)
    sink.mode = "451"
    at = NOW
    for tries in range(1, 9):
        assert deliver(at) == {"waiting": 1}
        at += wait_after(tries)

    assert deliver(at) == {"failed": 1, "waiting": 1}  # waiting: the word to the owner, which meets the same server
    assert fresh(letter).attempts == 9


def test_the_owner_hears_of_a_mail_that_failed_once(sink: Sink, rejection: Rejection) -> None:
    to_candidate(rejection)
    sink.modes = ["550"]

    assert deliver() == {"failed": 1, "sent": 1}
    (mail,) = sink.mails
    assert mail.to == "nadia@oeverland.example"
    assert "Youssef El Amrani" in mail.message["Subject"]
    assert f"/afwijzingen/{rejection.public_id}/feedback/" in mail.body()


def test_in_doubt_is_never_sent_again_by_itself(sink: Sink, rejection: Rejection) -> None:
    letter = to_candidate(rejection)
    sink.modes = ["forget after the dot"]
    deliver()

    for hours in (1, 24, 100):
        deliver(NOW + timedelta(hours=hours))
    assert (fresh(letter).state, sink.to("youssef@example.org")) == (LetterState.IN_DOUBT, [])


def test_a_letter_to_a_colleague_is_sent_again_in_doubt_the_same_byte_for_byte(
    sink: Sink, rejection: Rejection
) -> None:
    draft = StaffDraft(
        key="x", kind="mail_trouble", user=rejection.recruiter, rejection=rejection, params={"state": "failed"}
    )
    letter = write_staff_letter(draft, at=NOW)
    assert letter is not None
    sink.modes = ["cut after the dot"]

    assert deliver() == {"waiting": 1}
    assert deliver(NOW + wait_after(1)) == {"sent": 1}
    first, second = sink.mails
    assert first.data == second.data
    assert first.message["Auto-Submitted"] == "auto-generated"
    assert (fresh(letter).text, fresh(letter).params) == ("", {})  # posted, and no second home for a name


def test_a_lease_that_ran_out_before_the_text_was_handed_over_waits_again(sink: Sink, rejection: Rejection) -> None:
    letter = to_candidate(rejection)
    claim(now=NOW)
    assert deliver() == {}  # somebody else has it

    Letter.objects.update(lease_until=NOW - timedelta(days=1000))
    assert deliver() == {"waiting": 1, "sent": 1}
    assert fresh(letter).state == LetterState.SENT


def test_a_lease_that_ran_out_after_the_text_was_handed_over_is_a_doubt(sink: Sink, rejection: Rejection) -> None:
    letter = to_candidate(rejection)
    claim(now=NOW)
    Letter.objects.update(lease_until=NOW - timedelta(days=1000), handed_over_at=NOW)

    assert deliver() == {"in_doubt": 1, "sent": 1}  # sent: the word to the owner
    assert (fresh(letter).state, sink.to("youssef@example.org")) == (LetterState.IN_DOUBT, [])


def test_an_address_that_changed_since_holds_the_letter(sink: Sink, rejection: Rejection) -> None:
    letter = to_candidate(rejection)
    Candidate.objects.update(email="other@example.org")

    deliver()
    assert (fresh(letter).state, fresh(letter).last_reply) == (LetterState.HELD, "address changed")
    assert [mail.to for mail in sink.mails] == ["nadia@oeverland.example"]


def test_a_link_of_somebody_else_holds_the_letter(sink: Sink, rejection: Rejection) -> None:
    other = letter_cast.owed(candidate=cast.candidate("Lotte Smit"), vacancy=rejection.vacancy)
    letter = to_candidate(rejection, text=f"Kies: {LINK_MARK}\n", link=link_for(other, at=NOW))

    deliver()
    assert (fresh(letter).state, fresh(letter).last_reply) == (LetterState.HELD, "no personal link")


def test_a_decision_that_was_taken_back_holds_the_letter(sink: Sink, rejection: Rejection) -> None:
    letter = to_candidate(rejection)
    Rejection.objects.update(undone_at=NOW)

    deliver()
    assert (fresh(letter).state, sink.to("youssef@example.org")) == (LetterState.HELD, [])


@pytest.mark.parametrize("address", ["a@b.test, x@evil.test", "a@b.test\nBcc: x@evil.test", "geen adres", ""])
def test_what_is_not_one_address_goes_nowhere(sink: Sink, rejection: Rejection, address: str) -> None:
    Candidate.objects.update(email=address)
    letter = to_candidate(Rejection.objects.get(), address=address)

    deliver()
    assert (fresh(letter).state, fresh(letter).last_reply) == (LetterState.FAILED, "bad address")
    assert [mail.to for mail in sink.mails] == ["nadia@oeverland.example"]


def test_names_cannot_make_a_header(sink: Sink, rejection: Rejection) -> None:
    Candidate.objects.update(name='Eve"\r\nBcc: x@evil.test, <z@evil.test>')
    to_candidate(Rejection.objects.get(), subject="Een\r\nBcc: y@evil.test", from_name="Nadia,\r\nX: y")
    deliver()

    (mail,) = sink.mails
    assert mail.recipients == ("youssef@example.org",)
    assert (mail.message["Bcc"], mail.message["X"]) == (None, None)
    assert [address.addr_spec for address in mail.message["To"].addresses] == ["youssef@example.org"]


def test_a_demonstration_writes_to_nobody_who_could_exist(sink: Sink) -> None:
    cast.hospital(is_demo=True)
    real = letter_cast.owed(candidate=cast.candidate("Echt Mens", email="mens@provider.nl"))
    made_up = letter_cast.owed(candidate=cast.candidate("Lotte Smit", email="lotte@mail.example"))
    refused, sent = to_candidate(real), to_candidate(made_up)

    deliver()
    assert (fresh(refused).state, fresh(refused).last_reply) == (LetterState.FAILED, "demo")
    assert fresh(sent).state == LetterState.SENT
    assert sink.to("mens@provider.nl") == []


def test_one_letter_without_words_does_not_keep_the_others(sink: Sink, rejection: Rejection) -> None:
    nadia = rejection.recruiter
    broken = write_staff_letter(StaffDraft(key="a", kind="no_such_template", user=nadia), at=NOW)
    to_candidate(rejection)

    assert deliver() == {"failed": 1, "sent": 1}
    assert broken is not None
    assert fresh(broken).last_reply == "no words"


def test_a_disabled_colleague_gets_no_mail(sink: Sink, rejection: Rejection) -> None:
    write_staff_letter(StaffDraft(key="a", kind="mail_trouble", user=rejection.recruiter, rejection=rejection), at=NOW)
    type(rejection.recruiter).objects.update(is_active=False)

    assert deliver() == {"failed": 1}
    assert sink.mails == []


def test_a_server_that_does_not_know_us_counts_as_unreachable(
    sink: Sink, rejection: Rejection, settings: Settings
) -> None:
    letter = to_candidate(rejection)
    settings.EMAIL_USE_TLS = True  # the sink has no STARTTLS

    deliver()
    assert (fresh(letter).state, fresh(letter).attempts) == (LetterState.WAITING, 0)
    assert sink.mails == []
