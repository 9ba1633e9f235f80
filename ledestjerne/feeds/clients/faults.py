"""What can go wrong when a public source is asked. Pure."""

from enum import StrEnum


class Fault(StrEnum):
    """Why there is no answer to build on; what a person is told of each stands in feeds/words.py."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    BUSY = "busy"
    BROKEN = "broken"
    KEY_MISSING = "key_missing"
    KEY_REFUSED = "key_refused"
    NOT_UNDERSTOOD = "not_understood"
    NOT_FOUND = "not_found"
    REDIRECTED = "redirected"
    FORBIDDEN_HOST = "forbidden_host"
    TOO_LARGE = "too_large"
    TRUNCATED = "truncated"
    NOT_JSON = "not_json"
    ODD_SHAPE = "odd_shape"
    RENAMED = "renamed"
    NOT_WHOLE = "not_whole"
    EMPTY = "empty"


class SourceError(Exception):
    """A public source gave no whole answer; `what` fills the sentence about the fault."""

    def __init__(self, fault: Fault, what: str = "") -> None:
        super().__init__(f"{fault}: {what}" if what else str(fault))
        self.fault = fault
        self.what = what
