"""Which questions are refused before they are asked, which answers after, and what for."""

import pytest

from ledestjerne.feeds.clients.answers import Answer
from ledestjerne.feeds.clients.queries import StatbankQuery, UddstatQuery
from ledestjerne.feeds.clients.statbank import TableInfo
from ledestjerne.feeds.layout import layout_of_uddstat
from ledestjerne.feeds.overdetail import (
    Why,
    number,
    objections_to_answer,
    objections_to_statbank,
    objections_to_sums,
    objections_to_uddstat,
)

YEAR, MUNICIPALITY = "[Skoleår].[Skoleår]", "[Institution].[Beliggenhedskommune]"


def asked(*breakdowns: str, measures=("Antal elever",), **filters) -> UddstatQuery:
    return UddstatQuery(
        area="GS", topic="ELEV", subtopic="ELEVEX", measures=measures, breakdowns=breakdowns,
        filters=filters.get("filters", {}),
    )  # fmt: skip


def reasons(query: UddstatQuery) -> list[Why]:
    return [objection.why for objection in objections_to_uddstat(query)]


REAL = {
    "request_gs_fravaer.json": [],
    "request_gs_fravaer_time.json": [],
    "request_gs_trivsel.json": [],
    "request_gs_trivsel_time.json": [],
    "request_gs_foraeldre.json": [],
    "request_gs_foraeldre_time.json": [],
    "request_gs_oversko_afdeling.json": [],
    "request_gs_pers_elever_pr_aarsvaerk.json": [],
    "request_gs_trivind_afdeling.json": [],
    "request_gym_overex_frafald.json": [Why.UNIT_FILTER],
    "request_gym_overex_tilgang_2.json": [Why.UNIT_FILTER],
    "request_gym_overex_tilgang.json": [Why.TWO_PERIODS, Why.TWO_LEVELS],
    "request_gym_triv_indibag.json": [Why.TWO_LEVELS],
}


def test_every_real_question_is_judged(real_data):
    assert {path.name for path in (real_data / "uddstat_api").glob("request_*.json")} == set(REAL)


@pytest.mark.parametrize("name", REAL)
def test_a_real_question_is_refused_for_what_is_wrong_with_it_only(shape, name):
    assert reasons(UddstatQuery.from_body(shape(f"uddstat_api/{name}"))) == REAL[name]


def test_a_question_without_a_year_sums_all_years():
    assert reasons(asked(MUNICIPALITY)) == [Why.NO_PERIOD]


def test_months_and_school_years_together_count_a_pupil_each_month():
    assert reasons(asked("[Dato].[Skoleår]", "[Dato].[månedÅrNavn]")) == [Why.TWO_PERIODS]


def test_quarters_are_a_period_of_their_own():
    assert reasons(asked("[Dato].[Kvartal]")) == []
    assert reasons(asked("[Dato].[Skoleår]", "[Dato].[Kvartal]")) == [Why.TWO_PERIODS]


def test_two_levels_of_units_count_a_pupil_on_both():
    assert reasons(asked(YEAR, MUNICIPALITY, "[Institution].[Institutionsnummer]")) == [Why.TWO_LEVELS]


def test_the_name_beside_the_number_is_no_second_level():
    assert reasons(asked(YEAR, "[Institution].[Afdelingsnummer]", "[Institution].[Afdeling]")) == []


def test_a_name_alone_is_no_unit():
    assert reasons(asked(YEAR, "[Institution].[Institution]")) == [Why.NAME_ONLY]


def test_a_group_and_its_members_overlap():
    assert reasons(asked(YEAR, "[Herkomst].[Herkomst]", "[Herkomst].[Herkomstgruppe]")) == [Why.SAME_DIMENSION]


def test_pupils_by_indicator_are_counted_once_for_each():
    indicator = "[Trivselsindikator].[Trivselsindikator]"

    assert reasons(asked(YEAR, indicator)) == [Why.COUNTED_AGAIN]
    assert reasons(asked(YEAR, indicator, measures=("Indikatorsvar", "Antal Indikatorsvar"))) == []


def test_a_filter_to_several_members_must_be_a_breakdown():
    several = {"[Køn].[Køn]": ("Mænd", "Kvinder")}

    assert reasons(asked(YEAR, filters=several)) == [Why.SUMMED_FILTER]
    assert reasons(asked(YEAR, "[Køn].[Køn]", filters=several)) == []
    assert reasons(asked(YEAR, filters={"[Køn].[Køn]": ("Kvinder",)})) == []


def answer(*rows: tuple[str, ...], dims: tuple[str, ...] = ("[Fag].[Hovedområde]",)) -> Answer:
    return Answer(breakdowns=(YEAR, *dims), measures=("Antal elever",), rows=rows, decimal="comma")


