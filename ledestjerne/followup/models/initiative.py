"""What is done about a row, when, and by whom."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission, Role, roles_with
from ledestjerne.base.personal import Personal
from ledestjerne.followup.models.row import PlanRow
from ledestjerne.organisation.models import Membership, Unit


class InitiativeStatus(models.TextChoices):
    NOT_STARTED = "not_started", _("Ikke begyndt")
    IN_PROGRESS = "in_progress", _("I gang")
    DONE = "done", _("Gennemført")
    STOPPED = "stopped", _("Stoppet")


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    def owned_by(self, user: User, *, on: date) -> Self:
        """Initiatives the user owns, by name or by holding the owning role where the plan is made or above it.

        By name only as long as the user still may report on something above, at or below that place.
        """
        held = Membership.objects.held_by(user, on=on)
        reporting = {unit_id for unit_id, role in held if role in roles_with(Permission.INITIATIVE_REPORT)}
        owned = Q(owners__user=user, row__plan__unit__in=Unit.objects.near(reporting, on=on))
        for unit_id, role in sorted(held):
            owned |= Q(owners__role=role, row__plan__unit__in=Unit.objects.below([unit_id], on=on))
        return self.filter(owned).distinct()

    def unfinished(self) -> Self:
        return self.filter(status__in=[InitiativeStatus.NOT_STARTED, InitiativeStatus.IN_PROGRESS])

    def overdue(self, *, on: date) -> Self:
        return self.unfinished().filter(ends_on__lt=on)


class Initiative(models.Model):
    """One thing that is done, with its time as words, as days, or as meetings that come back."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "meeting_who": Personal(why="Indkalde de rigtige", kept="Så længe planen opbevares"),
        "period_text": Personal(why="Sige hvornår og hvem", kept="Så længe planen opbevares"),
    }
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"text", "meeting_what", "status", "outcome_text"})

    row = models.ForeignKey(PlanRow, models.CASCADE, related_name="initiatives")
    position = models.PositiveIntegerField()
    text = models.CharField(_("indsats"), max_length=2000)
    period_text = models.CharField(_("periode"), max_length=300, blank=True)
    starts_on = models.DateField(_("begynder"), null=True)
    ends_on = models.DateField(_("frist"), null=True)
    meeting_months = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("møder i"), default=list)
    meeting_what = models.CharField(_("møde om"), max_length=300, blank=True)
    meeting_who = models.CharField(_("deltagere"), max_length=500, blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=InitiativeStatus.choices, default=InitiativeStatus.NOT_STARTED
    )
    is_continued = models.BooleanField(_("videreføres fra sidste år"), default=False)
    outcome_text = models.CharField(_("hvad kom der af det?"), max_length=5000, blank=True)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="initiative_says_something"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="initiative_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(meeting_months__contained_by=list(range(1, 13))), name="initiative_meets_in_real_months"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "ends_on"], name="initiative_status_deadline")]

    def __str__(self) -> str:
        return self.text

    def owning_people(self) -> list[User]:
        """Those who own it by name."""
        return [owner.user for owner in self.owners.select_related("user").order_by("pk") if owner.user]

    def owners_named(self) -> dict[str, list[str]]:
        """Who owns it, people and functions apart, as a form holds them."""
        titles = self.owners.exclude(title="").order_by("pk").values_list("title", flat=True)
        return {"people": [person.name for person in self.owning_people()], "titles": list(titles)}


class InitiativeOwner(models.Model):
    """Who answers for an initiative: a person with an account, or a function by its name, such as «Stabschef»."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "user": Personal(why="Vise hvem der ejer en indsats", kept="Så længe planen opbevares"),
    }
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"title", "role"})

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="owners")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="owned_initiatives")
    title = models.CharField(_("funktion"), max_length=120, blank=True)
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role], blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, title="", role="") | (Q(user=None) & ~Q(title="")),
                name="initiativeowner_person_or_function",
            ),
            models.UniqueConstraint(fields=["initiative", "user"], name="initiativeowner_person_once"),
            models.UniqueConstraint(
                fields=["initiative", "title"], condition=~Q(title=""), name="initiativeowner_function_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.user)
