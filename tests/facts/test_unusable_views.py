"""What a delivery's page says of files that are wrong, unknown or of many parts."""

import pytest
from django.urls import reverse

from ledestjerne.facts import reads
from ledestjerne.facts.models import Delivery
from tests.facts import papers
from tests.facts.test_views import text_of, upload

BAD = {
    "empty": b"",
    "picture": b"\x89PNG\r\n\x1a\n" + b"\x00" * 500,
    "broken workbook": b"PK\x03\x04" + b"\x01" * 500,
    "binary": bytes(range(256)) * 40,
    "headings only": b"a;b;c\n",
    "one long line": b"x" * 300_000,
    "unclosed quote": b'a;b\n"1;2\n',
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_files_are_told_and_leave_nothing_behind(log_in, cast, school, kind):
    client = log_in(cast.quality)

    answer = upload(client, school.institution, BAD[kind], name="tal.xlsx")

    assert answer.status_code in {200, 422}
    assert not any(reads.report_of(each).is_acceptable for each in Delivery.objects.all())
    with reads.open_facts() as facts:
        assert facts.execute("SELECT count(*) FROM published").fetchone() == (0,)
    assert client.get(reverse("facts:delivery-list", args=[school.institution.code])).status_code == 200


TOLD = {
    "empty": "Filen er tom. Hent den igen fra kilden",
    "picture": "Filen er et billede, ikke en tabel",
    "broken workbook": "Regnearket er beskadiget",
}


@pytest.mark.parametrize("kind", TOLD)
def test_a_file_nobody_can_use_says_so_first_and_why(log_in, cast, school, kind):
    client = log_in(cast.quality)

    page = text_of(upload(client, school.institution, BAD[kind] or b"\n", name="tal.xlsx"))
    listed = text_of(client.get(reverse("facts:delivery-list", args=[school.institution.code])))

    assert "Kan ikke bruges" in listed
    assert page.index("Intet i filen kan bruges, som den er " + TOLD[kind]) < page.index("Forløb")
    assert "Aflever filen igen" in page
    assert "Kilde: ," not in page


def test_a_file_with_something_to_use_is_not_said_to_be_useless(log_in, cast, school):
    client = log_in(cast.quality)

    page = text_of(upload(client, school.institution, papers.herning()))

    assert "Kan ikke bruges" not in page
    assert "Intet i filen kan bruges" not in page


def test_a_known_file_without_one_column_is_told_which(log_in, cast, school):
    client = log_in(cast.quality)
    file = "Skoleår;Nøgletal;Værdi\n2024/2025;Årselever;10\n".encode()

    page = text_of(upload(client, school.institution, file))

    assert "Filen ligner «Skolens egne nøgletal», men kolonnen «Enhed» mangler" in page
    assert "Skal forklares" in page
    assert "Sig hvad kolonnerne betyder" in page


def test_a_table_like_no_other_is_not_said_to_be_like_one(log_in, cast, school):
    client = log_in(cast.quality)

    page = text_of(upload(client, school.institution, b"Sted;Tal\nHerning;1\n"))

    assert "Skal forklares" in page
    assert "Filen ligner" not in page


def test_periods_of_several_measures_are_named_as_in_the_file(log_in, cast, school):
    rows = ("Årselever;1802,5", "Lærere;151")
    file = "Enhed;Skoleår;Nøgletal;Værdi\n" + "".join(f"999001;2024/2025;{row}\n" for row in rows)

    page = text_of(upload(log_in(cast.quality), school.institution, file.encode()))

    assert "2024/25 Årselever" in page
    assert "2024/25 Lærere" in page
    assert "fte_pupils" not in page


def test_periods_of_several_sheets_name_their_sheet(log_in, cast, school, real_data):
    file = next((real_data / "uddstat_pivot_inklusion").glob("*.xlsx")).read_bytes()

    page = text_of(upload(log_in(cast.quality), school.institution, file, name="inklusion.xlsx"))

    assert "2020/21 Klassetrin Inklusionsgrad" in page
    assert "2020/21 Specialundervisning, kommuner Antal elever 534.241" in page
