"""Input about deliveries."""

from ledestjerne.facts.forms.changes import ChangesForm
from ledestjerne.facts.forms.delivery import DeliveryForm, MappingForm, ReasonForm, SourceForm
from ledestjerne.facts.forms.names import UNITS, NamesForm, offered

__all__ = ["UNITS", "ChangesForm", "DeliveryForm", "MappingForm", "NamesForm", "ReasonForm", "SourceForm", "offered"]
