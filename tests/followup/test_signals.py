from dataclasses import replace

import pytest

from ledestjerne.followup import reads, writes
from ledestjerne.followup.detect import Earlier, Note, detect
from ledestjerne.followup.models import Finding
from tests.followup.conftest import AT
from tests.followup.test_detect import PLAIN, kinds
from tests.indicators.test_signals import key_figures

OUT = Note("limits", "worse", "Uden for det sædvanlige", "Set og begrundet.", "2025/2026", 70.8333, 17, 24)
NOTED = replace(PLAIN, notes=(OUT,))
ORDINARY = [20, 24, 18, 22]


def test_a_signal_is_proposed_in_the_words_of_its_rule():
    (found,) = detect([NOTED])

    assert (found.kind, found.direction, found.text) == ("limits", "worse", "Set og begrundet.")
    assert found.title == "Hold med mindst 26 timer: uden for det sædvanlige"


@pytest.mark.parametrize("kind", ["limits", "years"])
def test_what_a_signal_tells_is_not_told_again_as_a_change(kind):
    before = Earlier("2024/2025", 10.0, 9.0, 11.0)

    assert kinds(replace(PLAIN, earlier=before)) == [("change", "better")]
    assert kinds(replace(PLAIN, earlier=before, notes=(replace(OUT, kind=kind),))) == [(kind, "worse")]


def test_a_place_among_others_is_another_thing_than_a_change():
    before = Earlier("2024/2025", 10.0, 9.0, 11.0)

    found = kinds(replace(PLAIN, earlier=before, notes=(replace(OUT, kind="funnel"),)))

    assert found == [("change", "better"), ("funnel", "worse")]


def test_other_words_about_the_same_figure_are_the_same_signal():
    marks = {found.fingerprint for found in detect([NOTED, replace(PLAIN, notes=(replace(OUT, text="Andre ord."),))])}

    assert len(marks) == 1


def test_a_new_figure_is_a_new_signal():
    moved = replace(OUT, period="2026/2027", value=60.0)

    assert len({found.fingerprint for found in detect([NOTED, replace(PLAIN, notes=(moved,))])}) == 2


@pytest.mark.django_db
class TestOfASchool:
    @pytest.fixture
    def propose(self, cast, school):
        def go_through():
            return writes.propose_findings(
                by=cast.quality, unit=school.institution, observations=reads.observations_of(school.institution)
            )

        return go_through

    def test_the_figures_raise_a_signal_once(self, deliver, propose):
        deliver(key_figures("999001", [*ORDINARY, 61]))

        (finding,) = propose().proposed

        assert (finding.kind, finding.direction, finding.period) == ("limits", "worse", "2025/2026")
        assert "30,5\u00a0% i 2025/26" in finding.text
        assert propose().proposed == ()

    def test_a_dismissed_signal_stays_dismissed_until_there_are_new_data(self, cast, deliver, propose):
        deliver(key_figures("999001", [*ORDINARY, 61]))
        (finding,) = propose().proposed
        writes.dismiss_finding(by=cast.quality, finding=finding, reason="Ny indberetning, ikke frafald", at=AT)

        assert propose().proposed == ()

        deliver(key_figures("999001", [*ORDINARY, 63]))
        assert [each.kind for each in propose().proposed] == ["limits"]
        finding.refresh_from_db()
        assert finding.state == Finding.State.DISMISSED

    def test_an_open_signal_is_outdated_when_the_figure_turns_out_ordinary(self, deliver, propose):
        deliver(key_figures("999001", [*ORDINARY, 61]))
        propose()
        deliver(key_figures("999001", [*ORDINARY, 23]))

        review = propose()

        assert (review.proposed, review.outdated) == ((), 1)

    def test_an_accepted_signal_rests_on_its_frozen_figure(self, cast, deliver, propose, row):
        deliver(key_figures("999001", [*ORDINARY, 61]))
        (finding,) = propose().proposed

        found = writes.accept_finding(by=cast.quality, finding=finding, row=row, at=AT)

        assert found.figure.value == pytest.approx(30.5)
