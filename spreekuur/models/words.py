"""Columns that hold a few words of a closed list."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from spreekuur.rules.talks import TOPIC_LABELS, WAY_LABELS, Topic, Way

WAYS = [way.value for way in Way]
TOPICS = [topic.value for topic in Topic]
WAY_CHOICES = [(way.value, WAY_LABELS[way]) for way in Way]
TAKES_ITS_SLOT = ["booked", "held", "no-show"]  # states of a booking
TOPIC_CHOICES = [(topic.value, TOPIC_LABELS[topic]) for topic in Topic]


def all_ways() -> list[str]:
    return list(WAYS)


def ways_field() -> "ArrayField[Any, Any]":
    way = models.CharField(max_length=10, choices=WAY_CHOICES)
    return ArrayField(way, verbose_name=_("Ways to talk"), default=all_ways)
