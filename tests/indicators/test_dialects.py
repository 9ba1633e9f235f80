import sqlglot
from sqlglot import exp

from ledestjerne.indicators.sql.dialects import Laid, cast_numbers, for_spark


def test_every_number_is_cast_so_that_none_is_read_as_a_decimal():
    tree = cast_numbers(sqlglot.parse_one("SELECT 1.0 * minutes / 60, ROUND(x) >= 27.5 FROM t WHERE n > 0"))

    assert tree.sql() == (
        "SELECT CAST(1.0 AS DOUBLE) * minutes / CAST(60 AS BIGINT), ROUND(x) >= CAST(27.5 AS DOUBLE) "
        "FROM t WHERE n > CAST(0 AS BIGINT)"
    )


def test_a_number_cast_already_is_left_alone():
    assert cast_numbers(sqlglot.parse_one("CAST(26 AS DOUBLE) + '5'")).sql() == "CAST(26 AS DOUBLE) + '5'"


def test_no_number_of_a_translated_query_stands_bare():
    found = for_spark("SELECT AVG(CASE WHEN x >= 26 THEN 1.0 ELSE 0 END) AS share FROM t WHERE y < 1e3 GROUP BY z")

    numbers = [each for each in sqlglot.parse_one(found.text, read="spark").find_all(exp.Literal) if not each.is_string]
    assert len(numbers) == 4
    assert all(isinstance(each.parent, exp.Cast) for each in numbers)


def test_a_row_of_columns_is_a_struct_in_spark():
    assert for_spark("SELECT COUNT(DISTINCT ROW(a, b)) FROM t").text == "SELECT COUNT(DISTINCT STRUCT(a, b)) FROM t"


def test_lists_bound_side_by_side_are_a_table_laid_ready():
    found = for_spark("WITH s AS (SELECT UNNEST($a) AS x, UNNEST($b) AS y) SELECT x FROM s WHERE y = $c", tag="_7")

    assert found.text == "WITH s AS (SELECT x, y FROM bound_1_7) SELECT x FROM s WHERE y = :c"
    assert found.laid == (Laid("bound_1_7", ("a", "b"), ("x", "y")),)
    assert found.bound == {"c"}


def test_a_short_list_is_compared_with_and_has_a_type_even_when_empty():
    found = for_spark("SELECT * FROM t WHERE ARRAY_CONTAINS($units, unit)")

    assert found.text == "SELECT * FROM t WHERE ARRAY_CONTAINS(CAST(:units AS ARRAY<STRING>), unit)"


def test_a_long_list_is_joined_with_but_not_inside_an_aggregate():
    found = for_spark(
        "SELECT COUNT(x) FILTER(WHERE ARRAY_CONTAINS($units, x)) FROM t WHERE ARRAY_CONTAINS($units, unit)",
        long=["units"],
    )

    assert found.text.endswith("WHERE unit IN (SELECT one FROM bound_units)")
    assert "FILTER(WHERE ARRAY_CONTAINS(CAST(:units AS ARRAY<STRING>), x))" in found.text
    assert found.laid == (Laid("bound_units", ("units",), ("one",)),)
    assert found.bound == {"units"}


def test_the_order_of_a_qualified_query_is_asked_for_outermost():
    found = for_spark("SELECT a, b FROM t QUALIFY b = MIN(b) OVER (PARTITION BY a) ORDER BY b DESC, a")

    assert found.text == (
        "SELECT a, b FROM (SELECT a, b, MIN(b) OVER (PARTITION BY a) AS _w FROM t) AS _t WHERE b = _w "
        "ORDER BY b DESC, a NULLS LAST"
    )
