"""The client of Uddannelsesstatistik.dk: real shapes, whole answers, and every way an answer can be half."""

from dataclasses import replace

import pytest

from ledestjerne.feeds.clients.faults import Fault, SourceError
from ledestjerne.feeds.clients.queries import UddstatQuery
from ledestjerne.feeds.clients.uddstat import Entry, column_of
from tests.feeds.conftest import row
from tests.feeds.public_source import Said, page_of
from tests.feeds.test_door import fault_of

QUERY = UddstatQuery(
    area="GS", topic="ELEV", subtopic="ELEVEX", measures=("Antal elever",),
    breakdowns=("[Institution].[Beliggenhedskommune]", "[Skoleår].[Skoleår]"),
)  # fmt: skip
PAIRS = [
    ("request_gs_fravaer.json", "response_rows_gs_elevfrav.json"),
    ("request_gs_trivsel.json", "response_rows_gs_trivind.json"),
    ("request_gs_foraeldre.json", "response_rows_gs_trivsp.json"),
]


def rows(count: int) -> list[dict[str, str]]:
    return [row(f"Kommune {number}", "2024/2025", **{"Antal elever": str(number)}) for number in range(count)]


@pytest.mark.parametrize(("request_file", "rows_file"), PAIRS)
def test_a_real_question_and_its_real_rows_are_understood(uddstat, source, shape, request_file, rows_file):
    body, answered = shape(f"uddstat_api/{request_file}"), shape(f"uddstat_api/{rows_file}")
    source.pages(answered)

    answer = uddstat.figures(UddstatQuery.from_body(body))

    assert len(answer.rows) == 5
    for printed, found in zip(answered, answer.rows, strict=True):
        assert answer.values(found) == {name: printed[name] for name in body["nøgletal"]}
        assert {column_of(name): member for name, member in answer.members(found).items()} == {
            key: value for key, value in printed.items() if key.startswith("[")
        }


def test_every_real_question_is_sent_again_as_it_was(uddstat, source, real_data, shape):
    for path in sorted((real_data / "uddstat_api").glob("request_*.json")):
        body = shape(f"uddstat_api/{path.name}")
        sent = UddstatQuery.from_body(body).body(page=1, size=100_000)
        assert {key: value for key, value in sent.items() if key in body} == body | (
            {"side_størrelse": 100_000} if "side_størrelse" in body else {}
        )


def test_the_key_is_sent_with_the_question(uddstat, source):
    source.pages(rows(1))

    uddstat.figures(QUERY)

    assert source.asked[0].headers["Authorization"] == "Bearer en-noegle"


def test_without_a_key_nothing_is_asked(uddstat, source, door):
    keyless = replace(uddstat, door=replace(door, headers={"Authorization": "Bearer "}))

    assert fault_of(lambda: keyless.figures(QUERY)) is Fault.KEY_MISSING
    assert source.asked == []


def test_pages_are_put_together_until_one_is_empty(uddstat, source):
    source.pages(rows(25))

    answer = replace(uddstat, page_size=10).figures(QUERY)

    assert [found[-1] for found in answer.rows] == [str(number) for number in range(25)]
    assert [asked.body["side"] for asked in source.asked] == [1, 2, 3, 4, 3]  # the last is read twice


def test_a_last_page_that_is_just_full_is_no_reason_to_stop(uddstat, source):
    source.pages(rows(20))

    assert len(replace(uddstat, page_size=10).figures(QUERY).rows) == 20


def test_half_a_page_in_the_middle_is_read_anew(uddstat, source):
    every = rows(25)
    halved = iter([True])
    source.script = lambda asked: Said(
        page_of(every, asked.body)[: 5 if asked.body["side"] == 2 and next(halved, False) else None]
    )

    assert len(replace(uddstat, page_size=10).figures(QUERY).rows) == 25


def test_half_a_last_page_is_noticed_when_it_is_read_again(uddstat, source):
    every = rows(8)
    halved = iter([True])
    source.script = lambda asked: Said(
        page_of(every, asked.body)[: 4 if asked.body["side"] == 1 and next(halved, False) else None]
    )

    assert len(uddstat.figures(QUERY).rows) == 8


def test_a_source_that_never_gives_whole_pages_is_given_up(uddstat, source):
    source.script = lambda asked: Said(page_of(rows(30), asked.body)[:7])

    assert fault_of(lambda: replace(uddstat, page_size=10).figures(QUERY)) is Fault.NOT_WHOLE


