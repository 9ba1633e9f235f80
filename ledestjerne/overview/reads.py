"""What pages that bring several apps together ask for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ledestjerne.accounts.models import User
from ledestjerne.audit.models import Event
from ledestjerne.base.parts import Moment
from ledestjerne.followup import reads as followup
from ledestjerne.followup.reads import Tasks
from ledestjerne.networks import reads as networks
from ledestjerne.networks.models import JoinRequest
from ledestjerne.overview.verbs import name_of


@dataclass(frozen=True)
class AllTasks:
    """What waits for one person in every app: of the plans, and of networks what to answer and what others answer."""

    plans: Tasks
    to_answer: tuple[JoinRequest, ...]
    asked: tuple[JoinRequest, ...]

    @property
    def is_empty(self) -> bool:
        return self.plans.is_empty and not (self.to_answer or self.asked)


def tasks_of(user: User, *, on: date) -> AllTasks:
    """Everything that waits for the person on the day."""
    to_answer = networks.requests_to_answer(user, on=on)
    asked = networks.requests_asked(user, on=on).exclude(pk__in=to_answer.order_by().values("pk"))
    return AllTasks(followup.tasks_of(user, on=on), tuple(to_answer), tuple(asked))


def moments_of(events: Iterable[Event]) -> list[Moment]:
    """The log as people read it: what was done, to what, by whom and when."""
    return [
        Moment(title=f"{name_of(event.verb)}: {event.subject_text}", at=event.at, by=event.by_name) for event in events
    ]
