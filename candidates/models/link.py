import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.db.models.expressions import Combinable

from candidates.models.rejection import Rejection


class LinkQuerySet(models.QuerySet["Link"]):
    def alive(self, now: datetime | Combinable) -> "LinkQuerySet":
        return self.filter(revoked_at=None).filter(Q(expires_at=None) | Q(expires_at__gt=now))


class Link(models.Model):
    """The candidate's personal link. The token is HMAC-SHA256(LINK_KEY, seed): the row alone opens no page."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rejection = models.ForeignKey(Rejection, on_delete=models.CASCADE, related_name="links")
    seed = models.BinaryField(max_length=32)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the token, in hex
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rejection"], condition=Q(revoked_at=None), name="one_live_link_per_rejection"
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class LostLink(models.Model):
    """Somebody asked for their link. Written for every address, known or not, so that asking takes equally long; gone
    as soon as the next ring looked whether there is one."""

    address = models.EmailField()
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)
