from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from ledestjerne.audit.models import Event
from ledestjerne.facts import writes
from ledestjerne.facts.models import Delivery
from ledestjerne.facts.register import proposed_units
from ledestjerne.organisation.models import Level, Unit, UnitLink
from ledestjerne.organisation.reads import parent_of
from ledestjerne.organisation.writes import add_unit
from tests.conftest import NOW

HEADINGS = "Institution;Institutionsnummer;Adresse;Postnummer;By;lat;lon"


def register(*lines: str) -> bytes:
    return "\n".join((HEADINGS, *lines, "")).encode()


NEW = "Nordby Gymnasium;888001;Skolegade 1;9999;Nordby;56.1;9.1"
RENAMED = "Ådal Tekniske Gymnasium;999002;Skolegade 2;9999;Ådal;56.1;9.1"
UNCHANGED = "Fjordby Erhvervsskole & Gymnasium;999001;Havnen 1;9999;Fjordby;56.1;9.1"


def test_a_register_proposes_what_is_new_or_named_otherwise(check, school):
    delivery = check(register(NEW, RENAMED, UNCHANGED), unit=school.network)

    changes = [(change.kind, change.code, change.before) for change in proposed_units(delivery)]
    assert changes == [("new", "888001", ""), ("renamed", "999002", "Ådal Tekniske Skole")]


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


DATED = "INST_NR;INST_NAVN;INST_TYPE_NAVN;KOMMUNE_NR;CVR_NR;NEDLAGT_DATO;SAMMENLAGT_INST"


def dated(*lines: str) -> bytes:
    return "\n".join((DATED, *lines, "")).encode()


def keys(delivery: Delivery) -> list[str]:
    return [change.key for change in proposed_units(delivery)]


def test_what_the_register_does_not_name_any_more_is_asked_about(accept, check, school):
    accept(register(NEW, UNCHANGED), unit=school.network)

    delivery = check(register(UNCHANGED), unit=school.network)

    (change,) = proposed_units(delivery)
    assert (change.key, change.is_question, change.on) == ("gone 888001", True, NOW.date())


def test_a_first_register_closes_nothing(check, school):
    assert keys(check(register(NEW), unit=school.network)) == ["new 888001"]


def test_a_register_of_another_network_closes_nothing(accept, check, school, console):
    accept(register(NEW), unit=school.network)
    other = add_unit(by=console, code="nord", level=Level.NETWORK, name="Nord")

    assert keys(check(register(UNCHANGED), unit=other)) == []


def test_a_question_is_answered_by_a_person_only(accept, check, school, console):
    accept(register(NEW, UNCHANGED), unit=school.network)
    writes.accept_delivery(delivery=check(register(UNCHANGED), unit=school.network), by=console, at=NOW)
    assert Unit.objects.get(code="888001").ends_on is None


def test_a_person_closes_what_is_gone(accept, check, school, console):
    accept(register(NEW, UNCHANGED), unit=school.network)
    delivery = check(register(UNCHANGED), unit=school.network)

    writes.accept_delivery(delivery=delivery, by=console, at=NOW, changes=["gone 888001"])

    assert Unit.objects.get(code="888001").ends_on == NOW.date() - timedelta(days=1)
    assert keys(delivery) == []


def test_a_day_of_closing_in_the_register_closes_on_that_day(accept, school):
    accept(dated("999002;Ådal Tekniske Skole;Erhvervsskole;657;12345678;31-07-2026;"), unit=school.network)

    assert Unit.objects.get(code="999002").ends_on == date(2026, 7, 30)


def test_a_closed_institution_nobody_knows_is_not_added(check, school):
    assert keys(check(dated("888003;Gammel;Erhvervsskole;657;12345678;31-07-2026;"), unit=school.network)) == []


