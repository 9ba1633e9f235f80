"""What all figures rest on at a moment: the facts, the tree, raised limits, and who shares what."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef

from ledestjerne.base.pages import once
from ledestjerne.facts import reads as facts
from ledestjerne.indicators.models import Share, ShownFrom
from ledestjerne.indicators.reads.tree import parents_in, schools_in
from ledestjerne.indicators.results import Pool
from ledestjerne.indicators.vocabulary import Privacy
from ledestjerne.organisation.models import Unit, UnitLink

Sharing = tuple[tuple[str, Pool], ...]
"""What institutions share with networks: each indicator with those who share it with one network."""


@dataclass(frozen=True)
class Raised:
    """The smallest groups an institution lets be shown, when it has raised the limits."""

    unit: str
    fewest: int
    fewest_wellbeing: int

    def by(self, privacy: Privacy) -> int:
        """The limit for figures under this rule, in persons."""
        return self.fewest_wellbeing if privacy is Privacy.WELLBEING else self.fewest


@dataclass(frozen=True)
class Basis:
    """What all figures rest on at a moment: a state of the facts and of the tree. Asked for once a page."""

    facts: str
    tree: str
    raised: tuple[Raised, ...] = ()
    sharing: Sharing = ()

    @property
    def parents(self) -> Mapping[str, str]:
        """Which unit each unit is part of now, or was last."""
        return parents_in(self.tree)

    @property
    def schools(self) -> Mapping[str, tuple[str, ...]]:
        """The institutions in each unit wider than they are, the nation among them."""
        return schools_in(self.tree)

    def pools_of(self, indicator: str) -> tuple[Pool, ...]:
        """Who shares the indicator with each network."""
        return tuple(pool for key, pool in self.sharing if key == indicator)


def basis_now() -> Basis:
    """What figures rest on at this moment. While a page is read it is asked for once, so that all its figures agree."""
    return once("basis", ask_basis)


def ask_basis() -> Basis:
    """The facts and the tree in force; another text when a delivery was accepted or a unit came, moved or ended."""
    units = Unit.objects.aggregate(n=Count("pk"), last=Max("pk"))
    parts = UnitLink.objects.filter(kind=UnitLink.Kind.PART_OF)
    links = parts.aggregate(n=Count("pk"), ended=Count("ends_on"), last=Max("pk"), end=Max("ends_on"))
    return Basis(facts.snapshot_version(), f"{units} {links}", raised_now(), sharing_now())


def raised_now() -> tuple[Raised, ...]:
    """Where a higher limit than the rule is in force."""
    found = ShownFrom.objects.order_by("unit__code").values_list("unit__code", "fewest", "fewest_wellbeing")
    return tuple(Raised(*each) for each in found)


def sharing_now() -> Sharing:
    """Who shares what with which network at this moment; asked for once while a page is read."""
    return once("sharing", ask_sharing)


def ask_sharing() -> Sharing:
    held = UnitLink.objects.filter(kind=UnitLink.Kind.MEMBER_OF, ends_on=None)
    is_member = Exists(held.filter(child=OuterRef("institution"), parent=OuterRef("network")))
    rows = Share.objects.filter(is_member, ended_at=None).order_by("indicator", "network__code", "institution__code")
    found: dict[tuple[str, str], list[str]] = {}
    for indicator, network, institution in rows.values_list("indicator", "network__code", "institution__code"):
        found.setdefault((indicator, network), []).append(institution)
    return tuple((indicator, Pool(network, tuple(codes))) for (indicator, network), codes in found.items())
