"""What is wrong with a file of decisions, in words. Codes stand in the rows; the language comes with showing."""

from collections.abc import Iterable

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candidates.rules.decision_files import (
    MEGABYTE,
    MOST_BYTES,
    MOST_BYTES_UNPACKED,
    MOST_COLUMNS,
    MOST_ROWS,
    SPECIAL,
    Column,
    header_of,
)

NUMBERS = {
    "rows": MOST_ROWS,
    "columns": MOST_COLUMNS,
    "megabytes": MOST_BYTES // MEGABYTE,
    "unpacked": MOST_BYTES_UNPACKED // MEGABYTE,
}

ROW_PROBLEMS: dict[str, Promise] = {
    "empty": _("Fill in this cell."),
    "mail_needed": _("Fill in a mail address. After a CV screening we answer by mail."),
    "phone_needed": _("Fill in a phone number. After an interview we call."),
    "mail": _("“%(value)s” is no mail address."),
    "phone": _("“%(value)s” is no phone number."),
    "stage": _("We do not know the stage “%(value)s”. Write cv-screening, interview or late-stage."),
    "ended_by": _("“%(value)s”: write us, candidate or other."),
    "channel": _("“%(value)s”: write mail, phone or talk."),
    "language": _("“%(value)s”: write nl or en."),
    "talent_pool": _("“%(value)s”: write yes or no."),
    "moment": _("We cannot read “%(value)s”. Write a date and a time, such as 24-11-2026 10:15."),
    "no_time": _("“%(value)s” has no time. Write it like 24-11-2026 10:15."),
    "no_such_time": _("“%(value)s” does not exist. The clock went forward that night."),
    "double_time": _("“%(value)s” was there twice. Write which one: 2026-10-25T02:30+02:00 or +01:00."),
    "future": _("“%(value)s” has not come yet."),
    "too_old": _("“%(value)s” is too long ago. Look at the year."),
    "told_too_early": _("“%(value)s” is before the decision."),
    "told_when": _("Fill in when it was told too, or leave both empty."),
    "too_long": _("This cell is too long. At most %(value)s characters fit."),
    "excel_error": _("Excel shows an error here: %(value)s."),
    "too_many_cells": _("This row has more cells than the first row. Look for a stray comma or semicolon."),
    SPECIAL: _("This may be private data, such as health, belief or origin. Leave out this row if it must not stay."),
    "refused": _("The database refused this row. Look at all its cells."),
}

KNOWN_WORDS: dict[str, Promise] = {
    "same_line": _("the same as line %(value)s"),
    "reference": _("the reference is known"),
    "decision": _("same person, vacancy and moment"),
}

FILE_PROBLEMS: dict[str, Promise] = {
    "empty_file": _("The file is empty."),
    "too_large": _("The file is larger than %(megabytes)s MB. Split it and read the parts one by one."),
    "unpacked": _("Unpacked the file is larger than %(unpacked)s MB. Save only the sheet with decisions."),
    "too_many_rows": _("The file has more than %(rows)s rows. Split it and read the parts one by one."),
    "too_many_columns": _("The file has more than %(columns)s columns. Leave out what we do not read."),
    "no_rows": _("The file has no rows under the first line."),
    "missing_columns": _("These columns are missing: %(about)s. Look at the example."),
    "double_column": _("The column “%(about)s” is there twice."),
    "not_text": _("We cannot read this file. Save it as CSV or XLSX."),
    "utf16": _("We cannot read this kind of text. Save it as “CSV UTF-8”."),
    "old_excel": _("This is an old or a locked Excel file. Save it as XLSX, without a password."),
    "no_workbook": _("This is no Excel file. Save it as CSV or XLSX."),
    "broken": _("This Excel file is damaged, or not made by Excel. Open it and save it again."),
    "quote": _("Line %(about)s: a quotation mark stands in the wrong place, or is missing."),
    "gave_up": _("We tried three times and did not get to the end. Save the file as CSV and try again."),
    "owner_gone": _("The owner of this file can no longer log rejections."),
}

COLUMN_WORDS: dict[Column, Promise] = {
    Column.STAGE: _("cv-screening, interview or late-stage: how far the candidate came."),
    Column.VACANCY: _("The name of the vacancy. One that is not here yet is made."),
    Column.NAME: _("First name and last name."),
    Column.EMAIL: _("The mail address. After a CV screening we answer by mail."),
    Column.PHONE: _("The phone number. From the interview on we call."),
    Column.DECIDED_AT: _("Date and time of the decision: 24-11-2026 10:15, or 2026-11-24T10:15+01:00."),
    Column.REFERENCE: _("Your own number for this decision. With it we always know it again."),
    Column.ENDED_BY: _("us, candidate or other. Empty means us."),
    Column.REASON: _("One of our reasons, or your own words."),
    Column.REQUIREMENT: _("The requirement of the vacancy that it is about."),
    Column.TALENT_POOL: _("yes or no. Yes adds a talk."),
    Column.LANGUAGE: _("nl or en: the language in which we write. Empty means nl."),
    Column.DEPARTMENT: _("The department of the vacancy."),
    Column.TOLD_AT: _("When the candidate was told, for decisions that were answered already."),
    Column.CHANNEL: _("How: mail, phone or talk."),
}


def problem_in_words(code: str, value: str = "") -> str:
    return str(ROW_PROBLEMS[code]) % {"value": value} if code in ROW_PROBLEMS else code


def known_in_words(code: str, value: str = "") -> str:
    return str(KNOWN_WORDS[code]) % {"value": value} if code in KNOWN_WORDS else code


def file_problem_in_words(code: str, about: str, language: str) -> str:
    if code == "missing_columns":
        about = headers_in_words(about.split(","), language)
    numbers = {name: number_format(number, force_grouping=True) for name, number in NUMBERS.items()}
    return str(FILE_PROBLEMS[code]) % {"about": about, **numbers} if code in FILE_PROBLEMS else code


def headers_in_words(columns: Iterable[str], language: str) -> str:
    return ", ".join(header_of(Column(column), language) for column in columns)