def test_a_merger_the_register_tells_of_moves_the_departments(accept, school):
    accept(
        dated(
            "999002;Ådal Tekniske Skole;Erhvervsskole;657;12345678;01-08-2026;888004",
            "888004;Den nye skole;Erhvervsskole;657;12345678;;",
        ),
        unit=school.network,
    )

    old, new = Unit.objects.get(code="999002"), Unit.objects.get(code="888004")
    assert old.ends_on == date(2026, 7, 31)
    assert UnitLink.objects.get(child=old, kind="merged_into").parent == new


def test_one_gone_and_one_new_with_its_cvr_number_may_be_a_merger(accept, check, school, console):
    accept(dated("888005;Vest;Erhvervsskole;657;12345678;;"), unit=school.network)
    delivery = check(dated("888006;Syd og vest;Erhvervsskole;657;12345678;;"), unit=school.network)
    assert keys(delivery) == ["new 888006", "perhaps_merged 888005 888006", "gone 888005"]

    writes.accept_delivery(delivery=delivery, by=console, at=NOW, changes=keys(delivery))

    assert UnitLink.objects.get(kind="merged_into").parent.code == "888006"
    assert Event.objects.filter(verb="unit.closed").count() == 1


def test_nobody_is_merged_into_what_was_not_added(accept, check, school, console):
    accept(dated("888005;Vest;Erhvervsskole;657;12345678;;"), unit=school.network)
    delivery = check(dated("888006;Syd og vest;Erhvervsskole;657;12345678;;"), unit=school.network)

    with pytest.raises(ValidationError, match="som ikke findes"):
        writes.accept_delivery(delivery=delivery, by=console, at=NOW, changes=["perhaps_merged 888005 888006"])

    assert Unit.objects.get(code="888005").ends_on is None


def test_the_real_register_without_one_line_asks_about_that_one(accept, check, real_data):
    whole = (real_data / "institutioner" / "ungdomsuddannelser_adresser.csv").read_bytes()
    accept(whole)
    lines = whole.splitlines(keepends=True)
    without = b"".join(line for line in lines if b",281009," not in line)
    assert len(without) < len(whole)

    assert keys(check(without)) == ["gone 281009"]


def test_the_real_register_of_special_schools_asks_about_a_merger_by_its_cvr_number(accept, check, real_data):
    lines = (
        (real_data / "institutioner" / "specialskoler_register_utf16le_nobom.csv").read_bytes().decode("utf-16-le")
    ).splitlines()
    alone = next(line for line in lines[1:] if sum(line.split(";")[15] == other.split(";")[15] for other in lines) == 1)
    code = alone.split(";")[1]
    accept("\n".join(lines).encode("utf-16-le"))
    heir = alone.replace(f";{code};", ";999777;", 1)

    asked = keys(check("\n".join([*lines, heir]).replace(alone + "\n", "").encode("utf-16-le")))

    assert asked[-2:] == [f"perhaps_merged {code} 999777", f"gone {code}"]


def test_the_real_register_is_taken_in(console, real_data, capsys):
    call_command("deliver", real_data / "institutioner" / "ungdomsuddannelser_adresser.csv", accept=True, json=True)

    assert Unit.objects.filter(level="institution").count() > 600
    assert Unit.objects.get(code="281009").name.startswith("Herningsholm")


def test_the_page_makes_what_is_ticked_and_nothing_else(log_in, cast, accept, check, school):
    accept(dated("888005;Vest;Erhvervsskole;657;12345678;;"), unit=school.network)
    delivery = check(
        dated("888006;Syd og vest;Erhvervsskole;657;12345678;;", "888007;Øst;Erhvervsskole;657;;;"), unit=school.network
    )
    address = reverse("facts:delivery-accept", args=[delivery.pk])
    client = log_in(cast.admin)
    page = client.get(address).content.decode()
    assert "888005 Vest: nedlagt fra 2. november 2026?" in page
    assert "888005 Vest: lagt sammen med 888006 fra 2. november 2026?" in page

    client.post(address, {"some_new": ["new 888006"], "all_gone": "on"})

    assert Unit.objects.filter(code="888006").exists()
    assert not Unit.objects.filter(code="888007").exists()
    assert Unit.objects.get(code="888005").ends_on == NOW.date() - timedelta(days=1)
