"""Why something cannot be done."""

from django.core.exceptions import ValidationError


class DeliveryError(ValidationError):
    """What was asked of a delivery cannot be done; the message says why and what to do."""
