"""What of the facts can be locked, so that only one process at a time is at it."""

from enum import IntEnum


class Lock(IntEnum):
    """What can be locked; the numbers only have to differ from those of other software in the same database."""

    STORE = 1_280_984_001
    RECEIVING = 1_280_984_002
    CHECK = 1_280_984_003
    SHARED = 1_280_984_004