def test_parts_that_exceed_the_total_of_the_source_are_refused_with_both_numbers():
    # the real intake to GF1 in 2015/2016: four main areas and the grand total (data/real/README.md)
    parts = answer(
        *(("2015/2016", area, n) for area, n in zip("ABCD", ("1.751", "3.145", "2.211", "5.885"), strict=True))
    )
    layout = layout_of_uddstat(asked(YEAR, "[Fag].[Hovedområde]"))

    (objection,) = objections_to_sums(parts, total=answer(("2015/2016", "12.945"), dims=()), layout=layout)

    assert objection.why is Why.SUM_EXCEEDS
    assert objection.names == ("Antal elever", "12992", "12945", "2015/2016")


def test_parts_below_the_total_are_only_withheld():
    layout = layout_of_uddstat(asked(YEAR, "[Køn].[Køn]"))
    parts = answer(("2024/2025", "Mænd", "10"), ("2024/2025", "Kvinder", ""), dims=("[Køn].[Køn]",))

    assert objections_to_sums(parts, total=answer(("2024/2025", "13"), dims=()), layout=layout) == ()


def test_a_measure_of_words_is_no_figure():
    words = Answer(
        breakdowns=(YEAR,),
        measures=("Forskel", "Signifikant"),
        rows=(("2024/2025", "0,1", "På niveau"),),
        decimal="comma",
    )

    (objection,) = objections_to_answer(words)

    assert (objection.why, objection.names) == (Why.NOT_NUMBERS, ("Signifikant", "På niveau"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("16,7 %", 16.7),
        ("14,4 %", 14.4),
        ("2.351", 2351),
        ("100,0 %", 100),
        ("<fejl>", None),
        ("", None),
        ("-0,4", -0.4),
    ],
)
def test_printed_numbers_are_read_as_danish(text, value):
    assert number(text, decimal="comma") == value


def table(**variables) -> TableInfo:
    def variable(name, texts, *, elimination=True):
        values = [{"id": code, "text": text} for code, text in texts.items()]
        return {"id": name, "text": name.lower(), "elimination": elimination, "time": name == "Tid", "values": values}

    return TableInfo.model_validate(
        {"id": "X1", "text": "x", "variables": [variable(name, *texts) if isinstance(texts, tuple) else variable(name, texts)
                                                for name, texts in variables.items()]}
    )  # fmt: skip


AREA = {"000": "Hele landet", "084": "Region Hovedstaden", "101": "København", "657": "Herning"}
SEX = {"TOT": "I alt", "M": "Mænd", "K": "Kvinder"}
YEARS = {"2023": "2023", "2024": "2024"}
TABLE = table(OMRÅDE=AREA, KØN=SEX, Tid=YEARS)


def refusals(info: TableInfo, **values) -> list[Why]:
    query = StatbankQuery(table="X1", values={name: tuple(codes) for name, codes in values.items()})
    return [objection.why for objection in objections_to_statbank(query, info=info)]


def test_municipalities_by_year_are_fine():
    assert refusals(TABLE, OMRÅDE=["101", "657"], Tid=["*"]) == []


def test_the_nation_and_its_parts_are_two_levels():
    assert refusals(TABLE, OMRÅDE=["*"], Tid=["*"]) == [Why.TWO_LEVELS]


def test_a_total_beside_its_parts_is_refused():
    assert refusals(TABLE, KØN=["*"], Tid=["*"]) == [Why.TOTAL_AND_PARTS]
    assert refusals(TABLE, KØN=["M", "K"], Tid=["*"]) == []


def test_a_variable_the_bank_does_not_sum_must_be_chosen():
    info = table(ALDER=({"18": "18 år"},), Tid=YEARS)
    info = info.model_copy(
        update={"variables": (info.variables[0].model_copy(update={"elimination": False}), info.variables[1])}
    )

    assert refusals(info, Tid=["*"]) == [Why.MUST_BE_CHOSEN]


def test_values_the_table_no_longer_has_are_told():
    assert refusals(TABLE, KØN=["X"], Tid=["*"]) == [Why.NO_LONGER]
    assert refusals(TABLE, STATUS=["1"], Tid=["*"]) == [Why.NO_LONGER]


def test_quarters_of_statbank_are_kept_and_half_years_are_not():
    assert refusals(table(Tid={"2020K1": "2020K1"}), Tid=["*"]) == []
    assert refusals(table(Tid={"2020H1": "2020H1"}), Tid=["*"]) == [Why.OTHER_PERIOD]


def test_a_question_without_time_is_refused():
    assert refusals(TABLE, OMRÅDE=["101"]) == [Why.NO_PERIOD]
