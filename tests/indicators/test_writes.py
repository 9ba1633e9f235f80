import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from ledestjerne.audit.models import Event
from ledestjerne.indicators import reads
from ledestjerne.indicators.models import FrozenResult, Target
from ledestjerne.indicators.writes import Cited, NoFigureError, freeze_result, remove_target, set_target
from tests.indicators.conftest import lesson_file

pytestmark = pytest.mark.django_db
CITED = Cited(indicator="share_26_hours", period="2026/2027")


def test_a_frozen_figure_can_explain_itself(school, cast, lessons):
    frozen = freeze_result(by=cast.quality, unit=school.institution, cited=CITED)

    assert (frozen.value, frozen.numerator, frozen.n, frozen.marks) == (90, 18, 20, ["estimated", "running"])
    assert frozen.low < 90 < frozen.high
    assert frozen.definition_hash == reads.definition("share_26_hours").digest
    assert '"at_least":26.0' in frozen.definition_text
    assert frozen.deliveries == [lessons.pk]
    assert frozen.source_line.startswith("Kilde: ")
    assert Event.objects.filter(verb="result.frozen", by_id=cast.quality.pk).count() == 1


def test_a_frozen_figure_stays_when_the_facts_change(school, cast, deliver, lessons):
    frozen = freeze_result(by=cast.quality, unit=school.institution, cited=CITED)
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 8}, short=12))

    frozen.refresh_from_db()

    assert frozen.value == 90
    assert freeze_result(by=cast.quality, unit=school.institution, cited=CITED).value == 40


def test_the_same_figure_is_frozen_only_once(school, cast, lessons):
    first = freeze_result(by=cast.quality, unit=school.institution, cited=CITED)

    assert freeze_result(by=cast.director, unit=school.institution, cited=CITED) == first
    assert FrozenResult.objects.count() == 1


def test_a_part_of_a_figure_can_be_frozen(school, cast, lessons):
    cited = Cited(indicator="share_26_hours", period="2026/2027", breakdown={"course_part": "GF2"})

    assert freeze_result(by=cast.quality, unit=school.institution, cited=cited).breakdown == {"course_part": "GF2"}


def test_a_hidden_figure_is_frozen_as_hidden(school, cast, deliver):
    deliver(lesson_file({"TØ26A": 3}))

    frozen = freeze_result(by=cast.quality, unit=school.class_a, cited=CITED)

    assert (frozen.hidden, frozen.value, frozen.n) == ("few", None, None)


def test_a_figure_that_is_not_cannot_be_frozen(school, cast, lessons):
    with pytest.raises(NoFigureError):
        freeze_result(by=cast.quality, unit=school.institution, cited=Cited("share_26_hours", "1999/2000"))


def test_an_outsider_cannot_freeze(school, cast, lessons):
    with pytest.raises(PermissionDenied):
        freeze_result(by=cast.outsider, unit=school.institution, cited=CITED)


def test_the_database_refuses_a_hidden_figure_with_a_number(school, cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        FrozenResult.objects.create(
            unit=school.institution, indicator="x", title="x", period="2024", hidden="few", value=3, decimals=0,
            unit_of_measure="count", definition_hash="", definition_text="", source_line="", facts_version="",
            frozen_by=cast.quality,
        )  # fmt: skip


def test_a_unit_has_one_goal_for_an_indicator(school, cast):
    set_target(by=cast.quality, unit=school.institution, indicator="share_26_hours", value=90)
    set_target(by=cast.director, unit=school.institution, indicator="share_26_hours", value=95, text="Strategien")

    target = Target.objects.get()
    assert (target.value, target.text, target.set_by) == (95, "Strategien", cast.director)
    assert Event.objects.filter(verb="target.set").count() == 2


def test_a_goal_can_be_taken_away(school, cast):
    target = set_target(by=cast.quality, unit=school.institution, indicator="share_26_hours", value=90)

    remove_target(by=cast.quality, target=target)

    assert not Target.objects.exists()
    assert Event.objects.filter(verb="target.removed").exists()


@pytest.mark.parametrize("who", ["teacher", "board", "pupil", "neighbour"])
def test_goals_are_set_by_those_who_lead(school, cast, who):
    with pytest.raises(PermissionDenied):
        set_target(by=getattr(cast, who), unit=school.institution, indicator="share_26_hours", value=90)


def test_a_figure_with_no_better_side_has_no_goal(school, cast):
    with pytest.raises(ValidationError):
        set_target(by=cast.quality, unit=school.institution, indicator="lesson_class_size", value=20)
