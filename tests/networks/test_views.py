"""What members, coordinators and strangers see of a network."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ledestjerne.accounts.permissions import Role
from ledestjerne.accounts.writes import add_user
from ledestjerne.indicators.reads import Limits
from ledestjerne.indicators.writes import set_shown_from
from ledestjerne.networks import writes
from ledestjerne.networks.models import Side
from ledestjerne.organisation.models import Level, Unit
from ledestjerne.organisation.writes import add_member, add_unit, close_unit
from tests.conftest import NOW
from tests.journeys.spider import Links
from tests.networks.conftest import HOURS, YEAR


def page(name, *args, **query):
    return reverse(f"networks:{name}", args=args, query=query or None)


def text_of(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_member_sees_the_networks_figure_and_those_who_share_in_the_order_of_names(taught, share, cast, log_in):
    share(taught.network, *taught.members)

    text = text_of(log_in(cast.quality).get(page("figure-detail", "net-ring", HOURS)))

    assert "76,7" in text  # of 12 + 8 + 10 pupils, all but seven
    assert "Tal fra 3 institutioner" in text
    names = ["Bakkens Skole", "Fjordby Erhvervsskole", "Lille Skole", "Møllens Skole", "Ådal Tekniske Skole"]
    places = [text.index(name, text.index("<caption")) for name in names]
    assert places == sorted(places)
    assert text.count('class="own-row"') == 1


def test_a_hidden_member_is_shown_as_hidden(taught, share, cast, log_in):
    share(taught.network, *taught.members)

    text = text_of(log_in(cast.quality).get(page("figure-detail", "net-ring", HOURS)))

    row = text[text.index("Lille Skole") :]
    assert "Skjult" in row[: row.index("</tr>")]


def test_what_is_not_shared_is_not_there(taught, share, cast, log_in):
    assert log_in(cast.quality).get(page("figure-detail", "net-ring", HOURS)).status_code == 404
    share(taught.network, taught.members[1])
    text = text_of(log_in(cast.quality).get(page("figure-detail", "net-ring", HOURS)))

    assert "Ådal Tekniske Skole" in text
    assert "Bakkens Skole" not in text
    assert "færre end tre institutioner" in text


def test_sharing_begins_and_ends_at_once(taught, share, cast, log_in):
    url = page("figure-detail", "net-ring", HOURS)
    share(taught.network, *taught.members[:3])
    before = text_of(log_in(cast.quality).get(url))
    share(taught.network, taught.members[1], indicators=())
    after = text_of(log_in(cast.quality).get(url))

    assert "Ådal Tekniske Skole" in before
    assert "Ådal Tekniske Skole" not in after
    assert "færre end tre institutioner" in after


def test_leaving_ends_the_sharing_and_the_looking_at_once(taught, share, cast, log_in, console):
    share(taught.network, *taught.members)
    writes.leave(by=cast.neighbour, institution=taught.members[1], network=taught.network, at=NOW)

    assert log_in(cast.neighbour).get(page("network-detail", "net-ring")).status_code == 404
    assert "Ådal Tekniske Skole" not in text_of(log_in(cast.quality).get(page("figure-detail", "net-ring", HOURS)))


def test_a_stranger_is_told_there_is_no_such_page(taught, share, cast, log_in, console):
    """A person with no right anywhere, and one with every right at a school that is no member."""
    share(taught.network, *taught.members)
    writes.leave(by=console, institution=taught.members[1], network=taught.network, at=NOW)
    both, one = ["net-ring", HOURS], ["net-ring"]
    pages = [page("network-detail", *one), page("figure-detail", *both), page("figure-download", *both),
             page("member-list", *one), page("member-remove", "net-ring", "999001")]  # fmt: skip

    for user, status in ((cast.outsider, 404), (cast.neighbour, 404), (taught.coordinator, 200)):
        assert {url: log_in(user).get(url).status_code for url in pages} == dict.fromkeys(pages, status)


def test_a_right_on_a_department_is_not_enough(taught, share, cast, log_in):
    assert log_in(cast.head).get(page("network-detail", "net-ring")).status_code == 404


def test_a_member_gains_no_page_of_another(taught, share, cast, log_in):
    """Sharing everything opens the network's pages only: none of the other's own, and none of its classes'."""
    share(taught.network, *taught.members)
    client = log_in(cast.neighbour)
    ours = taught.members[0].code
    closed = [
        reverse("overview:unit-detail", args=[ours]), reverse("indicators:figure-list", args=[ours]),
        reverse("indicators:figure-detail", args=[ours, HOURS]), reverse("organisation:unit-tree", args=[ours]),
        reverse("indicators:figure-download", args=[ours, HOURS, "csv"]), reverse("facts:delivery-list", args=[ours]),
        reverse("indicators:figure-list", args=["999001-hold-TØ26A"]), page("sharing-detail", ours),
        reverse("indicators:figure-list", args=["net-ring"]), page("share-edit", ours, "net-ring"),
        reverse("explore:slice-detail") + f"?tal={HOURS}&enhed={ours}", page("member-list", "net-ring"),
    ]  # fmt: skip

    assert [url for url in closed if client.get(url).status_code != 404] == []


