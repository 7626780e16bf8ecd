"""The settings of the organisation. They count for decisions taken from now on: no due moment that exists moves."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from candidates.models import Organisation, StagePromise
from candidates.rules.deadlines import Promise


@transaction.atomic
def save_settings(organisation: Organisation, promises: Mapping[str, Promise]) -> Organisation:
    """`promises` by the name of the stage, the talk among them."""
    organisation.save()
    for stage, promise in promises.items():
        given = {"channel": promise.channel, "amount": promise.amount, "unit": promise.unit, "roll": promise.roll}
        StagePromise.objects.update_or_create(stage=stage, defaults=given)
    return organisation


def choose_benchmarks(organisation: Organisation, *, off: Sequence[str]) -> Organisation:
    """Of the row only this: what an administrator changes at the same time stays."""
    organisation.benchmarks_off = list(off)
    organisation.save(update_fields=["benchmarks_off"])
    return organisation
