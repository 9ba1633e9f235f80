import json

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db
KEYS = {"unit", "period", "breakdown", "value", "numerator", "n", "interval", "hidden", "marks", "source"}


def answer(capsys, *words, **options):
    call_command(*words, **options)
    return capsys.readouterr().out


def test_figures_answer_with_the_documented_keys(school, lessons, capsys):
    found = json.loads(answer(capsys, "figures", "share_26_hours", unit="999001", period="2026/27", json=True))

    assert {frozenset(each) for each in found} == {frozenset(KEYS)}
    whole = next(each for each in found if not each["breakdown"])
    assert (whole["unit"], whole["period"], whole["value"], whole["n"]) == ("999001", "2026/2027", 90, 20)
    assert whole["interval"][0] < 90 < whole["interval"][1]
    assert (whole["hidden"], whole["marks"]) == (None, ["estimated", "running"])


def test_figures_without_a_period_are_all_there_are(school, lessons, capsys):
    found = json.loads(answer(capsys, "figures", "share_26_hours", unit="999001", json=True))

    assert {each["period"] for each in found} == {"2025/2026", "2026/2027"}


def test_figures_are_told_in_words_too(school, lessons, capsys):
    assert "2026/2027" in answer(capsys, "figures", "share_26_hours", unit="999001")


def test_a_unit_without_figures_gives_an_empty_list(school, capsys):
    assert json.loads(answer(capsys, "figures", "share_26_hours", unit="999001", json=True)) == []


def test_a_unit_nobody_knows_is_told_and_not_answered_with_nothing(school):
    with pytest.raises(CommandError, match="Enheden 123456 findes ikke"):
        call_command("figures", "share_26_hours", unit="123456", json=True)


@pytest.mark.parametrize(
    ("indicator", "period", "words"),
    [("findes_ikke", "", "intet nøgletal"), ("share_26_hours", "sidste år", "Skriv perioden")],
)
def test_what_cannot_be_answered_is_told_in_one_line(school, indicator, period, words):
    with pytest.raises(CommandError, match=words):
        call_command("figures", indicator, unit="999001", period=period)


def test_a_preview_runs_the_examples_and_shows_figures(school, lessons, capsys):
    found = json.loads(answer(capsys, "preview", "share_26_hours", json=True))

    assert all(example["is_met"] for example in found["examples"])
    assert [each["text"] for each in found["figures"] if each["unit"] == "999001"] == ["90,0\u00a0%"]
