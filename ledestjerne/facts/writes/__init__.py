"""Receive, check, accept, reject and withdraw deliveries."""

from ledestjerne.facts.checked import ColumnMapping
from ledestjerne.facts.writes.checking import ask_for_check, check_delivery
from ledestjerne.facts.writes.deciding import accept_delivery, reject_delivery, withdraw_delivery
from ledestjerne.facts.writes.errors import DeliveryError
from ledestjerne.facts.writes.explaining import add_missing_units, choose_units, remember_mapping
from ledestjerne.facts.writes.receiving import Receipt, receive_delivery
from ledestjerne.facts.writes.sweeping import look_through_old_files

__all__ = [
    "ColumnMapping", "DeliveryError", "Receipt", "accept_delivery", "add_missing_units", "ask_for_check", "check_delivery",
    "choose_units",
    "look_through_old_files", "receive_delivery", "reject_delivery", "remember_mapping", "withdraw_delivery",
]  # fmt: skip
