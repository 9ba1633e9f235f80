"""What stands out in the figures, proposed by rule and decided by a person."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.base.ordering import danish_order
from ledestjerne.base.personal import Personal
from ledestjerne.base.states import table
from ledestjerne.followup.models.row import PlanRow
from ledestjerne.indicators.models import FrozenResult
from ledestjerne.organisation.models import Unit

FINDING_STATES = table(
    "finding", proposed="accepted merged dismissed outdated", accepted="", merged="", dismissed="", outdated=""
)


class FindingKind(models.TextChoices):
    """Which rule proposed it, or that a person raised it."""

    GOAL = "goal", _("Målet")
    REFERENCE = "reference", _("Socioøkonomisk reference")
    CHANGE = "change", _("Udvikling siden sidst")
    LIMITS = "limits", _("Uden for det sædvanlige")
    RUNS = "runs", _("Har flyttet sig over tid")
    FUNNEL = "funnel", _("Skiller sig ud fra andre")
    YEARS = "years", _("Tre år i træk")
    OTHER = "other", _("Rejst af en person")


class Direction(models.TextChoices):
    WORSE = "worse", _("Kræver opmærksomhed")
    BETTER = "better", _("God nyhed")
    EITHER = "either", _("Ændring")


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, user: User, *, on: date) -> Self:
        return self.filter(unit__in=Unit.objects.where(user, Permission.FINDING_READ, on=on))

    def awaiting(self) -> Self:
        """Proposed and not decided: the ones that call for attention first, the newest on top."""
        return self.filter(state=Finding.State.PROPOSED).order_by("-direction", danish_order("title"), "-pk")


class Finding(models.Model):
    """One thing that stands out about a unit; the same figures propose it only once."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "decided_by": Personal(why="Dokumentere hvem der tog stilling", kept="Så længe planen opbevares"),
        "reason": Personal(why="Begrunde en afvisning", kept="Så længe planen opbevares"),
    }
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({
        "indicator", "period", "kind", "direction", "fingerprint", "title", "text", "observed", "state",
        "origin_kind", "origin_id", "origin_url",
    })  # fmt: skip

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Foreslået")
        ACCEPTED = "accepted", _("Godkendt")
        MERGED = "merged", _("Lagt sammen")
        DISMISSED = "dismissed", _("Afvist")
        OUTDATED = "outdated", _("Forældet")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="findings")
    indicator = models.CharField(_("nøgletal"), max_length=80, blank=True)
    period = models.CharField(_("periode"), max_length=20, blank=True)
    kind = models.CharField(_("grund"), max_length=20, choices=FindingKind.choices)
    direction = models.CharField(_("retning"), max_length=10, choices=Direction.choices)
    fingerprint = models.CharField(max_length=64, unique=True)
    title = models.CharField(_("titel"), max_length=300)
    text = models.TextField(_("tekst"))
    observed = models.JSONField(_("tallet, da det blev foreslået"), null=True)
    figure = models.ForeignKey(FrozenResult, models.PROTECT, null=True, related_name="findings")
    state = models.CharField(_("tilstand"), max_length=20, choices=State.choices, default=State.PROPOSED)
    row = models.ForeignKey(PlanRow, models.SET_NULL, null=True, related_name="findings")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    reason = models.CharField(_("begrundelse"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    origin_kind = models.CharField(_("kilde"), max_length=40, default="indicator")
    origin_id = models.CharField(max_length=80, blank=True)
    origin_url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(_("foreslået"), auto_now_add=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "outdated"], decided_by=None, decided_at=None)
                | Q(state__in=["accepted", "merged", "dismissed"], decided_by__isnull=False, decided_at__isnull=False),
                name="finding_decided_by_someone_at_some_time",
            ),
            models.CheckConstraint(condition=~Q(state="dismissed", reason=""), name="finding_dismissed_with_a_reason"),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False) | (~Q(state="merged") & Q(merged_into=None)),
                name="finding_merged_into_another",
            ),
            models.CheckConstraint(condition=~Q(merged_into=models.F("pk")), name="finding_not_merged_into_itself"),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(indicator="") | Q(figure__isnull=False),
                name="finding_accepted_with_its_figure",
            ),
            models.CheckConstraint(condition=Q(row=None) | Q(state="accepted"), name="finding_accepted_when_in_a_row"),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "state"], name="finding_unit_state")]

    def __str__(self) -> str:
        return self.title
