"""python manage.py figures: hold the roll-up of the figures against its rows; --repair counts anew what differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from candidates.actions.figures import SomebodyCounts, count_month
from candidates.figures.rollup import MonthCheck, check_months


class Command(BaseCommand):
    help = "Compare the roll-up of the figures with the rows, month by month; --repair counts anew what differs."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--repair", action="store_true", help="count the months anew that differ or are marked")

    def handle(self, *, repair: bool, **options: Any) -> None:
        now = timezone.now()
        months = list(check_months(now=now))
        for month in months:
            self.stdout.write(_line(month))
        to_count = [month.month for month in months if month.is_marked or not month.is_true]
        if repair:
            try:
                for first_day in to_count:
                    count_month(first_day, now=now)
            except SomebodyCounts as busy:
                raise CommandError("The clock is counting right now. Run this again in a minute.") from busy
            self.stdout.write(f"{len(to_count)} of {len(months)} months counted anew.")
        elif wrong := [month for month in months if not month.is_true]:
            raise CommandError(f"{len(wrong)} of {len(months)} months differ. Run this again with --repair.")
        else:
            self.stdout.write(f"{len(months)} months are as the rows say.")


def _line(month: MonthCheck) -> str:
    state = "waits to be counted" if month.is_marked else "true" if month.is_true else f"{month.wrong} lines differ"
    return f"{month.month:%Y-%m} {month.promises:9,} promises {month.counted:9,} counted  {state}"
