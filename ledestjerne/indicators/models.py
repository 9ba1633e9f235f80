"""Figures that something rests on, kept as they were, and the goals units set themselves."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ledestjerne.accounts.models import User
from ledestjerne.base.personal import Personal
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.results import HiddenReason, Mark, Result, SourceRow
from ledestjerne.organisation.models import Unit

WHY_KEPT = "Så længe de planer og udgaver, der hviler på tallet, opbevares"


class FrozenResult(models.Model):
    """A figure as it was when it was cited, with all that is needed to explain it later. Never changed."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "frozen_by": Personal(why="Dokumentere hvem der fastfrøs tallet", kept=WHY_KEPT),
    }
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({
        "indicator", "title", "period", "breakdown", "value", "numerator", "n", "low", "high", "hidden", "marks",
        "verdict", "unit_of_measure", "decimals", "definition_hash", "definition_text", "deliveries", "rows", "source_line",
        "facts_version",
    })  # fmt: skip

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="frozen_results")
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
        return f"{self.title}, {self.unit} {self.period}"

    @property
    def definition(self) -> Definition:
        """The definition as it read when the figure was frozen."""
        return Definition.model_validate_json(self.definition_text)

    @property
    def result(self) -> Result:
        """The figure as the engine gave it."""
        return Result(
            self.indicator, self.unit.code, self.period, tuple(sorted(self.breakdown.items())), self.value,
            self.numerator, self.n, self.low, self.high, HiddenReason(self.hidden) if self.hidden else None,
            tuple(Mark(mark) for mark in self.marks), tuple(self.deliveries), self.verdict or None,
        )  # fmt: skip

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
