"""What an institution has of its own to share, and what it shares."""

from collections.abc import Collection
from dataclasses import dataclass

from ledestjerne.facts import reads as facts
from ledestjerne.indicators import reads as indicators
from ledestjerne.indicators.models import Share
from ledestjerne.indicators.reads import WHOLE, Basis, Definition, Result
from ledestjerne.organisation.models import Unit


@dataclass(frozen=True)
class Offered:
    """An indicator of an institution's own with its figures over the periods, the newest first: what others would see."""

    definition: Definition
    results: tuple[Result, ...]

    @property
    def newest(self) -> Result | None:
        return self.results[0] if self.results else None


def is_open(definition: Definition) -> bool:
    """Whether all it rests on is public statistics, which need nobody's leave to be seen."""
    return facts.is_public(definition.sources)


def shareable() -> list[Definition]:
    """The live indicators of institutions' own data, in Danish order."""
    return [each for each in indicators.definitions() if "institution" in each.per and not is_open(each)]


def shares_of(institution: Unit, network: Unit) -> list[Share]:
    """What the institution shares with the network now."""
    found = Share.objects.filter(institution=institution, network=network, ended_at=None)
    return list(found.select_related("institution", "network"))


def shared_with(institution: Unit, network: Unit) -> frozenset[str]:
    """The keys of what the institution shares with the network now."""
    return frozenset(share.indicator for share in shares_of(institution, network))


def offered_by(institution: Unit, *, keep: Collection[str] = (), basis: Basis) -> list[Offered]:
    """The institution's own indicators it has figures of, and those in `keep` even without."""
    about = indicators.sources_about(institution.code, basis.facts)
    told = (each for each in shareable() if each.pupil_table or each.key in keep or about.intersection(each.sources))
    found = (Offered(each, results_of(each, institution, basis)) for each in told)
    return [each for each in found if each.results or each.definition.key in keep]


def results_of(definition: Definition, institution: Unit, basis: Basis) -> tuple[Result, ...]:
    live = indicators.live_figures(definition, basis=basis)
    return tuple(reversed(live.series(institution.code, breakdown=WHOLE)))