def test_rows_that_come_while_the_pages_are_read_start_it_over(uddstat, source):
    every = rows(15)

    def growing(asked):
        said = Said(page_of(every, asked.body))
        if asked.body["side"] == 1 and len(every) == 15:
            every.insert(0, row("Ny Kommune", "2024/2025", **{"Antal elever": "99"}))
        return said

    source.script = growing

    assert len(replace(uddstat, page_size=10).figures(QUERY).rows) == 16


def test_the_same_rows_in_another_order_are_the_same_answer(uddstat, source):
    every = rows(6)
    turns = iter([every, [], every[::-1]])
    source.script = lambda asked: Said(next(turns))

    assert len(uddstat.figures(QUERY).rows) == 6


def test_a_source_that_ignores_the_page_number_is_not_read_for_ever(uddstat, source):
    source.script = lambda asked: Said(rows(3))

    assert fault_of(lambda: replace(uddstat, page_size=3).figures(QUERY)) is Fault.NOT_WHOLE


def test_a_renamed_measure_is_told_with_what_came_instead(uddstat, source):
    source.pages([row("Herning", "2024/2025", **{"Elever i alt": "5"})])

    with pytest.raises(SourceError) as refused:
        uddstat.figures(QUERY)

    assert (refused.value.fault, refused.value.what) == (Fault.RENAMED, "Antal elever ⟶ Elever i alt")


def test_a_measure_withheld_in_one_row_only_is_an_empty_value(uddstat, source):
    source.pages([row("Herning", "2024/2025", **{"Antal elever": "5"}), row("Læsø", "2024/2025")])

    assert [found[-1] for found in uddstat.figures(QUERY).rows] == ["5", ""]


def test_an_answer_without_rows_is_not_taken_for_nothing(uddstat, source):
    source.pages([])

    assert fault_of(lambda: uddstat.figures(QUERY)) is Fault.EMPTY


@pytest.mark.parametrize("body", [b"<html>Vedligehold</html>", {"fejl": "nej"}, [1, 2], b'[{"a": "b"}'])
def test_what_is_not_rows_is_refused(uddstat, source, body):
    source.says(body)

    assert fault_of(lambda: uddstat.figures(QUERY)) in (Fault.NOT_JSON, Fault.ODD_SHAPE)


def test_a_busy_moment_between_two_pages_loses_nothing(uddstat, source, waits):
    every, moods = rows(15), iter([Said(status=429, headers={"Retry-After": "2"}), Said(status=500)])

    def moody(asked):
        if asked.body["side"] == 2 and (said := next(moods, None)):
            return said
        return Said(page_of(every, asked.body))

    source.script = moody

    assert len(replace(uddstat, page_size=10).figures(QUERY).rows) == 15
    assert waits == [2.0, 2.0]


def test_the_catalogue_is_walked_step_by_step(uddstat, source):
    source.says([{"ID": "GS", "Name": "Grundskolen"}, {"ID": "EUD", "Name": "Erhvervsuddannelser"}])

    assert uddstat.catalogue()[0] == Entry(code="GS", name="Grundskolen")
    assert source.asked[0].body == {}

    uddstat.catalogue(area="GS", topic="TRIV")
    assert source.asked[1].body == {"område": "GS", "emne": "TRIV"}


def test_a_cube_tells_its_measures_and_breakdowns(uddstat, source):
    source.says(
        {
            "detaljer": [{"name": "[Skoleår].[Skoleår]", "count": 12}],
            "nøgletal": ["Antal elever", 'Trivselsvar, "Jeg er glad for at gå i skole"'],
            "rapporter": [],
        }
    )

    cube = uddstat.cube(area="GS", topic="ELEV", subtopic="ELEVEX")

    assert cube.measures == ("Antal elever", 'Trivselsvar, "Jeg er glad for at gå i skole"')
    assert (cube.breakdowns[0].name, cube.breakdowns[0].members) == ("[Skoleår].[Skoleår]", 12)


def test_the_members_of_a_breakdown_can_be_asked_for(uddstat, source):
    source.says(["Indskoling", "Mellemtrin", "Udskoling"])

    found = uddstat.members(area="GS", topic="TRIV", subtopic="TRIVIND", breakdown="[Klassetrin].[Klassetringruppe]")

    assert found == ("Indskoling", "Mellemtrin", "Udskoling")


@pytest.mark.parametrize("body", [{"fejl": 1}, "ingenting", [{"uden": "navn"}]])
def test_a_catalogue_of_another_shape_is_refused(uddstat, source, body):
    source.says(body)

    assert fault_of(uddstat.catalogue) in (Fault.ODD_SHAPE, Fault.NOT_JSON)
