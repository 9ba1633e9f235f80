"""Figures that something rests on, kept as they were, and the goals, limits and sharing units decide themselves."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ledestjerne.accounts.models import User
from ledestjerne.base.personal import Personal
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.results import HiddenReason, Mark, Result, SourceRow, Spot
from ledestjerne.indicators.vocabulary import FEWEST_SHOWN, NATION, Privacy
from ledestjerne.organisation.models import Unit

WHY_KEPT = "Så længe de planer og udgaver, der hviler på tallet, opbevares"


class FrozenResult(models.Model):
    """A figure as it was when it was cited, with all that is needed to explain it later. Never changed.

    Without a unit it is the whole country's as a publisher prints it, which anybody may read.
    `fewest` is the limit the institution had raised; `hidden_beside` are the units and parts of the same figure that were
    hidden for small groups in the institution that day.
    """

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "frozen_by": Personal(why="Dokumentere hvem der fastfrøs tallet", kept=WHY_KEPT),
    }
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({
        "indicator", "title", "period", "breakdown", "value", "numerator", "n", "low", "high", "hidden", "marks",
        "verdict", "unit_of_measure", "decimals", "definition_hash", "definition_text", "deliveries", "rows", "source_line",
        "facts_version", "fewest", "hidden_beside",
    })  # fmt: skip

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="frozen_results", null=True)
    indicator = models.CharField(_("nøgletal"), max_length=80)
    title = models.CharField(_("titel"), max_length=200)
    period = models.CharField(_("periode"), max_length=20)
    breakdown = models.JSONField(_("opdeling"), default=dict)
    value = models.FloatField(_("værdi"), null=True)
    numerator = models.FloatField(_("tæller"), null=True)
    n = models.IntegerField(_("antal personer"), null=True)
    low = models.FloatField(_("usikkerhed fra"), null=True)
    high = models.FloatField(_("usikkerhed til"), null=True)
    hidden = models.CharField(_("skjult fordi"), max_length=20, blank=True)
    marks = models.JSONField(_("mærker"), default=list)
    verdict = models.CharField(_("udgiverens vurdering"), max_length=100, blank=True)
    unit_of_measure = models.CharField(_("måleenhed"), max_length=20)
    decimals = models.PositiveSmallIntegerField(_("decimaler"))
    definition_hash = models.CharField(_("definitionens fingeraftryk"), max_length=64)
    definition_text = models.TextField(_("definitionen, som den lød"))
    deliveries = models.JSONField(_("leverancer"), default=list)
    rows = models.JSONField(_("rækker i leverancerne"), default=list)
    source_line = models.CharField(_("kilde"), max_length=1000)
    facts_version = models.CharField(_("datagrundlagets version"), max_length=64)
    fewest = models.PositiveSmallIntegerField(_("mindste gruppe"), null=True)
    hidden_beside = models.JSONField(_("skjult i institutionen den dag"), default=list)
    frozen_at = models.DateTimeField(_("fastfrosset"), auto_now_add=True)
    frozen_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-frozen_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(hidden="") | Q(value=None, numerator=None, n=None, low=None, high=None),
                name="frozenresult_hidden_has_no_number",
            ),
            models.CheckConstraint(
                condition=Q(low=None, high=None) | Q(low__lte=F("high")), name="frozenresult_interval_in_order"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "indicator", "period"], name="frozenresult_place")]

    def __str__(self) -> str:
        return f"{self.title}, {self.place} {self.period}"

    @property
    def code(self) -> str:
        """The code of its unit, or the nation's."""
        return self.unit.code if self.unit else NATION

    @property
    def place(self) -> str:
        """What its unit is called, or the nation."""
        return self.unit.name if self.unit else str(_("Hele landet"))

    @property
    def definition(self) -> Definition:
        """The definition as it read when the figure was frozen."""
        return Definition.model_validate_json(self.definition_text)

    @property
    def result(self) -> Result:
        """The figure as the engine gave it."""
        return Result(
            self.indicator, self.code, self.period, tuple(sorted(self.breakdown.items())), self.value,
            self.numerator, self.n, self.low, self.high, HiddenReason(self.hidden) if self.hidden else None,
            tuple(Mark(mark) for mark in self.marks), tuple(self.deliveries), self.verdict or None, self.fewest,
        )  # fmt: skip

    @property
    def spot(self) -> Spot:
        """The unit and the part it is about."""
        return self.code, tuple(sorted(self.breakdown.items()))

    @property
    def spots_hidden(self) -> frozenset[Spot]:
        """What was hidden beside it that day."""
        return frozenset((unit, tuple((name, member) for name, member in part)) for unit, part in self.hidden_beside)

    @property
    def source_rows(self) -> tuple[SourceRow, ...]:
        """The rows of delivered files it rests on."""
        return tuple(SourceRow(*row) for row in self.rows)


class Target(models.Model):
    """A goal a unit has set itself for an indicator; which side of it is good stands in the definition."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "set_by": Personal(why="Dokumentere hvem der satte målet", kept="Så længe målet gælder"),
    }
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"indicator", "value", "text"})

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="targets")
    indicator = models.CharField(_("nøgletal"), max_length=80)
    value = models.FloatField(_("måltal"))
    text = models.CharField(_("begrundelse"), max_length=300, blank=True)
    set_at = models.DateTimeField(_("sat"), auto_now=True)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "indicator"], name="target_one_a_unit_and_indicator"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.unit}"


class ShownFrom(models.Model):
    """The smallest group an institution lets be shown, for it and all inside it; never below the rule."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "set_by": Personal(why="Dokumentere hvem der ændrede grænsen", kept="Så længe grænsen gælder"),
    }
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"fewest", "fewest_wellbeing"})

    unit = models.OneToOneField(Unit, models.CASCADE, related_name="shown_from")
    fewest = models.PositiveSmallIntegerField(_("mindste gruppe"))
    fewest_wellbeing = models.PositiveSmallIntegerField(_("mindste gruppe for trivsel"))
    set_at = models.DateTimeField(_("sat"), auto_now=True)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(fewest__gte=FEWEST_SHOWN[Privacy.STANDARD])
                & Q(fewest_wellbeing__gte=FEWEST_SHOWN[Privacy.WELLBEING]),
                name="shownfrom_never_below_the_rule",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.fewest}/{self.fewest_wellbeing}"


class Share(models.Model):
    """That an institution lets the members of a network see its own figure of an indicator, until it ends.

    Only the figure of the whole institution is shared: no class, no part, nothing that is hidden. A row is kept when it
    has ended, so that it can be told who could see what and when.
    """

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "started_by": Personal(why="Dokumentere hvem der valgte at dele", kept="Et år efter at delingen er ophørt"),
        "ended_by": Personal(why="Dokumentere hvem der holdt op med at dele", kept="Et år efter at delingen er ophørt"),
    }
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"indicator"})

    institution = models.ForeignKey(Unit, models.CASCADE, related_name="shares")
    network = models.ForeignKey(Unit, models.CASCADE, related_name="shared_with")
    indicator = models.CharField(_("nøgletal"), max_length=80)
    started_at = models.DateTimeField(_("delt fra"))
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(_("delt til"), null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering: ClassVar = ["-started_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["institution", "network", "indicator"], condition=Q(ended_at=None), name="share_once_while_open"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="share_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.institution} ▸ {self.network}"
