"""An attacker reads everything that can be got out of the product, on two days, and solves for the groups that are hidden."""

import csv
import io
import json
import random
from datetime import date

import numpy as np
import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse
from scipy.optimize import linprog

from ledestjerne.followup import writes as followup
from ledestjerne.followup.models import Finding
from ledestjerne.indicators.writes import Cited, freeze_result
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.writes import add_unit
from ledestjerne.publication.documents import edition_html
from ledestjerne.publication.writes import publish_edition
from tests.conftest import NOW
from tests.indicators.conftest import lesson_file

pytestmark = pytest.mark.django_db
SHARE, PERIOD = "share_26_hours", "2026/2027"
CLASSES = ("TØ26A", "TØ26B", "TØ26C", "TØ26D")


def on_page(client, unit):
    """The number of persons behind each class in the table below a unit."""
    soup = BeautifulSoup(client.get(reverse("indicators:figure-detail", args=[unit, SHARE])).content, "html.parser")
    caption = soup.find("caption", string=lambda text: text and "navneorden" in text)
    cells = [(row.th.get_text(strip=True), row.select("td")[-1].get_text(strip=True))
             for row in caption.parent.select("tbody tr")]  # fmt: skip
    return {f"999001-hold-{name}": int(n) for name, n in cells if n.isdigit()}


def downloaded(client, unit, form):
    return client.get(reverse("indicators:figure-download", args=[unit, SHARE, form])).content.decode("utf-8-sig")


def whole_ones(code, found):
    whole = [each for each in found if each["n"] and each["period"] == PERIOD and not each["breakdown"]]
    return {code: int(whole[0]["n"])} if whole else {}


def on_command_line(unit, capsys):
    call_command("figures", SHARE, "--unit", unit, "--json")
    return json.loads(capsys.readouterr().out)


def in_explorer(client, units):
    asked = {"tal": SHARE, "enhed": units}
    found = json.loads(client.get(reverse("explore:slice-download", args=["json"]), asked).content)["figures"]
    return {each["unit"]: each["n"] for each in found if each["n"] and each["period"] == PERIOD}


def in_edition(cast, units, year):
    """Every unit's figure cited in one plan, published, and read from its data and from its paper."""
    plan = followup.create_plan(by=cast.quality, unit=units[0], year=year, title=f"Plan {year}", introduction="")
    values = {"result": "x", "goal": "x", "actions": "x", "schedule": "x"}
    row = followup.add_row(by=cast.quality, plan=plan, values=values)
    for unit in units:
        frozen = freeze_result(by=cast.quality, unit=unit, cited=Cited(SHARE, PERIOD))
        Finding.objects.create(
            unit=unit, indicator=SHARE, period=PERIOD, kind="goal", direction="worse", title="x", text="x",
            fingerprint=f"{year} {frozen.pk}", state="accepted", row=row, decided_by=cast.quality, decided_at=NOW,
            figure=frozen,
        )  # fmt: skip
    plan.refresh_from_db()
    proposed = followup.propose_plan(by=cast.quality, plan=plan, version=plan.version)
    plan = followup.adopt_plan(by=cast.director, plan=proposed, on=date(2026, 10, 12), version=proposed.version)
    edition = publish_edition(plan=plan, by=cast.quality, at=NOW)
    figures = [each for each in edition.read().figures if each.n is not None]
    paper = BeautifulSoup(edition_html(edition, address="x"), "html.parser").get_text(" ")
    assert all(str(each.n) in paper for each in figures)
    return {each.unit_code: each.n for each in figures}


def held(seen):
    """Classes that what was seen holds to an interval narrower than three, with its ends."""
    classes = [f"999001-hold-{name}" for name in CLASSES]
    left = [[1.0] * len(classes) for unit in seen if unit not in classes]
    right = [n for unit, n in seen.items() if unit not in classes]
    left += [[float(other == each) for other in classes] for each in classes if each in seen]
    right += [seen[each] for each in classes if each in seen]
    found = {}
    for goal, each in zip(np.eye(len(classes)), classes, strict=True):
        if each not in seen and left:
            answers = [linprog(s * goal, A_eq=left, b_eq=right, bounds=(1, 500)) for s in (1, -1)]
            ends = [s * answer.fun for s, answer in zip((1, -1), answers, strict=True) if answer.status == 0]
            if ends and np.floor(ends[1] + 1e-6) - np.ceil(ends[0] - 1e-6) < 3:
                found[each] = ends
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_that_can_be_got_out_on_two_days_holds_a_hidden_class(
    seed, school, cast, console, deliver, log_in, capsys
):
    for name in CLASSES[2:]:
        add_unit(by=console, code=f"999001-hold-{name}", level="class", name=name, parent=school.carpentry)
    choose = random.Random(seed)
    first = {name: choose.choice([2, 3, 5, 8, 12]) for name in CLASSES}
    second = {name: n + choose.choice([0, 1, 2, 6]) for name, n in first.items()}
    editions = []
    for year, sizes in (("2026", first), ("2027", second)):
        deliver(lesson_file(sizes, short=1))
        client, units = log_in(cast.quality), list(Unit.objects.filter(code__startswith="999001").order_by("pk"))
        ways = [on_page(client, school.carpentry.code), in_explorer(client, [unit.code for unit in units])]
        for code in (unit.code for unit in units):
            ways.append(whole_ones(code, csv.DictReader(io.StringIO(downloaded(client, code, "csv")), delimiter=";")))
            ways.append(whole_ones(code, json.loads(downloaded(client, code, "json"))["figures"]))
            ways.append(whole_ones(code, on_command_line(code, capsys)))
        seen = {unit: n for way in ways for unit, n in way.items()}

        assert all(seen[unit] == n for way in ways for unit, n in way.items())
        assert school.institution.code in seen
        assert all(n >= 4 for n in seen.values())
        assert held(seen) == {}
        editions.append(in_edition(cast, [unit for unit in units if unit.code in seen], year))

    old, new = editions
    assert old
    assert [unit for unit in new if unit in old and 0 < abs(new[unit] - old[unit]) < 4] == []
    assert held({**old, **new}) == {}
    assert held({**new, **old}) == {}
