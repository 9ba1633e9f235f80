import pytest
from django.core.management import call_command

from ledestjerne.facts import writes
from ledestjerne.facts.register import proposed_units
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.reads import parent_of
from tests.conftest import NOW

HEADINGS = "Institution;Institutionsnummer;Adresse;Postnummer;By;lat;lon"


def register(*lines: str) -> bytes:
    return "\n".join((HEADINGS, *lines, "")).encode()


NEW = "Nordby Gymnasium;888001;Skolegade 1;9999;Nordby;56.1;9.1"
RENAMED = "Ådal Tekniske Gymnasium;999002;Skolegade 2;9999;Ådal;56.1;9.1"
UNCHANGED = "Fjordby Erhvervsskole & Gymnasium;999001;Havnen 1;9999;Fjordby;56.1;9.1"


def test_a_register_proposes_what_is_new_or_named_otherwise(check, school):
    delivery = check(register(NEW, RENAMED, UNCHANGED), unit=school.network)

    changes = [(change.code, change.is_new, change.before) for change in proposed_units(delivery)]
    assert changes == [("888001", True, ""), ("999002", False, "Ådal Tekniske Skole")]


def test_accepting_a_register_changes_the_tree_by_code(accept, school):
    accept(register(NEW, RENAMED), unit=school.network)

    new = Unit.objects.get(code="888001")
    assert (new.name, new.address) == ("Nordby Gymnasium", "Skolegade 1, 9999 Nordby")
    assert parent_of(new, on=NOW.date()) == school.network
    assert Unit.objects.get(code="999002").name == "Ådal Tekniske Gymnasium"


def test_a_name_is_never_a_key(accept, school):
    accept(register("Ådal Tekniske Skole;888002;Vej 1;9999;Ådal;56.1;9.1"), unit=school.network)

    assert Unit.objects.filter(name="Ådal Tekniske Skole").count() == 2


def test_one_school_cannot_bring_a_register(check, school, console):
    delivery = check(register(NEW), unit=school.institution)

    with pytest.raises(writes.DeliveryError):
        writes.accept_delivery(delivery=delivery, by=console, at=NOW)


def test_the_real_register_is_taken_in(console, real_data, capsys):
    call_command("deliver", real_data / "institutioner" / "ungdomsuddannelser_adresser.csv", accept=True, json=True)

    assert Unit.objects.filter(level="institution").count() > 600
    assert Unit.objects.get(code="281009").name.startswith("Herningsholm")
