"""Forms are drawn so that help and errors belong to their fields."""

import pytest
from bs4 import BeautifulSoup
from django import forms

from tests.base.test_fields import Target


def drawn(form: forms.Form) -> BeautifulSoup:
    return BeautifulSoup(str(form), "html.parser")


@pytest.fixture
def refused() -> BeautifulSoup:
    return drawn(Target({"amount": "7.8"}))


def test_a_field_is_described_by_its_help_and_its_error(refused):
    field = refused.find(id="id_amount")

    described = [refused.find(id=name).get_text(strip=True) for name in field["aria-describedby"].split()]

    assert described == ["Fx 26,5.", "Skriv decimaler med komma (7,5) og tusinder med punktum (1.250)."]
    assert field["aria-invalid"] == "true"


def test_every_line_of_the_summary_leads_to_a_field_that_is_there(refused):
    targets = [link["href"].removeprefix("#") for link in refused.select(".error-summary a")]

    assert targets == ["id_amount", "id_kind_0"]
    assert all(refused.find(id=target).name == "input" for target in targets)


def test_a_form_nobody_has_sent_has_no_summary():
    assert drawn(Target()).select(".error-summary") == []


def test_choices_stand_in_a_group_with_a_name(refused):
    group = refused.find("fieldset")

    assert group.legend.get_text(strip=True) == "Type"
    assert [label.get_text() for label in group.find_all("label")] == ["Ændres", "Fastholdes"]


def test_fields_that_may_be_empty_say_so():
    labels = [label.get_text().strip() for label in drawn(Target()).select("label.form-label")]

    assert labels[:2] == ["Måltal (timer)", "Frist (frivilligt)"]


def test_a_chosen_value_is_kept_when_the_form_comes_back():
    form = drawn(Target({"amount": "26,5", "kind": "b"}))

    assert form.find(id="id_amount")["value"] == "26,5"
    assert form.find(id="id_kind_1").has_attr("checked")


def test_a_file_has_a_place_to_be_dropped():
    upload = drawn(Target()).select_one(".upload")

    assert upload.find("input")["type"] == "file"
    assert upload.find("label")["for"] == "id_document"
