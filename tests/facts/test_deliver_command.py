import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from ledestjerne.facts import reads
from ledestjerne.facts.models import Delivery
from tests.facts import papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def deliver(capsys):
    def run(*files: Path, **options: object) -> dict | list:
        call_command("deliver", *files, json=True, **options)
        return json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "status.csv"
    path.write_bytes(papers.herning())
    return path


def test_the_answer_has_just_the_documented_keys(deliver, paper):
    answer = deliver(paper, accept=True)

    assert list(answer) == ["delivery", "source", "rows", "withheld_cells", "units", "periods", "problems"]
    assert list(answer["rows"]) == ["detail", "total", "refused"]
    assert [list(each) for each in answer["periods"]] == [["period", "printed_total", "detail_sum", "complete"]]
    assert all(list(each) == ["sheet", "row", "column", "value", "rule", "message"] for each in answer["problems"])


def test_several_files_give_a_list(deliver, paper, tmp_path):
    other = tmp_path / "andet.csv"
    other.write_bytes(papers.herning(year=2023))

    assert [each["rows"]["detail"] for each in deliver(paper, other)] == [2, 2]


def test_without_accept_nothing_counts(deliver, paper):
    deliver(paper)

    assert Delivery.objects.get().state == Delivery.State.CHECKED


def test_the_same_file_again_gives_the_same_delivery(deliver, paper):
    first, again = deliver(paper), deliver(paper, accept=True)

    assert first["delivery"] == again["delivery"]
    assert Delivery.objects.get().state == Delivery.State.ACCEPTED


def test_a_file_with_nothing_to_use_ends_with_an_error(tmp_path, capsys):
    path = tmp_path / "billede.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")

    with pytest.raises(SystemExit) as end:
        call_command("deliver", path, json=True, accept=True)

    assert end.value.code == 1
    assert json.loads(capsys.readouterr().out)["problems"][0]["rule"] == "not_a_table"


@pytest.mark.parametrize(
    ("options", "said"),
    [({"institution": "123456"}, "123456 findes ikke"), ({"source": "avis"}, "«avis» findes ikke")],
)
def test_what_is_not_there_is_named(paper, options, said):
    with pytest.raises(CommandError, match=said):
        call_command("deliver", paper, **options)


def test_a_missing_file_is_told_before_anything_is_recorded(tmp_path):
    with pytest.raises(CommandError, match=r"vaek\.csv"):
        call_command("deliver", tmp_path / "vaek.csv")

    assert not Delivery.objects.exists()


def test_a_person_is_told_in_words(paper, capsys):
    call_command("deliver", paper)

    assert "2 rækker" in capsys.readouterr().out


def test_the_vocational_pivot_is_read_as_printed(deliver, real_data):
    (file,) = (real_data / "uddstat_pivot_eud_gf1").glob("*.xlsx")

    answer = deliver(file, accept=True)

    assert (answer["rows"]["detail"], answer["units"], answer["withheld_cells"]) == (1489, 76, 5513)
    assert [each["printed_total"] for each in answer["periods"]] == [12945, 12847, 12034, 12609, 12891, 13202, 13046]
    assert [each["detail_sum"] for each in answer["periods"]] == [12253, 12176, 11346, 11904, 12156, 12514, 12390]
    assert [each["period"] for each in answer["periods"] if not each["complete"]] == ["2021/2022"]
    with reads.open_facts() as facts:
        school = facts.execute(
            """SELECT value FROM published WHERE unit = '281009' AND dims['total'] = 'institution'
            AND dims['main_area'] = 'Teknologi, byggeri og transport' ORDER BY period"""
        ).fetchall()
    assert [value for (value,) in school] == [165, 184, 133, 164, 172, 156, 159]


def test_the_municipalities_of_the_statbank_are_told_not_refused(deliver, real_data):
    answer = deliver(real_data / "dst_statusu" / "raw_analyse1_kommuner_2024.csv", accept=True)

    (period,) = answer["periods"]
    assert (period["printed_total"], period["detail_sum"]) == (601166, 540278)
    rules = {each["rule"] for each in answer["problems"]}
    assert {"sum_differs", "outlier", "nothing_to_divide"} <= rules
    with reads.open_facts() as facts:
        nation = dict(
            facts.execute(
                "SELECT dims['status'], value FROM published WHERE unit = 'DK' AND period = '2024'"
            ).fetchall()
        )
    parts = [nation[status] for status in ("completed", "ongoing", "dropped", "none")]
    assert parts == [404435, 105009, 41847, 49875]
    assert nation["all"] == sum(parts) == 601166


def test_the_schools_keep_their_published_verdicts(deliver, real_data):
    answer = deliver(real_data / "skoleoverblik_2024_25" / "skoler.csv", accept=True)

    with reads.open_facts() as facts:
        verdicts = dict(
            facts.execute("SELECT text, count(*) FROM published WHERE text IS NOT NULL GROUP BY text").fetchall()
        )
    assert answer["rows"]["detail"] == 2303
    assert sorted(verdicts.values()) == [50, 82, 1091]
