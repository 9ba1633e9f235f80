"""A row of the statutory table."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledestjerne.base.personal import Personal
from ledestjerne.followup.models.plan import Plan

CELL_LENGTH = 5000


class RowKind(models.TextChoices):
    CHANGE = "change", _("Forandre")
    KEEP = "keep", _("Fastholde")
    SPREAD = "spread", _("Udbrede")


class Dimension(models.TextChoices):
    """The four quality dimensions; their words are those of the indicator definitions."""

    LEARNING = "læringskvalitet", _("Læringskvalitet")
    EDUCATION = "uddannelseskvalitet", _("Uddannelseskvalitet")
    RESULT = "resultatkvalitet", _("Resultatkvalitet")
    SYSTEM = "systemisk_kvalitet", _("Systemisk kvalitet")


class Relation(models.TextChoices):
    """How the figure should stand to its goal."""

    AT_LEAST = "at_least", _("mindst")
    AT_MOST = "at_most", _("højst")
    REFERENCE = "reference", _("til referencen")
    ALL = "all", _("100 %")


class Outcome(models.TextChoices):
    """Whether the goal was reached, as judged by people."""

    OPEN = "open", _("Ikke vurderet endnu")
    REACHED = "reached", _("Nået")
    PARTLY = "partly", _("Delvist nået")
    MISSED = "missed", _("Ikke nået")
    UNCLEAR = "unclear", _("Kan ikke afgøres")


class PlanRow(models.Model):
    """One row: what we saw, what we want, what we do, when and who; and afterwards what came of it."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "schedule": Personal(why="Sige hvem der er ansvarlig", kept="Så længe planen opbevares"),
    }
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({
        "result", "goal", "actions", "kind", "dimension", "target_indicator", "target_relation", "target_unit",
        "outcome", "outcome_text",
    })  # fmt: skip

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    result = models.CharField(_("Resultat / Ændringsbehov"), max_length=CELL_LENGTH, blank=True)
    goal = models.CharField(_("Kvalitetsmål / Operationelle mål"), max_length=CELL_LENGTH, blank=True)
    actions = models.CharField(
        _("Handlinger, der igangsættes/videreføres / Strategier"), max_length=CELL_LENGTH, blank=True
    )
    schedule = models.CharField(_("Periode/ansvarlig / Tidsplan"), max_length=CELL_LENGTH, blank=True)
    kind = models.CharField(_("type"), max_length=10, choices=RowKind.choices, default=RowKind.CHANGE)
    dimension = models.CharField(_("kvalitetsdimension"), max_length=30, choices=Dimension.choices, blank=True)
    target_indicator = models.CharField(_("nøgletal"), max_length=80, blank=True)
    target_relation = models.CharField(_("mål"), max_length=20, choices=Relation.choices, blank=True)
    target_value = models.DecimalField(_("målværdi"), max_digits=12, decimal_places=3, null=True)
    target_unit = models.CharField(_("enhed"), max_length=40, blank=True)
    outcome = models.CharField(_("mål nået"), max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    outcome_text = models.CharField(_("hvad kom der af det?"), max_length=CELL_LENGTH, blank=True)
    carried_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="carried_to")

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "position"], name="planrow_one_per_place", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(target_relation__in=["at_least", "at_most"], target_value__isnull=False)
                | Q(target_relation__in=["", "reference", "all"], target_value=None),
                name="planrow_value_with_at_least_and_at_most",
            ),
            models.CheckConstraint(
                condition=~Q(target_relation="reference", target_indicator=""),
                name="planrow_reference_needs_an_indicator",
            ),
        ]

    def __str__(self) -> str:
        return f"Række {self.position} i {self.plan.title}"
