"""What an initiative is expected to do to a figure, and what it turned out to do."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledestjerne.accounts.models import User
from ledestjerne.base.personal import Personal
from ledestjerne.followup.models.initiative import Initiative
from ledestjerne.followup.models.plan import PlanState
from ledestjerne.indicators.models import FrozenResult
from ledestjerne.organisation.models import Unit

COUNTING_STATES = (PlanState.ADOPTED, PlanState.CLOSED)


class Way(models.TextChoices):
    UP = "up", _("Stiger")
    DOWN = "down", _("Falder")


class EffectVerdict(models.TextChoices):
    HELPED = "helped", _("Det hjalp")
    NO_EFFECT = "no_effect", _("Ingen synlig virkning")
    HARMED = "harmed", _("Det gik den forkerte vej")
    UNDECIDED = "undecided", _("Kan ikke afgøres")


class Consequence(models.TextChoices):
    CONTINUE = "continue", _("Fortsæt")
    ADJUST = "adjust", _("Justér")
    SPREAD = "spread", _("Udbred til flere")
    STOP = "stop", _("Stop")


class ExpectationQuerySet(models.QuerySet["Expectation"]):
    def due(self, *, on: date) -> Self:
        """Those of adopted plans whose day has come and of which nobody has judged the effect; each in one plan only."""
        counting = self.filter(check_on__lte=on, judged=None, initiative__row__plan__state__in=COUNTING_STATES)
        gone_on = Q(carried_to__initiative__row__plan__state__in=COUNTING_STATES)
        return counting.exclude(gone_on).exclude(carried_from__judged__isnull=False)


class Expectation(models.Model):
    """Which figure an initiative is to move, which way, how far, and when to look; the baseline is frozen at adoption.

    An initiative that goes on in the next plan keeps its expectation there, with the baseline it had (`carried_from`).
    """

    PERSONAL: ClassVar[dict[str, Personal]] = {}
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"indicator", "way", "size"})

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="expectation")
    indicator = models.CharField(_("nøgletal"), max_length=80)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="expectations")
    way = models.CharField(_("retning"), max_length=10, choices=Way.choices)
    size = models.DecimalField(_("ventet ændring"), max_digits=12, decimal_places=3, null=True)
    check_on = models.DateField(_("ses efter den"))
    baseline = models.ForeignKey(FrozenResult, models.PROTECT, null=True, related_name="expectations")

    carried_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="carried_to")

    objects = ExpectationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(size=None) | Q(size__gt=0), name="expectation_size_is_positive"),
        ]
        indexes: ClassVar = [models.Index(fields=["check_on"], name="expectation_check_on")]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.unit}"

    @property
    def check_made(self) -> "EffectCheck | None":
        """The one check of the effect, whether it was made here or in the plan it came from."""
        own: EffectCheck | None = getattr(self, "judged", None)
        if own is None and self.carried_from is not None:
            return getattr(self.carried_from, "judged", None)
        return own

    def goes_on_in(self) -> "Expectation | None":
        """The same expectation in the adopted plan that carries it on, where the check then belongs."""
        following = self.carried_to.filter(initiative__row__plan__state__in=COUNTING_STATES)
        return following.select_related("initiative__row__plan__unit").order_by("pk").first()


class EffectCheck(models.Model):
    """What the figures showed on the day, the verdict they proposed, and what a person decided to do. Never changed."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "decided_by": Personal(why="Dokumentere hvem der tog stilling", kept="Så længe planen opbevares"),
    }
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({
        "verdict", "words", "change", "low", "high", "needed", "method", "assumptions", "consequence", "text",
    })  # fmt: skip

    expectation = models.OneToOneField(Expectation, models.CASCADE, related_name="judged")
    figure = models.ForeignKey(FrozenResult, models.PROTECT, null=True, related_name="effect_checks")
    verdict = models.CharField(_("vurdering"), max_length=20, choices=EffectVerdict.choices)
    words = models.CharField(_("begrundelse"), max_length=1000)
    method = models.CharField(_("metode"), max_length=20, blank=True)
    change = models.FloatField(_("ændring"), null=True)
    low = models.FloatField(_("usikkerhed fra"), null=True)
    high = models.FloatField(_("usikkerhed til"), null=True)
    needed = models.PositiveIntegerField(_("antal, der skulle til"), null=True)
    assumptions = models.JSONField(_("forudsætninger"), default=list)
    consequence = models.CharField(_("konsekvens"), max_length=20, choices=Consequence.choices)
    text = models.CharField(_("hvad I gør nu"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("besluttet"))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(change=None, low=None, high=None)
                | Q(change__isnull=False, low__isnull=False, high__isnull=False),
                name="effectcheck_change_with_its_interval",
            ),
            models.CheckConstraint(
                condition=Q(verdict="undecided") | Q(change__isnull=False), name="effectcheck_decided_by_a_change"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.get_consequence_display()}"
