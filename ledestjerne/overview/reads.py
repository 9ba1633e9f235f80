"""What pages that bring several apps together ask for."""

from collections.abc import Iterable

from ledestjerne.audit.models import Event
from ledestjerne.base.parts import Moment
from ledestjerne.overview.verbs import name_of


def moments_of(events: Iterable[Event]) -> list[Moment]:
    """The log as people read it: what was done, to what, by whom and when."""
    return [
        Moment(title=f"{name_of(event.verb)}: {event.subject_text}", at=event.at, by=event.by_name) for event in events
    ]
