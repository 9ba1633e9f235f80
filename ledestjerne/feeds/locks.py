"""What of the feeds can be locked, so that only one process at a time is at it."""

from enum import IntEnum


class Lock(IntEnum):
    """The numbers only have to differ from those of other locks in the same database."""

    RUNNER = 1_280_984_011
    FEED = 1_280_984_012
