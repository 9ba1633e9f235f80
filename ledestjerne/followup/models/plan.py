"""The statutory follow-up plan of a unit for a year."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.base.personal import Personal
from ledestjerne.base.states import table
from ledestjerne.organisation.models import Membership, Unit

PLAN_STATES = table("plan", draft="proposed", proposed="draft adopted", adopted="closed", closed="")
YEAR = r"^\d{4}(/\d{4})?$"


class PlanState(models.TextChoices):
    DRAFT = "draft", _("Udkast")
    PROPOSED = "proposed", _("Foreslået")
    ADOPTED = "adopted", _("Vedtaget")
    CLOSED = "closed", _("Afsluttet")


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: User, *, on: date) -> Self:
        """Plans of units the user may read plans of, and plans nearby with an initiative the user owns."""
        reporting = Membership.objects.roots_of(user, Permission.INITIATIVE_REPORT, on=on)
        own = Q(rows__initiatives__owners__user=user, unit__in=Unit.objects.near(reporting, on=on))
        return self.filter(own | Q(unit__in=Unit.objects.where(user, Permission.PLAN_READ, on=on))).distinct()

    def newest_first(self) -> Self:
        return self.order_by("-year", "unit__sort_key", "pk")


class Plan(models.Model):
    """One unit's follow-up plan for one calendar year («2026») or school year («2026/2027»)."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "adopted_by": Personal(why="Dokumentere hvem der vedtog planen", kept="Så længe planen opbevares"),
        "return_reason": Personal(why="Fortælle hvorfor planen kom retur", kept="Så længe planen opbevares"),
    }
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"year", "title", "introduction", "state"})

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans")
    year = models.CharField(_("år"), max_length=9)
    title = models.CharField(_("titel"), max_length=300)
    introduction = models.CharField(_("indledning"), max_length=10_000, blank=True)
    state = models.CharField(_("tilstand"), max_length=20, choices=PlanState.choices, default=PlanState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="carried_to")
    return_reason = models.CharField(_("grund til at planen kom retur"), max_length=2000, blank=True)
    adopted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    adopted_on = models.DateField(_("vedtaget den"), null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year"], name="plan_one_per_unit_and_year"),
            models.CheckConstraint(condition=Q(year__regex=YEAR), name="plan_year_is_a_year"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "proposed"], adopted_by=None, adopted_on=None)
                | Q(state__in=["adopted", "closed"], adopted_by__isnull=False, adopted_on__isnull=False),
                name="plan_adopted_by_someone_on_a_day",
            ),
            models.CheckConstraint(condition=~Q(carried_from=models.F("pk")), name="plan_not_carried_from_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.unit})"

    @property
    def slug(self) -> str:
        """The year as it stands in an address: 2026 or 2026-2027."""
        return self.year.replace("/", "-")

    @property
    def is_draft(self) -> bool:
        return self.state == PlanState.DRAFT

    @property
    def is_under_way(self) -> bool:
        """Whether what came of it may still be told."""
        return self.state != PlanState.CLOSED
