"""What a unit has bound itself to do again and again, such as a meeting each January and August."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission, Role, roles_with
from ledestjerne.base.personal import Personal
from ledestjerne.organisation.models import Membership, Unit


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, user: User, *, on: date) -> Self:
        """Those of units whose plans the person may read, and those the person owns."""
        readable = Q(unit__in=Unit.objects.where(user, Permission.PLAN_READ, on=on))
        return self.filter(readable | Q(pk__in=self.model.objects.owned_by(user, on=on).values("pk")))

    def owned_by(self, user: User, *, on: date) -> Self:
        """Those nearby that the person owns by name, or by holding the owning role where they are made or above."""
        held = Membership.objects.held_by(user, on=on)
        reporting = {unit_id for unit_id, role in held if role in roles_with(Permission.INITIATIVE_REPORT)}
        owned = Q(owner=user, unit__in=Unit.objects.near(reporting, on=on))
        for unit_id, role in sorted(held):
            owned |= Q(owner_role=role, unit__in=Unit.objects.below([unit_id], on=on))
        return self.filter(owned).distinct()

    def standing(self) -> Self:
        """Those that still come back, the nearest first."""
        return self.filter(ended_on=None).order_by("due_on", "pk")


class Commitment(models.Model):
    """Something a unit does in the same months every year, and when it is due next."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "owner": Personal(why="Vise hvem der sørger for det", kept="Så længe forpligtelsen opbevares"),
        "who": Personal(why="Indkalde de rigtige", kept="Så længe forpligtelsen opbevares"),
    }
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"text", "why", "owner_role", "origin_kind", "origin_id"})

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="commitments")
    text = models.CharField(_("hvad"), max_length=300)
    why = models.CharField(_("hvorfor"), max_length=2000, blank=True)
    months = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("måneder"))
    who = models.CharField(_("deltagere"), max_length=500, blank=True)
    owner = models.ForeignKey(User, models.PROTECT, null=True, related_name="commitments")
    owner_role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role], blank=True)
    due_on = models.DateField(_("næste gang senest"))
    ended_on = models.DateField(_("ophørt"), null=True)
    origin_kind = models.CharField(_("kilde"), max_length=40, blank=True)
    origin_id = models.CharField(max_length=80, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="commitment_says_something"),
            models.CheckConstraint(
                condition=Q(months__contained_by=list(range(1, 13))) & ~Q(months=[]), name="commitment_in_real_months"
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=False, owner_role="") | (Q(owner=None) & ~Q(owner_role="")),
                name="commitment_owned_by_person_or_role",
            ),
            models.UniqueConstraint(
                fields=["unit", "origin_kind", "origin_id"], condition=~Q(origin_kind="") & Q(ended_on=None),
                name="commitment_once_for_an_origin",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["ended_on", "due_on"], name="commitment_due")]

    def __str__(self) -> str:
        return self.text

    @property
    def owner_text(self) -> str:
        return self.owner.name if self.owner else Role(self.owner_role).label

    def due_after(self, day: date) -> date:
        """The last day of the next of its months that ends after the day."""
        ends = (month_end(year, month) for year in (day.year, day.year + 1) for month in sorted(self.months))
        return next(each for each in ends if each > day)


class CommitmentRecord(models.Model):
    """That it was done once, and what came of it."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "done_by": Personal(why="Dokumentere hvem der skrev det", kept="Så længe forpligtelsen opbevares"),
        "text": Personal(why="Fortælle hvad der kom ud af det; kan rumme navne", kept="Så længe forpligtelsen opbevares"),
    }  # fmt: skip

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="records")
    due_on = models.DateField(_("skulle ske senest"))
    done_on = models.DateField(_("holdt"))
    text = models.CharField(_("hvad kom der ud af det?"), max_length=5000)
    done_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-done_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commitment", "due_on"], name="commitmentrecord_once_each_time"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment}: {self.done_on}"


def month_end(year: int, month: int) -> date:
    first_after = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(first_after.toordinal() - 1)
