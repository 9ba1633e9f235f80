"""The form fields Django lacks: Danish numbers and dates, and a file to hand in."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ledestjerne.base.danish import AmbiguousNumberError, NotANumberError, format_number, parse_number

CHOSEN_DECIMALS = 6


class DanishDecimalField(forms.DecimalField):
    """A number typed as Danes do («1.234,5»); `suffix` stands behind it, such as «timer» or «%»."""

    default_error_messages: ClassVar = {
        "invalid": _("Skriv et tal, fx 7,5."),
        "ambiguous": _("Skriv decimaler med komma (7,5) og tusinder med punktum (1.250)."),
    }

    def __init__(self, *, suffix: str | Promise = "", **kwargs: Any) -> None:
        self.suffix = suffix
        kwargs.setdefault("widget", DanishNumberInput())
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:  # the stubs say int, Django gives a Decimal
        if value in self.empty_values:
            return None
        if isinstance(value, str):
            return self.read(value)
        return super().to_python(value)

    def read(self, text: str) -> Decimal:
        try:
            return parse_number(text)
        except AmbiguousNumberError as error:
            raise ValidationError(self.error_messages["ambiguous"], code="ambiguous") from error
        except NotANumberError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != self.to_python(initial))
        except ValidationError:
            return True


class DanishNumberInput(forms.TextInput):
    """Shows a number as Danes write it, with as many decimals as it has."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "input-number", "inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, int | float | Decimal):
            return format_number(value, decimals=decimals_of(value))
        return None if value is None else str(value)


def decimals_of(value: float | Decimal) -> int:
    """How many decimals a number needs to be shown whole, at most six."""
    text = f"{value:.{CHOSEN_DECIMALS}f}".rstrip("0")
    return len(text.partition(".")[2])


class DanishDateField(forms.DateField):
    """A date typed as 1.3.2027, 1/3-2027 or 2027-03-01; a calendar is offered where scripts run."""

    default_error_messages: ClassVar = {"invalid": _("Skriv en dato, fx 1.3.2027.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%d.%m.%Y", attrs=dict(DATE_ATTRIBUTES)))
        super().__init__(**kwargs)


DATE_ATTRIBUTES = {"class": "input-date", "autocomplete": "off", "data-calendar": _("Vælg i kalender")}


class FileInput(forms.FileInput):
    """A file to hand in: a place to drop it on, or to choose it; `field.html` draws the frame."""

    is_upload = True
