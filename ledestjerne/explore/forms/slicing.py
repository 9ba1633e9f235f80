"""What a slice may be made of."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledestjerne.base.templatetags.ui import period as shown_period
from ledestjerne.explore.reads import Cut
from ledestjerne.explore.slices import HIDE_NOTES, JOIN, PANELS, Slice
from ledestjerne.indicators import reads as indicators
from ledestjerne.indicators.reads import NATION
from ledestjerne.organisation.models import Level, by_width

Choice = tuple[str, str]
FEWEST_LINES = 2  # to choose between


class SliceForm(forms.Form):
    """The whole state of the page; sent as an address and never refused, so every choice may be left out."""

    use_required_attribute = False

    tal = forms.ChoiceField(
        label=gettext_lazy("Nøgletal"),
        help_text=gettext_lazy("De nøgletal, der regnes på nu, under deres kvalitetsdimension."),
    )
    enhed = forms.MultipleChoiceField(
        label=gettext_lazy("Enheder"), widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("De enheder, du må se, og som har tal. De vises i navneorden, aldrig rangordnet."),
    )  # fmt: skip
    find = forms.CharField(label=gettext_lazy("Find en enhed"), max_length=100)
    fra = forms.ChoiceField(label=gettext_lazy("Fra periode"))
    til = forms.ChoiceField(label=gettext_lazy("Til periode"))
    opdeling = forms.ChoiceField(
        label=gettext_lazy("Opdeling"),
        help_text=gettext_lazy("Små grupper er skjult, også når de kunne regnes ud af resten."),
    )  # fmt: skip
    visning = forms.ChoiceField(
        label=gettext_lazy("Visning"),
        choices=[("", gettext_lazy("Linjer i én tegning")), (PANELS, gettext_lazy("En lille tegning til hver"))],
    )  # fmt: skip
    noter = forms.ChoiceField(
        label=gettext_lazy("Noter på tidslinjen"),
        choices=[("", gettext_lazy("Vis")), (HIDE_NOTES, gettext_lazy("Skjul"))],
    )  # fmt: skip

    linje = forms.ChoiceField(
        label=gettext_lazy("Fremhæv"),
        help_text=gettext_lazy("Den valgte linje står klart, og de andre træder tilbage. Du kan også klikke på den."),
    )  # fmt: skip

    def __init__(self, *, cut: Cut | None) -> None:
        super().__init__(initial=dict((cut.chosen if cut else Slice()).initial))
        self.offer("tal", indicator_choices())
        if cut is None:
            for name in ("enhed", "find", "fra", "til", "opdeling", "visning", "noter", "linje"):
                del self.fields[name]
            return
        self.offer("enhed", unit_choices(cut))
        if cut.offer.has_more or cut.chosen.find:
            self.fields["find"].help_text = find_words(cut)
        else:
            del self.fields["find"]
        for name, words in (("fra", _("Den første")), ("til", _("Den sidste"))):
            self.offer(name, [("", words), *((each, shown_period(each)) for each in cut.offer.periods)])
        self.offer("linje", [("", _("Alle linjer lige tydeligt")), *((each.name, each.name) for each in cut.series)])
        if len(cut.series) < FEWEST_LINES:
            del self.fields["linje"]
        self.offer("opdeling", [(way, way_words(way)) for way in cut.offer.ways] or [("", way_words(""))])

    def offer(self, name: str, choices: Iterable[Choice | tuple[str, list[Choice]]]) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]  # a choice field has choices


def indicator_choices() -> list[Choice | tuple[str, list[Choice]]]:
    groups = [
        (str(indicators.DIMENSIONS[dimension]), [(each.key, indicators.title_of(each)) for each in found])
        for dimension, found in indicators.definitions_by_dimension().items()
        if found
    ]
    return [("", _("Vælg et nøgletal")), *groups]


def unit_choices(cut: Cut) -> list[Choice | tuple[str, list[Choice]]]:
    """The units under their levels, the widest first, in Danish order within each."""
    levels: dict[str, list[Choice]] = {}
    for unit in sorted(cut.offer.units, key=by_width):
        levels.setdefault(str(Level(unit.level).label), []).append((unit.code, unit.name))
    nation: list[Choice | tuple[str, list[Choice]]] = [(NATION, _("Hele landet"))] if cut.offer.has_nation else []
    return [*nation, *levels.items()]


def find_words(cut: Cut) -> str:
    """How to reach the units that are not listed."""
    if not cut.offer.has_more:
        return _("Skriv en del af navnet, og vælg Vis. Lad feltet stå tomt for at se de bredeste enheder.")
    return _("Flere enheder har tal. Skriv en del af navnet, og vælg Vis; det, du har valgt, bliver stående.")


def way_words(way: str) -> str:
    """«Køn og herkomst» for a way to cut a figure; «Hele tallet» for none."""
    if not way:
        return _("Hele tallet")
    names = [str(indicators.PART_NAMES.get(name, name)) for name in way.split(JOIN)]
    return _(" og ").join([names[0], *(name.lower() for name in names[1:])])
