"""Fields read what Danes write, and show it back the same way."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms

from ledestjerne.base.fields import DanishDateField, DanishDecimalField, FileInput


class Target(forms.Form):
    amount = DanishDecimalField(label="Måltal", suffix="timer", help_text="Fx 26,5.")
    due_on = DanishDateField(label="Frist", required=False)
    kind = forms.ChoiceField(label="Type", choices=[("a", "Ændres"), ("b", "Fastholdes")], widget=forms.RadioSelect)
    document = forms.FileField(label="Fil", required=False, widget=FileInput)


@pytest.mark.parametrize(
    ("typed", "read"), [("26,5", "26.5"), ("1.234,5", "1234.5"), ("−2,5", "-2.5"), ("1.234", "1234")]
)
def test_numbers_are_read_as_danes_write_them(typed, read):
    assert DanishDecimalField().clean(typed) == Decimal(read)


def test_a_number_in_english_is_refused_with_a_hint():
    with pytest.raises(forms.ValidationError, match="komma"):
        DanishDecimalField().clean("7.8")


def test_words_are_refused_as_a_number():
    with pytest.raises(forms.ValidationError, match="Skriv et tal"):
        DanishDecimalField().clean("mange")


def test_limits_hold_for_numbers():
    with pytest.raises(forms.ValidationError):
        DanishDecimalField(max_value=Decimal(60)).clean("1.676")


@pytest.mark.parametrize(
    ("number", "shown"), [(Decimal("1234.50"), "1.234,5"), (26, "26"), (0.125, "0,125"), ("7.8", "7.8"), (None, None)]
)
def test_a_number_is_shown_with_the_decimals_it_has(number, shown):
    assert DanishDecimalField().widget.format_value(number) == shown


def test_a_number_typed_otherwise_has_not_changed():
    assert not DanishDecimalField().has_changed(Decimal("26.5"), "26,50")


def test_a_number_that_cannot_be_read_has_changed():
    assert DanishDecimalField().has_changed(Decimal("26.5"), "x")


@pytest.mark.parametrize("typed", ["1.3.2027", "01.03.2027", "1/3-2027", "01-03-2027", "2027-03-01"])
def test_dates_are_read_as_danes_write_them(typed):
    assert DanishDateField().clean(typed) == date(2027, 3, 1)


def test_a_date_is_shown_as_danes_write_it():
    assert 'value="01.03.2027"' in str(Target(initial={"due_on": date(2027, 3, 1)})["due_on"])
