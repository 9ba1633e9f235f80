import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse, reverse_lazy

pytestmark = pytest.mark.django_db


def catalogue(log_in, who, **asked):
    response = log_in(who).get(reverse("indicators:definition-list"), asked)
    soup = BeautifulSoup(response.content, "html.parser")
    return [a.get_text() for a in soup.select("main dt a")]


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ({"q": "pjæk"}, "Ulovligt fravær"),
        ({"q": "dropout three"}, "Frafald inden for tre måneder"),
        ({"q": "nr. 47"}, "Kvadratmeter pr. årselev"),
        ({"framework": "Tilsynets ti indikatorer for EUD"}, "Fravær på grundforløb"),
        ({"status": "missing"}, "Lærepladssøgende elever"),
        ({"dimension": "systemisk_kvalitet", "q": "regnskab"}, "Likviditetsgrad"),
    ],
)
def test_an_indicator_is_found_by_what_people_call_it(cast, log_in, asked, title):
    found = catalogue(log_in, cast.pupil, **asked)

    assert title in found
    assert len(found) < 40


def test_a_search_that_finds_nothing_says_what_to_do(cast, log_in):
    response = log_in(cast.pupil).get(reverse("indicators:definition-list"), {"q": "xyzzy"})

    assert "Prøv et andet ord" in response.content.decode()


def test_an_indicator_without_a_source_says_what_is_missing(cast, log_in):
    response = log_in(cast.pupil).get(reverse("indicators:definition-detail", args=["seeking_apprenticeship"]))

    assert "Tallet mangler en kilde" in response.content.decode()
    assert "EUD/PRAK/SØG" in response.content.decode()


def test_an_indicator_without_a_source_has_no_figures(school, cast, log_in):
    assert (
        log_in(cast.board)
        .get(reverse("indicators:figure-detail", args=[school.institution.code, "seeking_apprenticeship"]))
        .status_code
        == 404
    )


def test_kinds_of_dropout_lead_to_each_other(cast, log_in):
    content = log_in(cast.pupil).get(reverse("indicators:definition-detail", args=["dropout_gf1"])).content
    links = [a.get_text() for a in BeautifulSoup(content, "html.parser").select("main li a")]

    assert "Frafald på GF1, talt i elevudtrækket" in links


def compare_url(*keys):
    return f"{reverse('indicators:definition-compare')}?{'&'.join(f'n={key}' for key in keys)}"


def test_two_indicators_stand_side_by_side(cast, log_in):
    content = log_in(cast.pupil).get(compare_url("dropout_gf1", "dropout_three_months")).content
    heads = [th.get_text(strip=True) for th in BeautifulSoup(content, "html.parser").select("main thead th")]

    assert heads == ["Forskel", "Frafald på grundforløbets 1. del", "Frafald inden for tre måneder"]
    assert "samme akse" not in content.decode()


def test_indicators_on_different_scales_are_never_drawn_together(cast, log_in):
    content = (
        log_in(cast.pupil).get(compare_url("etu_general", "etu_general_before_2019", "vtu_overall")).content.decode()
    )

    assert content.count("må ikke vises på samme akse") == 3


@pytest.mark.parametrize("keys", [(), ("dropout_gf1",), ("dropout_gf1", "dropout_gf2", "etu_general", "vtu_overall")])
def test_fewer_than_two_or_more_than_three_cannot_be_compared(cast, log_in, keys):
    response = log_in(cast.pupil).get(compare_url(*keys))

    assert (response.status_code, "Vælg to eller tre nøgletal" in response.content.decode()) == (422, True)


TRY = reverse_lazy("indicators:definition-try")


@pytest.fixture
def written():
    return (settings.DEFINITIONS / "indicators" / "share_26_hours.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("who", ["head", "teacher", "board", "pupil", "outsider"])
def test_only_those_who_keep_definitions_may_try_one(cast, log_in, who):
    assert log_in(getattr(cast, who)).get(TRY).status_code == 404


def test_a_definition_is_tried_on_its_examples_and_the_readers_own_units(cast, lessons, log_in, written):
    response = log_in(cast.quality).post(TRY, {"text": written.replace("at_least: 26", "at_least: 20")})
    text = BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)

    assert response.status_code == 200
    assert "Passer ikke : Tre af fire elever når 26 timer" in text.replace("ikke:", "ikke :")
    assert "Fjordby Erhvervsskole & Gymnasium" in text
    assert "Ådal" not in text


def test_a_sound_definition_is_told_so_and_nothing_is_kept(cast, lessons, log_in, written):
    before = set((settings.DEFINITIONS / "indicators").iterdir())
    response = log_in(cast.quality).post(TRY, {"file": SimpleUploadedFile("ny.yaml", written.encode())})

    assert "alle eksempler giver det, de skal" in response.content.decode()
    assert BeautifulSoup(response.content, "html.parser").select("main svg[role=img]")
    assert set((settings.DEFINITIONS / "indicators").iterdir()) == before


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("measure: share", "measure: andel", "measure: skal være en af"),
        ("decimals: 1", "decimaler: 1", "decimaler: kendes ikke. Mente du «decimals»?"),
        ("at_least: 26", "at_least: mange", "at_least: skal være et tal"),
        ("title: ", "titel: [", "teksten er ikke gyldig YAML"),
        ("privacy: standard", "hide_below: 2", "hide_below må ikke være under 4"),
    ],
)
def test_mistakes_are_told_by_their_key(cast, log_in, written, old, new, told):
    text = written if old in written else f"{written}\n{old}\n"
    response = log_in(cast.quality).post(TRY, {"text": text.replace(old, new)})

    assert response.status_code == 422
    assert told in BeautifulSoup(response.content, "html.parser").get_text()


def test_nothing_to_try_is_told(cast, log_in):
    assert "Indsæt en definition" in log_in(cast.quality).post(TRY, {"text": ""}).content.decode()
