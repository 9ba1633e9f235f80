import duckdb
import pytest

from ledestjerne.indicators import reads
from ledestjerne.indicators.distributed.spark import Cluster
from ledestjerne.indicators.reads import engines

pytestmark = [pytest.mark.spark, pytest.mark.slow]
UNITS = "SELECT unit, value FROM published WHERE ARRAY_CONTAINS($units, unit) ORDER BY value DESC"


@pytest.fixture
def facts(cluster, tmp_path):
    """Ten units, each with the number of its name."""
    path = tmp_path / "published.parquet"
    duckdb.execute(f"COPY (SELECT 'u' || i AS unit, i::DOUBLE AS value FROM range(10) AS t(i)) TO '{path}'")
    return Cluster(cluster.address).facts(version="1", tables={"published": [str(path)]})


def test_the_mean_of_numbers_written_in_a_query_is_not_rounded(facts):
    query = "SELECT AVG(CASE WHEN value < 3 THEN 1.0 ELSE 0.0 END) / 7 FROM published"

    [(found,)] = facts.execute(query, {}).fetchall()

    assert found == pytest.approx(0.3 / 7, rel=1e-15)


@pytest.mark.parametrize("others", [0, 5000], ids=["a short list", "a long list"])
def test_rows_are_found_by_a_list_however_long(facts, others):
    units = ["u2", "u7", *(f"x{number}" for number in range(others))]

    assert facts.execute(UNITS, {"units": units}).fetchall() == [("u7", 7.0), ("u2", 2.0)]


def test_nothing_is_in_an_empty_list(facts):
    assert facts.execute(UNITS, {"units": []}).fetchall() == []


def test_lists_side_by_side_leave_no_table_behind(facts):
    query = "WITH s AS (SELECT UNNEST($a) AS x, UNNEST($b) AS y) SELECT x, y FROM s ORDER BY x"

    assert facts.execute(query, {"a": ["1", "2"], "b": ["en", "to"]}).fetchall() == [("1", "en"), ("2", "to")]
    assert [each.name for each in facts.session.catalog.listTables()] == ["published"]


@pytest.mark.django_db
def test_an_installation_counts_on_the_cluster_its_setting_names(cluster, school, lessons, settings, tmp_path):
    settings.ENGINE, settings.ENGINE_FACTS = cluster.address, str(tmp_path / "shared")
    engines.cluster.cache_clear()

    found = reads.live_figures(reads.definition("share_26_hours")).result("999001", period="2026/2027")

    assert (found.value, found.n) == (90, 20)
    assert len(list((tmp_path / "shared").glob("*.json"))) == 1


def test_a_session_the_cluster_gave_up_is_taken_up_again(cluster, facts, tmp_path):
    tables = {"published": [str(tmp_path / "published.parquet")]}
    one = Cluster(cluster.address)
    one.facts(version="1", tables=tables).session.stop()

    assert one.facts(version="1", tables=tables).execute(UNITS, {"units": ["u4"]}).fetchall() == [("u4", 4.0)]
