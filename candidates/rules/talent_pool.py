"""When somebody who is kept longer is asked whether that may go on."""

from datetime import date, timedelta

ASK_AGAIN = timedelta(days=30)  # before the last day of a consent
LONGEST_MESSAGE = 1_200  # characters of a personal message: a few lines


def ask_again_up_to(today: date) -> date:
    return today + ASK_AGAIN
