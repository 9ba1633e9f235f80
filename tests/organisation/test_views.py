import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ledestjerne.accounts.permissions import Role
from ledestjerne.audit.models import Event
from ledestjerne.organisation.models import Membership, Unit
from ledestjerne.organisation.writes import add_member, invite_member
from tests.conftest import NOW

CODE = "999001"
DAY = NOW.date()


def url(name: str, code: str = CODE) -> str:
    return reverse(f"organisation:{name}", args=[code])


def test_the_tree_shows_every_unit_below(log_in, cast):
    answer = log_in(cast.teacher).get(url("unit-tree", "999001-afd-EUD"))

    assert "TØ26B" in answer.content.decode()


def test_a_reader_is_offered_no_changes(log_in, cast):
    page = log_in(cast.teacher).get(url("unit-tree", "999001-afd-EUD")).content.decode()

    assert url("unit-add", "999001-afd-EUD") not in page


@pytest.mark.parametrize(
    "name", ["unit-tree", "unit-add", "unit-rename", "unit-move", "unit-merge", "unit-close", "member-list"]
)
def test_an_outsider_finds_nothing(log_in, cast, name):
    assert log_in(cast.neighbour).get(url(name)).status_code == 404


@pytest.mark.parametrize("name", ["unit-add", "unit-rename", "unit-move", "unit-merge", "unit-close", "member-list"])
def test_a_teacher_cannot_reach_the_forms(log_in, cast, name):
    assert log_in(cast.teacher).get(url(name, "999001-afd-EUD")).status_code == 404


def test_a_class_is_added_below_an_education(log_in, cast, school):
    data = {"level": "class", "code": "999001-hold-TØ27A", "name": "TØ27A", "starts_on": "1.8.2027"}
    answer = log_in(cast.quality).post(url("unit-add", school.carpentry.code), data)

    assert answer.status_code == 302
    assert Unit.objects.get(code="999001-hold-TØ27A").links_up.get().parent == school.carpentry


def test_a_code_in_use_is_refused_in_words(log_in, cast, school):
    data = {"level": "class", "code": school.class_a.code, "name": "Igen"}
    answer = log_in(cast.quality).post(url("unit-add", school.carpentry.code), data)

    assert answer.status_code == 422
    assert "Der er allerede en enhed med koden" in answer.content.decode()


def test_a_unit_is_not_offered_itself_as_parent(log_in, cast, school):
    page = log_in(cast.quality).get(url("unit-move", school.carpentry.code)).content.decode()

    assert f'value="{school.class_a.pk}"' not in page
    assert f'value="{school.gymnasium.pk}"' in page


def test_a_unit_is_moved_by_its_form(log_in, cast, school):
    log_in(cast.quality).post(
        url("unit-move", school.carpentry.code), {"parent": school.gymnasium.pk, "on": "1/8-2026"}
    )

    assert school.carpentry.links_up.get(ends_on=None).parent == school.gymnasium


def test_someone_new_gets_a_role(log_in, cast, school):
    data = {"email": "ny@fjordby.example", "name": "Nina Ny", "role": "teacher"}
    answer = log_in(cast.quality).post(url("member-list"), data)

    made = Membership.objects.get(user__email="ny@fjordby.example")
    assert made.role == "teacher"
    assert answer.url == reverse("organisation:member-link", args=[CODE, made.pk])


def test_a_new_person_chooses_a_password_by_the_link_once(log_in, client, cast, school):
    person = invite_member(
        by=cast.quality, unit=school.institution, email="ny@fjordby.example", name="Nina Ny", role=Role.TEACHER, on=DAY
    )
    way = reverse("organisation:member-link", args=[CODE, person.pk])
    shown = BeautifulSoup(log_in(cast.quality).post(way).content, "html.parser").select_one("#link")["value"]
    client.logout()
    chosen = {"new_password1": "helt min egen kode", "new_password2": "helt min egen kode"}

    assert "Nina Ny" in client.get(shown).content.decode()
    assert client.post(shown, chosen).url == reverse("accounts:login")
    logged_in = client.post(
        reverse("accounts:login"), {"username": "ny@fjordby.example", "password": "helt min egen kode"}
    )
    assert logged_in.status_code == 302
    assert client.post(shown, chosen).status_code == 410
    assert Event.objects.filter(verb="member.password_link", by_id=cast.quality.pk).count() == 1


def test_nobody_makes_a_link_for_one_who_may_more(log_in, cast, school):
    """With the link the quality function would become the administrator."""
    add_member(by=cast.admin, unit=school.institution, user=cast.admin, role=Role.TEACHER, on=DAY)
    membership = Membership.objects.get(user=cast.admin, role=Role.TEACHER)

    answer = log_in(cast.quality).post(reverse("organisation:member-link", args=[CODE, membership.pk]), follow=True)

    assert "du ikke selv har her" in answer.content.decode()
    assert 'id="link"' not in answer.content.decode()


def test_nobody_takes_back_a_role_with_more_rights_than_their_own(log_in, cast, school):
    membership = Membership.objects.get(user=cast.director)

    answer = log_in(cast.quality).post(reverse("organisation:member-end", args=[CODE, membership.pk]), follow=True)

    membership.refresh_from_db()
    assert membership.ends_on is None
    assert "du ikke selv har her" in answer.content.decode()


def test_giving_more_than_one_has_is_explained(log_in, cast, school):
    data = {"email": "ny@fjordby.example", "name": "Nina Ny", "role": "administrator"}
    answer = log_in(cast.quality).post(url("member-list"), data)

    assert answer.status_code == 422
    assert "systemadministrator" in answer.content.decode()


def test_a_role_is_taken_back(log_in, cast, school):
    membership = Membership.objects.get(user=cast.planner)
    log_in(cast.quality).post(reverse("organisation:member-end", args=[CODE, membership.pk]))

    membership.refresh_from_db()
    assert membership.ends_on is not None
