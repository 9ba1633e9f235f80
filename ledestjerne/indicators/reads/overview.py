"""The figures of a unit at a glance."""

from dataclasses import dataclass

from ledestjerne.indicators.models import Target
from ledestjerne.indicators.reads.basis import basis_now
from ledestjerne.indicators.reads.catalogue import definitions
from ledestjerne.indicators.reads.figure import Glance, glance, targets_of
from ledestjerne.indicators.reads.live import sources_about
from ledestjerne.indicators.vocabulary import Dimension
from ledestjerne.organisation.models import Unit


@dataclass(frozen=True)
class Group:
    """The figures of a unit under one quality dimension."""

    dimension: Dimension
    figures: tuple[Glance, ...]


def figures_of(unit: Unit) -> list[Glance]:
    """The newest figure of each live indicator that the unit has, in Danish order of their titles."""
    basis, targets = basis_now(), targets_of(unit)
    about = sources_about(unit.code, basis.facts)
    told = (each for each in definitions() if each.pupil_table or about.intersection(each.sources))
    found = (glance(unit, each, basis=basis, targets=targets) for each in told)
    return [each for each in found if each is not None]


def figures_by_dimension(unit: Unit) -> list[Group]:
    """The unit's figures under the four quality dimensions; a dimension without figures is left out."""
    found = figures_of(unit)
    groups = (Group(each, tuple(one for one in found if one.definition.dimension is each)) for each in Dimension)
    return [group for group in groups if group.figures]


def target_of(unit: Unit, indicator: str) -> Target | None:
    """The unit's own goal for an indicator."""
    return Target.objects.filter(unit=unit, indicator=indicator).first()
