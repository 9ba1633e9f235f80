"""From a frozen figure to the printed rows of the ministry's own workbook."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from ledestjerne.accounts.permissions import Role
from ledestjerne.facts import writes as facts
from ledestjerne.followup import writes
from ledestjerne.followup.models import Finding
from ledestjerne.followup.reads import observations_of
from ledestjerne.indicators import reads as figures
from ledestjerne.indicators.writes import Cited, freeze_result
from ledestjerne.organisation.models import Level
from ledestjerne.organisation.writes import add_member, add_unit
from tests.followup.conftest import AT, DAY, lessons


@pytest.fixture
def printed(console, cast, real_data):
    """Intake to GF1 at 281009 as the ministry prints it, frozen by our quality function there."""
    path = real_data / "uddstat_pivot_eud_gf1" / "eud_grundforloeb1_grupper.xlsx"
    unit = add_unit(by=console, code="281009", level=Level.INSTITUTION, name="Herningsholm")
    add_member(by=console, unit=unit, user=cast.quality, role=Role.QUALITY, on=DAY)
    given = {"unit": None, "file_name": path.name, "pieces": lambda: iter([path.read_bytes()])}
    received = facts.receive_delivery(by=console, at=AT, **given).delivery
    checked = facts.check_delivery(delivery=received, by=console, at=AT)
    facts.accept_delivery(delivery=checked, by=console, at=AT)
    newest = figures.live_figures(figures.definition("gf1_intake")).of("281009")[-1]
    return freeze_result(by=cast.quality, unit=unit, cited=Cited("gf1_intake", newest.period, dict(newest.breakdown)))


def test_the_command_names_the_printed_row(printed):
    out = StringIO()
    call_command("trace", str(printed.pk), "--json", stdout=out)

    trace = json.loads(out.getvalue())
    assert [each["file"] for each in trace["deliveries"]] == ["eud_grundforloeb1_grupper.xlsx"]
    assert {(row["row"], row["delivery"]) for row in trace["rows"]} == {(1756, trace["deliveries"][0]["delivery"])}


def test_the_frozen_figure_leads_to_what_rests_on_it(printed, log_in, cast):
    page = log_in(cast.quality).get(reverse("indicators:frozen-detail", args=["281009", printed.pk])).content.decode()

    assert f"{reverse('followup:finding-list', args=['281009'])}?tal={printed.pk}" in page


def test_the_command_leads_on_to_the_finding(cast, school, deliver):
    delivery = deliver(lessons(reaching=17, short=7))
    writes.propose_findings(by=cast.quality, unit=school.institution, observations=observations_of(school.institution))
    finding = Finding.objects.get(indicator="share_26_hours")
    figure = writes.accept_finding(by=cast.quality, finding=finding, at=AT).figure
    out = StringIO()
    call_command("trace", str(figure.pk), "--json", stdout=out)

    trace = json.loads(out.getvalue())
    assert (trace["frozen"]["value"], trace["definition"]["hash"]) == (figure.value, figure.definition_hash)
    assert [each["sha256"] for each in trace["deliveries"]] == [delivery.sha256]
    assert [(each["finding"], each["row"]) for each in trace["findings"]] == [(finding.pk, None)]
