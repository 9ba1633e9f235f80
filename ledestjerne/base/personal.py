"""The personal-data register: each model says which of its fields tell of a person, why, and how long."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Personal:
    """One field that tells of a person: why it is kept and until when (Danish, printed in the register)."""

    why: str
    kept: str
