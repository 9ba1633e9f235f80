"""Which of the periods are in view, and what nearer, farther and to the sides would be."""

from dataclasses import dataclass, replace
from typing import Self

FEWEST = 2  # one period alone is no axis


@dataclass(frozen=True)
class Window:
    """The places `first` to `last`, both in view, of `count` periods from 0, the oldest first."""

    first: int
    last: int
    count: int

    @classmethod
    def whole(cls, count: int) -> Self:
        return cls(0, count - 1, count)

    @property
    def size(self) -> int:
        return self.last - self.first + 1

    @property
    def is_whole(self) -> bool:
        return self.size == self.count

    def nearer(self) -> Self | None:
        """Half as many around the middle, rather newer than older; None when there are too few to halve."""
        if self.size <= FEWEST:
            return None
        size = max(FEWEST, (self.size + 1) // 2)
        first = self.first + (self.size - size + 1) // 2
        return replace(self, first=first, last=first + size - 1)

    def farther(self) -> Self | None:
        """Twice as many around the middle, as far as there are; None when all are in view."""
        if self.is_whole:
            return None
        size = min(self.count, self.size * 2)
        first = min(max(0, self.first - (size - self.size) // 2), self.count - size)
        return replace(self, first=first, last=first + size - 1)

    def earlier(self) -> Self | None:
        return self.moved(-1)

    def later(self) -> Self | None:
        return self.moved(1)

    def moved(self, way: int) -> Self | None:
        """As many, half of them further to one side; None at the end."""
        step = max(1, self.size // 2)
        first = min(max(0, self.first + way * step), self.count - self.size)
        return None if first == self.first else replace(self, first=first, last=first + self.size - 1)
