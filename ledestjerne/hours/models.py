"""The published hours of an institution, noted when they come."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledestjerne.accounts.models import User
from ledestjerne.base.personal import Personal
from ledestjerne.organisation.models import Unit


class PublishedHours(models.Model):
    """What the ministry published for an institution and school year: teacher-led hours a week, on average."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "noted_by": Personal(why="Dokumentere hvem der skrev tallet ind", kept="Så længe tallet opbevares"),
        "source": Personal(why="Sige hvor tallet står; kan rumme et navn", kept="Så længe tallet opbevares"),
    }
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"school_year"})

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="published_hours")
    school_year = models.CharField(_("skoleår"), max_length=9)
    hours = models.DecimalField(_("timer pr. uge"), max_digits=4, decimal_places=2)
    pupils = models.PositiveIntegerField(_("elever"), null=True)
    source = models.CharField(_("hvor tallet står"), max_length=300)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("skrevet ind"), auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "school_year"], name="publishedhours_once_a_year"),
            models.CheckConstraint(condition=Q(hours__gt=0, hours__lte=60), name="publishedhours_possible"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.school_year}"