def test_a_coordinator_sees_the_network_and_no_members_pages(taught, share, log_in):
    share(taught.network, *taught.members)
    client = log_in(taught.coordinator)

    assert client.get(page("network-detail", "net-ring")).status_code == 200
    assert client.get(reverse("indicators:figure-detail", args=["net-ring", HOURS])).status_code == 200
    assert client.get(reverse("indicators:figure-list", args=["999001"])).status_code == 404
    assert client.get(page("sharing-detail", "999001")).status_code == 404


def test_no_link_on_the_pages_of_networks_leads_to_a_closed_door(taught, share, cast, log_in):
    share(taught.network, *taught.members)
    client, waiting, seen = log_in(cast.neighbour), [page("network-list")], {}
    while waiting:
        answer = client.get(url := waiting.pop())
        seen[url] = answer.status_code
        links = Links()
        links.feed(answer.content.decode())
        waiting += [
            link for link in set(links.found) if link.startswith("/netvaerk/") and link not in {*seen, *waiting}
        ]

    assert len(seen) > 7
    assert set(seen.values()) == {200}


def test_the_file_says_where_each_figure_comes_from(taught, share, cast, log_in):
    share(taught.network, *taught.members)

    answer = log_in(cast.quality).get(page("figure-download", "net-ring", HOURS))

    head, first, *rest = answer.content.decode("utf-8-sig").splitlines()
    line = dict(zip(head.split(";"), first.split(";"), strict=True))
    assert (line["unit"], line["n"], line["institutions"]) == ("net-ring", "30", "3")
    assert len(line["definition_hash"]) == 64
    assert line["facts_version"]
    assert len(rest) == 5
    hidden = dict(
        zip(head.split(";"), next(each for each in rest if each.startswith("999004;")).split(";"), strict=True)
    )
    assert (hidden["hidden"], hidden["value"], hidden["numerator"], hidden["n"]) == ("few", "", "", "")


def test_a_choice_is_seen_before_it_is_made(taught, cast, log_in):
    client, url = log_in(cast.quality), page("share-edit", "999001", "net-ring")

    tried = text_of(client.post(url, {"indicators": [HOURS], "vis": "1"}))
    assert "ikke gemt endnu" in tried
    assert client.get(page("figure-detail", "net-ring", HOURS)).status_code == 404
    client.post(url, {"indicators": [HOURS], "gem": "1"})

    row = "83,3 %"
    assert row in tried
    assert row in text_of(client.get(page("figure-detail", "net-ring", HOURS)))


def test_a_quick_choice_marks_and_saves_nothing(taught, cast, log_in):
    client = log_in(cast.quality)

    marked = text_of(client.get(page("share-edit", "999001", "net-ring", vaelg="alt")))

    assert "checked" in marked
    assert "ikke gemt endnu" in marked
    assert client.get(page("figure-detail", "net-ring", HOURS)).status_code == 404


def test_all_sharing_can_be_stopped_on_one_page(taught, share, cast, log_in):
    share(taught.network, *taught.members)
    client = log_in(cast.quality)

    assert client.get(page("share-stop", "999001", "net-ring")).status_code == 200
    client.post(page("share-stop", "999001", "net-ring"))

    assert "Fjordby" not in text_of(client.get(page("figure-detail", "net-ring", HOURS))).split("<caption")[1]


def test_an_invitation_is_answered_by_the_institution(console, circle, cast, log_in):
    writes.leave(by=console, institution=circle.members[1], network=circle.network, at=NOW)
    coordinator = log_in(circle.coordinator)
    coordinator.post(page("member-list", "net-ring"), {"code": "999002"})
    waiting = circle.members[1].join_requests.get(state="asked")

    assert coordinator.post(page("request-answer", waiting.pk), {"svar": "ja"}).status_code == 404
    neighbour = log_in(cast.neighbour)
    assert "Ringen spørger" in text_of(neighbour.get(page("sharing-detail", "999002")))
    neighbour.post(page("request-answer", waiting.pk), {"svar": "ja"})
    assert neighbour.get(page("network-detail", "net-ring")).status_code == 200


