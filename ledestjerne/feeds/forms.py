"""Input about what is fetched from public sources."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledestjerne.feeds.asked import BREAKDOWNS, FILTERS, MEASURES, OPEN, SET, VALUES
from ledestjerne.feeds.clients.statbank import TableInfo, Variable
from ledestjerne.feeds.clients.uddstat import Cube
from ledestjerne.feeds.layout import area_of, attribute_of, dimension_of, is_total, level_of_area, time_of
from ledestjerne.feeds.models import Feed

PARTS = "parts"
"""Stands in an address for every value of a variable but its totals."""

Choices = list[tuple[str, str]]


class SaveForm(forms.Form):
    """What a saved question is called and how often it is asked."""

    title = forms.CharField(
        label=gettext_lazy("Kildens navn"), max_length=200,
        help_text=gettext_lazy("Så I kan kende den igen, fx «Fravær pr. kommune og trin»."),
    )  # fmt: skip
    rhythm = forms.ChoiceField(
        label=gettext_lazy("Hentes"), choices=Feed.RHYTHMS, initial="monthly",
        help_text=gettext_lazy("De fleste tal kommer én gang om året; hver måned er ofte nok til at få dem, når de kommer."),
    )  # fmt: skip


class FileForm(SaveForm):
    """A file at an address, for registers and other files that are published anew."""

    address = forms.URLField(
        label=gettext_lazy("Filens adresse"), max_length=500, assume_scheme="https",
        help_text=gettext_lazy("En CSV-fil eller et regneark. Værten skal være tilladt af driften."),
    )  # fmt: skip
    source = forms.ChoiceField(label=gettext_lazy("Læses som"), required=False)

    field_order = ("address", "source", "title", "rhythm")

    def __init__(self, *args: Any, sources: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        recognised = ("", _("Lad Ledestjerne genkende filen"))
        self.fields["source"].choices = [recognised, *sources]  # type: ignore[attr-defined]  # a ChoiceField has them


class UddstatForm(forms.Form):
    """The measures, breakdowns and filters of one cube; sent as an address, never saved by itself."""

    def __init__(self, *args: Any, cube: Cube, filters: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [each.name for each in cube.breakdowns]
        self.fields[MEASURES] = forms.MultipleChoiceField(
            label=_("Nøgletal"), choices=[(name, name) for name in cube.measures],
            widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Vælg mindst ét nøgletal.")},
        )  # fmt: skip
        self.fields[BREAKDOWNS] = forms.MultipleChoiceField(
            label=_("Opdelinger"), choices=by_dimension(cube), required=False, widget=forms.CheckboxSelectMultiple,
            help_text=_("Vælg altid år eller måned, og højst ét niveau af enheder. Jo finere, desto mere er skjult."),
        )  # fmt: skip
        self.fields[OPEN] = forms.ChoiceField(
            label=_("Filtrér på"), choices=[("", _("Intet filter")), *((name, attribute_of(name)) for name in names)],
            required=False, help_text=_("Vælg en opdeling og «Vis værdier» for kun at hente nogle af dens værdier."),
        )  # fmt: skip
        if filters:
            self.fields[FILTERS] = forms.MultipleChoiceField(
                label=_("Hent kun"), choices=filters, required=False, widget=forms.CheckboxSelectMultiple
            )


def by_dimension(cube: Cube) -> list[tuple[str, Choices]]:
    """The breakdowns under the dimension they belong to, with how many members each has."""
    ordered = sorted(cube.breakdowns, key=lambda each: dimension_of(each.name))
    return [
        (dimension, [(each.name, counted(attribute_of(each.name), each.members)) for each in same])
        for dimension, same in groupby(ordered, key=lambda each: dimension_of(each.name))
    ]


def counted(name: str, members: int) -> str:
    return f"{name} ({members})" if members else name


def filter_choices(breakdown: str, members: Sequence[str], *, chosen: Sequence[str]) -> Choices:
    """The members of an opened breakdown, and the filters chosen before, as values of the address."""
    offered = [f"{breakdown}{SET}{member}" for member in members]
    kept = [value for value in chosen if value not in offered]
    return [
        (value, f"{attribute_of(value.partition(SET)[0])}: {value.partition(SET)[2]}") for value in (*kept, *offered)
    ]


class StatbankForm(forms.Form):
    """The values of each variable of one table; sent as an address, never saved by itself."""

    def __init__(self, *args: Any, info: TableInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area, time = area_of(info), time_of(info)
        for variable in info.variables:
            if variable == area:
                self.fields[VALUES + variable.id] = level_field(variable)
            else:
                self.fields[VALUES + variable.id] = values_field(variable, is_time=variable == time)


def level_field(variable: Variable) -> forms.Field:
    """One level of areas: the nation, the regions or the municipalities."""
    names = {"nation": _("Hele landet"), "region": _("Regioner"), "municipality": _("Kommuner")}
    there = {level_of_area(value.id) for value in variable.values}
    return forms.ChoiceField(
        label=variable.text.capitalize(), choices=[(level, name) for level, name in names.items() if level in there],
        widget=forms.RadioSelect, initial=next((level for level in names if level in there), ""), help_text=_("Ét niveau ad gangen, så ingen tælles med to gange."),
    )  # fmt: skip


def values_field(variable: Variable, *, is_time: bool) -> forms.Field:
    """The values of another variable; the newest periods first, and one box for all of them."""
    values = [(value.id, value.text) for value in variable.values]
    every = [("*", _("Alle perioder, også dem der kommer"))] if is_time else [(PARTS, _("Alle, hver for sig"))]
    is_needed = is_time or not variable.elimination
    return forms.MultipleChoiceField(
        label=variable.text.capitalize(), required=is_needed, widget=forms.CheckboxSelectMultiple,
        choices=[*every, *(values[::-1] if is_time else values)], initial=["*"] if is_time else None,
        help_text="" if is_needed else _("Vælg intet for at få det hele lagt sammen af Statistikbanken."),
    )  # fmt: skip


def written_out(values: dict[str, tuple[str, ...]], *, info: TableInfo) -> dict[str, tuple[str, ...]]:
    """The chosen level of areas, and «all, one by one», as codes; what is codes already stays."""
    known = {variable.id: variable for variable in info.variables}
    area = area_of(info)
    return {
        name: codes_of(chosen, known[name], is_area=known[name] == area) if name in known else chosen
        for name, chosen in values.items()
    }


def codes_of(chosen: tuple[str, ...], variable: Variable, *, is_area: bool) -> tuple[str, ...]:
    if is_area:
        return tuple(value.id for value in variable.values if level_of_area(value.id) in chosen) or chosen
    if PARTS in chosen:
        return tuple(value.id for value in variable.values if not is_total(value))
    return chosen
