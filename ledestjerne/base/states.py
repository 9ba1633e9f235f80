"""State tables: which moves a thing may make, written once; the diagram in the docs is drawn from it."""

from collections.abc import Mapping
from dataclasses import dataclass


class ForbiddenMoveError(Exception):
    """The thing may not go from the state it is in to the one asked for."""

    def __init__(self, *, old: str, new: str) -> None:
        super().__init__(f"{old} → {new}")
        self.old, self.new = old, new


@dataclass(frozen=True)
class StateTable:
    """The states of one kind of thing and the moves between them; the first state is where it begins."""

    name: str
    moves: Mapping[str, frozenset[str]]

    def check(self, *, old: str, new: str) -> None:
        """Raise ForbiddenMoveError unless the move stands in the table."""
        if new not in self.moves[old]:
            raise ForbiddenMoveError(old=old, new=new)

    def allows(self, *, old: str, new: str) -> bool:
        return new in self.moves[old]

    def diagram(self) -> str:
        """The table as a Mermaid state diagram."""
        begins = next(iter(self.moves))
        arrows = [f"    {old} --> {new}" for old, news in self.moves.items() for new in sorted(news)]
        return "\n".join(["stateDiagram-v2", f"    [*] --> {begins}", *arrows])


def table(name: str, /, **moves: str) -> StateTable:
    """`table("plan", draft="proposed", proposed="draft adopted", adopted="")` names each state and where it may go."""
    return StateTable(name=name, moves={state: frozenset(nexts.split()) for state, nexts in moves.items()})
