"""What was done, by whom, to what. No foreign keys, so the log never stands in the way of a deletion."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledestjerne.base.personal import Personal


class Event(models.Model):
    """One change: a verb such as plan.adopted, its subject and unit by code, who did it and when."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "by_id": Personal(why="Dokumentere hvem der gjorde hvad", kept="Fem år"),
        "by_name": Personal(why="Læses også når kontoen er slettet", kept="Fem år"),
        "detail": Personal(why="Hvad der blev ændret; aldrig elevdata", kept="Fem år"),
    }
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset(
        {"verb", "subject_kind", "subject_id", "subject_text", "unit_code"}
    )

    at = models.DateTimeField(_("tidspunkt"), auto_now_add=True, db_index=True)
    verb = models.CharField(_("handling"), max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    subject_text = models.CharField(_("hvad"), max_length=200)
    unit_code = models.CharField(_("enhed"), max_length=120, blank=True, db_index=True)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(_("hvem"), max_length=120)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["subject_kind", "subject_id"], name="event_subject")]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_text}"
