"""Deliveries with their problems, what people said of them, and what is stored."""

from ledestjerne.facts.models.delivery import Delivery, Problem
from ledestjerne.facts.models.said import RememberedMapping, UnitName
from ledestjerne.facts.models.stored import Snapshot, StoredPart

__all__ = ["Delivery", "Problem", "RememberedMapping", "Snapshot", "StoredPart", "UnitName"]
