from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ledestjerne.followup import writes as followup
from ledestjerne.publication import gather
from ledestjerne.publication.content import digest_of, to_text
from ledestjerne.publication.models import Edition
from ledestjerne.publication.preview import preview_of
from ledestjerne.publication.writes import NothingChangedError, PlanNotAdoptedError, publish_edition
from tests.publication.plans import AT

ON = date(2026, 11, 2)
PUBLISH = "/enhed/999001/plan/2026/offentliggoer/"
LIST = "/enhed/999001/udgaver/"


def revoke_address(edition: Edition) -> str:
    return reverse("publication:edition-revoke", args=["999001", edition.pk])


def text_of(answer) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").text.split())


def test_a_draft_is_not_published(cast, draft):
    with pytest.raises(PlanNotAdoptedError):
        publish_edition(plan=draft, by=cast.quality, at=AT)


def test_a_closed_plan_may_be_published(cast, adopted):
    closed = followup.close_plan(by=cast.director, plan=adopted, version=adopted.version)

    assert publish_edition(plan=closed, by=cast.quality, at=AT).number == 1


def test_an_unchanged_plan_is_refused(cast, adopted):
    publish_edition(plan=adopted, by=cast.quality, at=AT)

    with pytest.raises(NothingChangedError):
        publish_edition(plan=adopted, by=cast.quality, at=AT)


def test_a_name_that_is_shown_makes_another_edition(cast, adopted):
    publish_edition(plan=adopted, by=cast.quality, at=AT)

    assert publish_edition(plan=adopted, by=cast.quality, at=AT, named={cast.head.pk}).number == 2


def test_the_page_shows_what_will_be_public_and_asks_about_names(log_in, cast, adopted):
    page = text_of(log_in(cast.quality).get(PUBLISH))

    for told in ("Vi så dette.", "92,4", "Henrik Holm", "1. udgave"):
        assert told in page


def test_a_name_in_the_texts_is_warned_about(log_in, cast, school):
    plan = followup.create_plan(by=cast.quality, unit=school.institution, year="2026", title="Plan")
    values = {"result": "Lars Lund så det.", "goal": "x", "actions": "x", "schedule": "x"}
    followup.add_row(by=cast.quality, plan=plan, values=values)
    plan.refresh_from_db()
    proposed = followup.propose_plan(by=cast.quality, plan=plan, version=plan.version)
    followup.adopt_plan(by=cast.director, plan=proposed, on=AT.date(), version=proposed.version)

    assert "Navnet «Lars Lund» står i planens egne tekster" in text_of(log_in(cast.quality).get(PUBLISH))


def test_publishing_leads_to_the_list_and_the_world(log_in, client, cast, adopted):
    answer = log_in(cast.quality).post(PUBLISH, {})
    client.logout()

    assert answer.url == LIST
    assert "Vi så dette." in client.get("/skole/999001/opfoelgningsplan/2026/").content.decode()


def test_only_ticked_names_become_public(log_in, cast, adopted):
    log_in(cast.quality).post(PUBLISH, {"named": [cast.head.pk]})

    assert "Henrik Holm" in Edition.objects.get().content


def test_nobody_elses_name_can_be_slipped_in(log_in, cast, adopted):
    answer = log_in(cast.quality).post(PUBLISH, {"named": [cast.pupil.pk]})

    assert (answer.status_code, Edition.objects.count()) == (422, 0)


def test_an_unchanged_plan_is_published_only_when_ticked(log_in, cast, adopted):
    client = log_in(cast.quality)
    client.post(PUBLISH, {})

    assert client.post(PUBLISH, {}).status_code == 422
    assert client.post(PUBLISH, {"even_unchanged": "on"}).status_code == 302
    assert Edition.objects.count() == 2


def test_a_plan_that_came_out_in_an_older_form_is_not_told_as_changed(log_in, cast, adopted):
    now = gather.content_of(adopted, named=(), on=ON)
    old = to_text(now).replace('"compared":null,', "").replace('"effect":null,', "")
    assert old != to_text(now)
    Edition.objects.create(
        unit=adopted.unit, year=now.year, number=1, title=now.title, language="da", schema=1, content=old,
        digest=digest_of(old), published_at=AT, published_by=cast.quality,
    )  # fmt: skip

    assert preview_of(adopted, on=ON).is_unchanged
    assert "Planen er uændret siden 1. udgave." in text_of(log_in(cast.quality).get(PUBLISH))
    with pytest.raises(NothingChangedError):
        publish_edition(plan=adopted, by=cast.quality, at=AT)


def test_revoking_asks_why(log_in, cast, edition):
    client = log_in(cast.quality)

    assert client.post(revoke_address(edition), {"reason": ""}).status_code == 422
    assert client.post(revoke_address(edition), {"reason": "Forkert tal"}).url == LIST
    assert "Trukket tilbage 2. november 2026 af Karin Kvist: Forkert tal" in text_of(client.get(LIST))


def test_what_is_revoked_is_not_revoked_again(log_in, cast, edition):
    client = log_in(cast.quality)
    client.post(revoke_address(edition), {"reason": "Forkert tal"})

    assert client.get(revoke_address(edition)).status_code == 404


def test_a_draft_has_no_page_to_publish_it(log_in, cast, draft):
    assert log_in(cast.quality).get(PUBLISH).status_code == 404


@pytest.mark.parametrize("who", ["neighbour", "outsider"])
def test_those_from_elsewhere_find_none_of_the_pages(log_in, cast, adopted, edition, who):
    client = log_in(getattr(cast, who))

    assert {client.get(address).status_code for address in (LIST, PUBLISH, revoke_address(edition))} == {404}


@pytest.mark.parametrize("who", ["teacher", "board", "pupil", "planner"])
def test_readers_of_the_plan_see_the_list_but_cannot_publish(log_in, cast, adopted, edition, who):
    client = log_in(getattr(cast, who))

    assert client.get(PUBLISH).status_code == 404
    assert client.post(revoke_address(edition), {"reason": "x"}).status_code == 404


def test_the_list_offers_adopted_plans(log_in, cast, adopted):
    assert "Offentliggør «Opfølgningsplan 2026»" in text_of(log_in(cast.quality).get(LIST))
    assert "Offentliggør «" not in text_of(log_in(cast.board).get(LIST))


def test_what_is_out_already_is_not_offered_as_new(log_in, cast, adopted):
    publish_edition(plan=adopted, by=cast.quality, at=AT)

    shown = text_of(log_in(cast.quality).get(LIST))

    assert "«Opfølgningsplan 2026» er offentlig i 1. udgave. Offentliggør igen" in shown
    assert "Offentliggør «" not in shown


def test_what_was_taken_back_is_offered_as_new(log_in, cast, adopted):
    client = log_in(cast.quality)
    client.post(revoke_address(publish_edition(plan=adopted, by=cast.quality, at=AT)), {"reason": "Forkert tal."})

    assert "Offentliggør «Opfølgningsplan 2026»" in text_of(client.get(LIST))


def test_what_will_be_public_says_which_language_it_is_in(log_in, cast, adopted):
    client = log_in(cast.quality)
    client.post(reverse("accounts:settings-edit"), {"language": "en"})

    page = BeautifulSoup(client.get(PUBLISH).content, "html.parser")

    assert page.html["lang"] == "en"
    assert page.select_one("main table").find_parent(lang=True)["lang"] == "da"
