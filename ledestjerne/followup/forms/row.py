"""The cells of a row, its goal, and what came of it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ledestjerne.base.fields import DanishDecimalField
from ledestjerne.followup.forms.marked import add_marks, prose
from ledestjerne.followup.models import Dimension, Outcome, PlanRow, Relation, RowKind
from ledestjerne.followup.reads import HEADERS
from ledestjerne.followup.reads.catalogue import indicator_titles, title_of

CELL_FIELDS = ("result", "goal", "actions", "schedule")
TARGET_FIELDS = ("target_indicator", "target_relation", "target_value", "target_unit")
ALL_FIELDS = (*CELL_FIELDS, "kind", "dimension", *TARGET_FIELDS)


class RowForm(forms.Form):
    """A row, or only those of its fields that were sent."""

    kind = forms.ChoiceField(
        label=_("Type"), choices=RowKind.choices,
        help_text=_("Skal noget forandres, fastholdes, eller er det en succes, der skal udbredes?"),
    )  # fmt: skip
    dimension = forms.ChoiceField(
        label=_("Kvalitetsdimension"), choices=[("", _("Ikke valgt")), *Dimension.choices], required=False,
    )  # fmt: skip
    target_indicator = forms.ChoiceField(
        label=_("Målt med nøgletallet"), required=False,
        help_text=_("Så kan det senere ses, om det gik den rigtige vej."),
    )  # fmt: skip
    target_relation = forms.ChoiceField(
        label=_("Målet er"), choices=[("", _("Ikke et tal")), *Relation.choices], required=False,
        help_text=_("«Til referencen» betyder på niveau med den socioøkonomiske reference."),
    )  # fmt: skip
    target_value = DanishDecimalField(
        label=_("Målværdi"), required=False, max_digits=12, decimal_places=3, help_text=_("Fx 26 eller 7,5.")
    )
    target_unit = forms.CharField(label=_("Enhed"), required=False, max_length=40, help_text=_("Fx timer eller %."))
    field_order = ALL_FIELDS

    def __init__(self, data: Any = None, *, row: PlanRow, fields: Iterable[str] = ALL_FIELDS) -> None:
        kept = {field: getattr(row, field) for field in ALL_FIELDS}
        super().__init__(data, initial=kept, prefix=None, auto_id=f"id_{row.pk}_%s")
        for header in HEADERS:
            self.fields[header.field] = prose(header.both, help_text=header.help)
        chosen = [field for field in ALL_FIELDS if field in set(fields)]
        self.fields = {field: self.fields[field] for field in chosen}
        if "target_indicator" in self.fields:
            self.fields["target_indicator"].choices = indicator_choices(row)  # type: ignore[attr-defined]
        add_marks(self, kept=kept, fields=chosen)

    def clean(self) -> None:
        if "target_relation" in self.fields and not self.errors:
            self.check_target()

    def check_target(self) -> None:
        """A value stands with «mindst» and «højst» only; the reference is that of an indicator."""
        data = self.cleaned_data
        relation, value = data["target_relation"], data.get("target_value")
        needs_value = relation in (Relation.AT_LEAST, Relation.AT_MOST)
        if needs_value and value is None:
            self.add_error("target_value", _("Skriv den værdi, der mindst eller højst skal nås."))
        if value is not None and not relation:
            self.add_error("target_relation", _("Vælg, om værdien mindst eller højst skal nås."))
        if value is not None and relation in (Relation.REFERENCE, Relation.ALL):
            self.add_error("target_value", _("Lad feltet stå tomt: målet er sagt med ordene ved siden af."))
        if relation == Relation.REFERENCE and not data.get("target_indicator"):
            self.add_error("target_indicator", _("Vælg det nøgletal, hvis reference skal nås."))

    @property
    def values(self) -> dict[str, Any]:
        """What to save, without the marks."""
        return {field: value for field, value in self.cleaned_data.items() if field in ALL_FIELDS}


def indicator_choices(row: PlanRow) -> list[tuple[str, Any]]:
    """Every live indicator, and the row's own also when it is no longer live."""
    known, own = indicator_titles(), row.target_indicator
    gone = [(own, title_of(own))] if own and own not in known else []
    return [("", _("Intet nøgletal")), *known.items(), *gone]


class JudgeForm(forms.Form):
    """What came of a row."""

    outcome = forms.ChoiceField(label=_("Blev målet nået?"), choices=Outcome.choices)
    outcome_text = prose(
        _("Hvad kom der af det?"),
        help_text=_("Hvad blev anderledes, og hvordan ved I det? «Kan ikke afgøres» er også et svar; skriv hvorfor."),
    )

    def __init__(self, data: Any = None, *, row: PlanRow, prefix: str | None = None) -> None:
        kept = {"outcome": row.outcome, "outcome_text": row.outcome_text}
        super().__init__(data, initial=kept, prefix=prefix)
        add_marks(self, kept=kept, fields=kept)
