"""What happened meanwhile, as people wrote it down."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledestjerne.accounts.models import User
from ledestjerne.base.personal import Personal
from ledestjerne.organisation.models import Unit


class NoteKind(models.TextChoices):
    LAW = "law", _("Ny lov")
    SYSTEM = "system", _("Nyt system")
    INITIATIVE = "initiative", _("Indsats startet")
    OTHER = "other", _("Andet")


class TimelineNote(models.Model):
    """Something a reader of figures over time must know of; it holds for the unit and every unit below it."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "written_by": Personal(why="Vise hvem der kan svare på spørgsmål om noten", kept="Så længe noten står"),
    }
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"kind", "text"})

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="timeline_notes")
    happened_on = models.DateField(_("dato"))
    kind = models.CharField(_("hvad slags"), max_length=20, choices=NoteKind.choices)
    text = models.CharField(_("tekst"), max_length=200)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["happened_on", "pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(text=""), name="timelinenote_says_something")]
        indexes: ClassVar = [models.Index(fields=["unit", "happened_on"], name="timelinenote_place")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"
