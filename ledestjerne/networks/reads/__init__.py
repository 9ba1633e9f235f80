"""Questions about networks: who is in them, what is shared, and the figures side by side."""

from ledestjerne.networks.reads.figures import (
    Entry,
    Group,
    Line,
    SideBySide,
    groups_of,
    side_by_side,
)
from ledestjerne.networks.reads.members import (
    Place,
    is_member,
    network_for,
    place_of,
    places_of,
    request_for,
    requests_asked,
    requests_from,
    requests_to,
    requests_to_answer,
    sharers_of,
)
from ledestjerne.networks.reads.sharing import (
    Offered,
    is_open,
    offered_by,
    shareable,
    shared_with,
    shares_of,
)

__all__ = [
    "Entry",
    "Group",
    "Line",
    "Offered",
    "Place",
    "SideBySide",
    "groups_of",
    "is_member",
    "is_open",
    "network_for",
    "offered_by",
    "place_of",
    "places_of",
    "request_for",
    "requests_asked",
    "requests_from",
    "requests_to",
    "requests_to_answer",
    "shareable",
    "shared_with",
    "sharers_of",
    "shares_of",
    "side_by_side",
]
