from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from candidates.rules.stages import Channel, Stage
from candidates.rules.workdays import Calendar


class Unit(StrEnum):
    HOURS = "hours"
    WORKING_DAYS = "working-days"


@dataclass(frozen=True)
class Promise:
    channel: Channel
    amount: int
    unit: Unit
    roll: bool = False


@dataclass(frozen=True)
class Policy:
    calendar: Calendar
    promises: Mapping[Stage, Promise]
    talk: Promise
    remind_time: time = time(9)
    silence_days: int = 7
