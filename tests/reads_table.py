"""For each address: who must be written down when a recruiter, and when an HR manager, opens it.

ProefNadia and WeerNadia are people of recruiter Nadia, Vreemd is one of Bram's. A new page gets a line here: nobody
stands on it, it is about one person, it is a list, or it is a part of a page that was written down when it was opened.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """One record: about whom the page is, and who else stands on it."""

    about: str = ""
    beside: frozenset[str] = frozenset()
    is_written: bool = False

    @property
    def everybody(self) -> set[str]:
        return {self.about, *self.beside} - {""}


@dataclass(frozen=True)
class Line:
    recruiter: Shown
    hr: Shown
    is_part: bool = False


ONE, AGAIN, THEIRS = "ProefNadia", "WeerNadia", "Vreemd"
NOBODY = Shown()


def page_of(one: str, *beside: str) -> Shown:
    return Shown(one, frozenset(beside), is_written=True)


def list_of(*people: str) -> Shown:
    return Shown("", frozenset(people), is_written=True)


def both(shown: Shown) -> Line:
    return Line(shown, shown)


def recruiter_only(shown: Shown) -> Line:
    return Line(shown, NOBODY)


def hr_only(shown: Shown) -> Line:
    return Line(NOBODY, shown)


def names_in(words: str) -> list[str]:
    return words.split()


ABOUT_NOBODY = names_in("""
    setup checkup healthz readyz dashboard benchmarks dashboard_figures_csv dashboard_figures_xlsx rejections_search
    rejection_new promise known_person requirement_options hand_over_all vacancies vacancy_new vacancy
    vacancy_change vacancy_close vacancy_reopen requirement_add requirement_change letter_texts letter_text_edit
    skeleton_edit writing_rules people person_invite person person_pass_on person_disable person_enable
    person_invite_again person_forget_two_steps invitation invitation_accept organisation closed_days_by_name
    closed_day_add closed_day_remove test_mail my_settings my_sessions_end imports import_example_csv
    import_example_xlsx import_choose import_cancel clock spreekuur_days spreekuur_day_new spreekuur_rhythm
    spreekuur_seats spreekuur_away slot_change spreekuur_book my_calendar promise_page
    choose_language accessibility privacy account_login account_logout account_inactive account_reauthenticate
    account_change_password account_reset_password account_reset_password_done account_reset_password_from_key_done
    account_reset_password_from_key mfa_index mfa_authenticate mfa_reauthenticate mfa_activate_totp
    mfa_deactivate_totp mfa_view_recovery_codes mfa_generate_recovery_codes mfa_download_recovery_codes
    talent_pool_search
""")
OF_THE_CANDIDATE = names_in("""
    link_page call_moment book_choose book_move book_cancel book_wait book_ask booking_calendar link_enter
    own_page own_useful own_questions own_ask own_data own_data_file own_request own_remove own_keep own_stop own_enter
    own_leave lost_link
""")  # their own pages: no colleague looks
PARTS = names_in("""
    notes draft_keep letter_preview_part letter_preview_html letter_preview_text import_progress talk_notes
""")
PAGES_OF_ONE = names_in("""
    rejection proof proof_file hand_over candidate candidate_correct letter letter_html letter_text mailbox_mail
    mailbox_html
""")
PAGES_OF_ONE_TO_WORK_ON = names_in("""
    rejection_take_back follow_up call ask_moment confirmation talk talk_sheet feedback letter_preview
    letter_take_back letter_retry letter_settle letter_came_back spreekuur_talk_cancel
""")

TABLE: dict[str, Line] = {
    **dict.fromkeys([*ABOUT_NOBODY, *OF_THE_CANDIDATE], both(NOBODY)),
    **dict.fromkeys(PARTS, Line(NOBODY, NOBODY, is_part=True)),
    **dict.fromkeys(PAGES_OF_ONE, both(page_of(ONE))),
    **dict.fromkeys(PAGES_OF_ONE_TO_WORK_ON, recruiter_only(page_of(ONE))),
    **dict.fromkeys(
        names_in("data_request data_request_mail data_request_remove candidate_reads hold_place hold_lift"),
        hr_only(page_of(ONE)),
    ),
    "talent_pool_message": recruiter_only(page_of(ONE)),
    "talent_pool_leave": both(page_of(ONE)),
    "privacy_desk": hr_only(list_of(ONE)),
    "holds": hr_only(list_of(ONE)),
    "reads": hr_only(list_of(AGAIN)),  # Bram looked at her
    "talent_pool": both(list_of(ONE)),
    "soon_forgotten": Line(list_of(AGAIN), list_of(AGAIN, THEIRS)),
    "today": Line(list_of(ONE, AGAIN), list_of(ONE, AGAIN, THEIRS)),
    "rejections": both(list_of(ONE, AGAIN, THEIRS)),
    "rejection_new_anyway": recruiter_only(list_of()),  # nobody is late
    "dashboard_list": Line(list_of(ONE, AGAIN), list_of(ONE, AGAIN, THEIRS)),
    "dashboard_rows_csv": Line(list_of(ONE, AGAIN), list_of(ONE, AGAIN, THEIRS)),
    "dashboard_rows_xlsx": Line(list_of(ONE, AGAIN), list_of(ONE, AGAIN, THEIRS)),
    "dashboard_work": both(list_of()),
    "import_run": both(list_of()),  # nobody of the file is known yet
    "import_wrong": both(list_of()),
    "calendar_feed": both(list_of(ONE, AGAIN)),
    "reopened": both(list_of(AGAIN)),
    "spreekuur_day": both(list_of(ONE, AGAIN)),
    "spreekuur_day_cancel": hr_only(list_of(ONE, AGAIN)),
    "spreekuur_part_cancel": recruiter_only(list_of(ONE, AGAIN)),
    "spreekuur_talk": recruiter_only(page_of(ONE, AGAIN)),
    "decide_anew": recruiter_only(page_of(AGAIN)),
    "mailbox": both(list_of(ONE)),
}
