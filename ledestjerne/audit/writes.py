"""Writing the log of what was done."""

from collections.abc import Mapping
from typing import Any, Protocol

from django.db import models

from ledestjerne.audit.models import Event


class Doer(Protocol):
    """Whoever did it: a user with a key and a name."""

    pk: int
    name: str


def record(
    verb: str, *, subject: models.Model, by: Doer, unit_code: str = "", detail: Mapping[str, Any] | None = None
) -> Event:
    """Log one change inside the transaction that makes it, so that neither can be without the other."""
    return Event.objects.create(
        verb=verb,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_text=str(subject)[:200],
        unit_code=unit_code,
        by_id=by.pk,
        by_name=by.name,
        detail=dict(detail or {}),
    )
