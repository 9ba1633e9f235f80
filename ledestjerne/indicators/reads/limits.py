"""The smallest groups an institution lets be shown, and what a higher limit would hide."""

from dataclasses import dataclass, replace

from ledestjerne.indicators.models import ShownFrom
from ledestjerne.indicators.reads.basis import Basis, Raised, basis_now
from ledestjerne.indicators.reads.catalogue import definitions
from ledestjerne.indicators.reads.live import live_figures
from ledestjerne.indicators.reads.tree import above
from ledestjerne.indicators.results import HiddenReason
from ledestjerne.indicators.vocabulary import FEWEST_SHOWN, Privacy
from ledestjerne.organisation.models import Unit


@dataclass(frozen=True)
class Limits:
    """The smallest groups shown, in persons: of figures in general, and of wellbeing."""

    fewest: int
    fewest_wellbeing: int


@dataclass(frozen=True)
class Effect:
    """How many figures of an institution and all inside it are hidden for small groups, now and under other limits."""

    figures: int
    now: int
    then: int


RULE = Limits(FEWEST_SHOWN[Privacy.STANDARD], FEWEST_SHOWN[Privacy.WELLBEING])


def limits_of(unit: Unit) -> Limits:
    """The limits in force for an institution: its own, or the rule."""
    own = ShownFrom.objects.filter(unit=unit).first()
    return Limits(own.fewest, own.fewest_wellbeing) if own else RULE


def fewest_in(institution: str, *, privacy: Privacy = Privacy.STANDARD) -> int:
    """The smallest group shown of figures under a rule, in the institution with this code."""
    own = ShownFrom.objects.filter(unit__code=institution).first()
    return Raised(institution, own.fewest, own.fewest_wellbeing).by(privacy) if own else FEWEST_SHOWN[privacy]


def effect_of(unit: Unit, limits: Limits) -> Effect:
    """What other limits would hide; every live indicator is worked out as if they were in force."""
    basis = basis_now()
    figures, now = _hidden(unit, basis)
    if limits == limits_of(unit):
        return Effect(figures, now, now)
    others = tuple(each for each in basis.raised if each.unit != unit.code)
    tried = replace(basis, raised=(*others, Raised(unit.code, limits.fewest, limits.fewest_wellbeing)))
    return Effect(figures, now, _hidden(unit, tried)[1])


def _hidden(unit: Unit, basis: Basis) -> tuple[int, int]:
    """Figures of the institution and all inside it, and how many of them are hidden for small groups."""
    inside = {unit.code, *(code for code in basis.parents if unit.code in above(code, basis.parents))}
    found = [
        result.hidden
        for definition in definitions()
        for by_unit in [live_figures(definition, basis=basis).by_unit]
        for code in inside & by_unit.keys()
        for result in by_unit[code]
    ]
    return len(found), found.count(HiddenReason.FEW)