def test_an_institution_that_asks_is_let_in_by_the_network(console, circle, cast, log_in):
    writes.leave(by=console, institution=circle.members[1], network=circle.network, at=NOW)
    neighbour = log_in(cast.neighbour)
    neighbour.post(page("sharing-detail", "999002"), {"network": circle.network.pk})
    waiting = circle.members[1].join_requests.get(state="asked")

    assert neighbour.post(page("request-answer", waiting.pk), {"svar": "ja"}).status_code == 404
    assert neighbour.get(page("network-detail", "net-ring")).status_code == 404
    log_in(circle.coordinator).post(page("request-answer", waiting.pk), {"svar": "ja"})
    assert log_in(cast.neighbour).get(page("network-detail", "net-ring")).status_code == 200


def test_a_network_nobody_shares_with_says_what_to_do(circle, cast, log_in):
    assert "Medlemmerne deler ingenting endnu" in text_of(log_in(cast.quality).get(page("network-detail", "net-ring")))


def test_a_person_of_no_network_is_told_how_to_be_in_one(cast, log_in):
    assert "ikke med i et netværk endnu" in text_of(log_in(cast.quality).get(page("network-list")))


def test_a_teacher_may_not_decide_what_is_shared(circle, console, log_in):
    teacher = add_user(email="t@skole.example", name="Tina", password=None)
    add_member(by=console, unit=circle.members[0], user=teacher, role=Role.TEACHER, on=NOW.date())

    assert log_in(teacher).get(page("network-detail", "net-ring")).status_code == 200
    assert log_in(teacher).get(page("share-edit", "999001", "net-ring")).status_code == 404


def test_the_period_is_chosen_in_the_address(taught, share, cast, log_in):
    share(taught.network, *taught.members)
    client, url = log_in(cast.quality), page("figure-detail", "net-ring", HOURS)

    assert client.get(f"{url}?periode={YEAR}").status_code == 200
    assert client.get(f"{url}?periode=1999/2000").status_code == 404


def test_an_answer_that_is_neither_yes_nor_no_answers_nothing(console, circle, cast, log_in):
    writes.leave(by=console, institution=circle.members[1], network=circle.network, at=NOW)
    invite = {"network": circle.network, "institution": circle.members[1], "side": Side.NETWORK}
    asked = writes.ask_to_join(by=console, **invite, at=NOW)
    client = log_in(cast.neighbour)

    for sent in ({}, {"svar": "måske"}):
        assert client.post(page("request-answer", asked.pk), sent).status_code == 400
    asked.refresh_from_db()
    assert asked.state == "asked"


def test_a_school_that_is_a_part_of_the_network_cannot_be_invited_as_well(console, school, cast, log_in):
    answer = log_in(cast.admin).post(page("member-list", "net-fjord"), {"code": "999001"})

    assert answer.status_code == 422
    assert "hører allerede under Fjordnettet" in answer.content.decode()


def test_a_closed_network_is_not_among_those_to_ask(console, school, cast, log_in):
    for code, name in (("net-lukket", "Det lukkede"), ("net-aaben", "Det åbne")):
        add_unit(by=console, code=code, level=Level.NETWORK, name=name)
    close_unit(by=console, unit=Unit.objects.get(code="net-lukket"), on=NOW.date())

    text = text_of(log_in(cast.quality).get(page("sharing-detail", "999001")))

    assert "Det åbne" in text
    assert "Det lukkede" not in text


def test_nothing_to_show_is_nothing_to_download(circle, cast, log_in):
    assert log_in(cast.quality).get(page("figure-download", "net-ring", HOURS)).status_code == 404


def test_the_reason_names_the_limit_the_institution_has_chosen_itself(taught, share, cast, log_in):
    """Twelve pupils are hidden where the school shows nothing of fewer than twenty."""
    set_shown_from(by=cast.quality, unit=taught.members[0], limits=Limits(20, 20))
    share(taught.network, *taught.members)

    text = text_of(log_in(cast.quality).get(page("figure-detail", "net-ring", HOURS)))

    row = text[text.index("Fjordby Erhvervsskole", text.index("<caption")) :]
    assert "er færre end 20" in row[: row.index("</tr>")]


def test_the_list_says_what_waits_and_asks_no_more_of_many(console, circle, cast, log_in):
    client, url = log_in(circle.coordinator), page("network-list")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(6):
        unit = add_unit(by=console, code=f"99901{number}", level=Level.INSTITUTION, name=f"Skole {number}")
        writes.ask_to_join(by=console, network=circle.network, institution=unit, side=Side.INSTITUTION, at=NOW)
    client.get(url)
    with CaptureQueriesContext(connection) as many:
        text = text_of(client.get(url))

    assert "6 institutioner venter på svar" in text
    assert len(many) <= len(few)
