"""Changes to the tree and to who belongs where."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import ROLES, Permission, Role
from ledestjerne.accounts.reads import password_link
from ledestjerne.accounts.writes import add_user
from ledestjerne.audit.writes import record
from ledestjerne.base.danish import sort_key
from ledestjerne.organisation.models import Level, Membership, Unit, UnitLink
from ledestjerne.organisation.permissions import require, require_either, runs_installation


class UnitLoopError(ValidationError):
    """A unit cannot be moved below itself."""


class NotForMembersError(ValidationError):
    """Only an institution can be a member, only of a network, and not of one it is a part of."""


@transaction.atomic
def add_unit(
    *,
    by: User,
    code: str,
    level: Level,
    name: str,
    parent: Unit | None = None,
    institution_type: str = "",
    cvr: str = "",
    municipality_code: str = "",
    address: str = "",
    starts_on: date | None = None,
) -> Unit:
    """Add a unit, under a parent, or by itself, which only those who run the installation may."""
    if parent is not None:
        require(by, Permission.UNIT_EDIT, on=parent)
    elif not runs_installation(by) or (level == Level.NATION and not by.is_console):
        raise PermissionDenied(f"{Permission.TOP_EDIT} på {code}")
    unit = Unit(
        code=code.strip(), level=level, name=name.strip(), sort_key=sort_key(name.strip()), cvr=cvr, address=address,
        institution_type=institution_type, municipality_code=municipality_code, starts_on=starts_on,
    )  # fmt: skip
    unit.full_clean()
    unit.save()
    if parent is not None:
        UnitLink.objects.create(child=unit, parent=parent, starts_on=starts_on)
    record("unit.added", subject=unit, by=by, unit_code=unit.code)
    return unit


@transaction.atomic
def add_top_unit(
    *, by: User, unit: dict[str, str | date | None], level: Level, email: str, person: str, password: str | None,
    on: date,
) -> Unit:  # fmt: skip
    """Add a unit that stands by itself, with its first administrator; nobody else gets any right on it."""
    added = add_unit(by=by, level=level, **unit)  # type: ignore[arg-type]  # the fields of a form
    give_role(by=by, unit=added, user=user_named(email, person, password), role=Role.ADMINISTRATOR, on=on)
    return added


@transaction.atomic
def rename_unit(*, by: User, unit: Unit, name: str) -> Unit:
    """Give a unit another name; its code, and so its history, stays."""
    require(by, Permission.UNIT_EDIT, on=unit)
    before, unit.name, unit.sort_key = unit.name, name.strip(), sort_key(name.strip())
    unit.full_clean()
    unit.save()
    record("unit.renamed", subject=unit, by=by, unit_code=unit.code, detail={"before": before})
    return unit


@transaction.atomic
def move_unit(*, by: User, unit: Unit, parent: Unit, on: date) -> UnitLink:
    """Let a unit be part of another from a day on; where it was before stays on record."""
    require(by, Permission.UNIT_EDIT, on=unit)
    require(by, Permission.UNIT_EDIT, on=parent)
    if Unit.objects.below([unit.pk], on=on).filter(pk=parent.pk).exists():
        raise UnitLoopError(_("%(unit)s kan ikke flyttes ned under sig selv.") % {"unit": unit})
    end_open_links(unit, on=on)
    link = UnitLink.objects.create(child=unit, parent=parent, starts_on=on)
    record("unit.moved", subject=unit, by=by, unit_code=unit.code, detail={"to": parent.code, "on": on.isoformat()})
    return link


def end_open_links(unit: Unit, *, on: date, kind: UnitLink.Kind = UnitLink.Kind.PART_OF) -> None:
    """Close what is open the day before; a link that began that same day is undone, for it never held."""
    end_links(UnitLink.objects.filter(child=unit, kind=kind, ends_on=None), on=on)


def end_links(opened: QuerySet[UnitLink], *, on: date) -> None:
    opened.filter(starts_on__gte=on).delete()
    opened.update(ends_on=on - timedelta(days=1))


@transaction.atomic
def merge_unit(*, by: User, unit: Unit, into: Unit, on: date) -> UnitLink:
    """Merge a unit into another from a day on: it is closed, its parts move over, its history stays."""
    require(by, Permission.UNIT_EDIT, on=unit)
    require(by, Permission.UNIT_EDIT, on=into)
    if unit.pk == into.pk:
        raise UnitLoopError(_("%(unit)s kan ikke lægges sammen med sig selv.") % {"unit": unit})
    for link in UnitLink.objects.filter(parent=unit, kind=UnitLink.Kind.PART_OF, ends_on=None).select_related("child"):
        move_unit(by=by, unit=link.child, parent=into, on=on)
    close_unit(by=by, unit=unit, on=on)
    merged = UnitLink.objects.create(child=unit, parent=into, kind=UnitLink.Kind.MERGED_INTO, starts_on=on)
    record("unit.merged", subject=unit, by=by, unit_code=unit.code, detail={"into": into.code, "on": on.isoformat()})
    return merged


@transaction.atomic
def close_unit(*, by: User, unit: Unit, on: date) -> Unit:
    """End a unit from a day on; figures from before stay where they are."""
    require(by, Permission.UNIT_EDIT, on=unit)
    end_open_links(unit, on=on)
    end_open_links(unit, on=on, kind=UnitLink.Kind.MEMBER_OF)
    unit.ends_on = on - timedelta(days=1)
    unit.full_clean()
    unit.save()
    record("unit.closed", subject=unit, by=by, unit_code=unit.code, detail={"on": on.isoformat()})
    return unit


def require_joinable(institution: Unit, network: Unit, *, on: date) -> None:
    """Raise NotForMembersError unless the one is an institution that may be a member of the other, a network."""
    if institution.level != Level.INSTITUTION or network.level != Level.NETWORK:
        raise NotForMembersError(_("Kun en institution kan være medlem af et netværk."))
    told = {"unit": institution, "network": network}
    if Unit.objects.above(institution, on=on).filter(pk=network.pk).exists():
        raise NotForMembersError(_("%(unit)s hører allerede under %(network)s.") % told)
    if any(each.ends_on and each.ends_on < on for each in (institution, network)):
        raise NotForMembersError(_("%(unit)s eller %(network)s er nedlagt.") % told)


@transaction.atomic
def join_network(*, by: User, institution: Unit, network: Unit, on: date) -> UnitLink:
    """Make an institution a member of a network from a day on; it gives nobody any right over the other.

    Either side may carry it out; that both agreed is seen to where one asks and the other answers.
    """
    require_either(by, Permission.NETWORK_EDIT, units=(institution, network))
    require_joinable(institution, network, on=on)
    link, made = UnitLink.objects.get_or_create(
        child=institution, parent=network, kind=UnitLink.Kind.MEMBER_OF, ends_on=None, defaults={"starts_on": on}
    )
    if made:
        told = {"network": network.code, "on": on.isoformat()}
        record("network.joined", subject=institution, by=by, unit_code=institution.code, detail=told)
    return link


@transaction.atomic
def leave_network(*, by: User, institution: Unit, network: Unit, on: date) -> None:
    """End a membership at once; either side may. A membership that began that same day is undone."""
    require_either(by, Permission.NETWORK_EDIT, units=(institution, network))
    opened = UnitLink.objects.filter(child=institution, parent=network, kind=UnitLink.Kind.MEMBER_OF, ends_on=None)
    if opened.exists():
        end_links(opened, on=on)
        told = {"network": network.code, "on": on.isoformat()}
        record("network.left", subject=institution, by=by, unit_code=institution.code, detail=told)


@transaction.atomic
def add_member(*, by: User, unit: Unit, user: User, role: Role, on: date) -> Membership:
    """Give a person a role on a unit and everything below it; nobody gives away more than they have."""
    require_rights_of(by, role, on=unit)
    return give_role(by=by, unit=unit, user=user, role=role, on=on)


def require_rights_of(by: User, role: Role, *, on: Unit) -> None:
    """Raise PermissionDenied unless the user may decide on members there and has all the rights of the role."""
    require(by, Permission.MEMBER_EDIT, on=on)
    for permission in ROLES[role]:
        require(by, permission, on=on)


def give_role(*, by: User, unit: Unit, user: User, role: Role, on: date) -> Membership:
    membership, made = Membership.objects.get_or_create(
        user=user, unit=unit, role=role, ends_on=None, defaults={"starts_on": on}
    )
    if made:
        record("member.added", subject=membership, by=by, unit_code=unit.code)
    return membership


@transaction.atomic
def invite_member(
    *, by: User, unit: Unit, email: str, name: str, role: Role, on: date, password: str | None = None
) -> Membership:
    """Make an account for a person who has none, and give it a role; without a password it takes a link to log in."""
    require(by, Permission.MEMBER_EDIT, on=unit)
    return add_member(by=by, unit=unit, user=user_named(email, name, password), role=role, on=on)


def user_named(email: str, name: str, password: str | None) -> User:
    """The account with this e-mail, made when there is none."""
    found = User.objects.filter(email__iexact=email.strip()).first()
    return found or add_user(email=email, name=name, password=password)


@transaction.atomic
def end_membership(*, by: User, membership: Membership, on: date) -> Membership:
    """Take a role back from a day on; nobody takes one with rights they have not got themselves."""
    require_rights_of(by, Role(membership.role), on=membership.unit)
    membership.ends_on = max(on - timedelta(days=1), membership.starts_on or on - timedelta(days=1))
    membership.save(update_fields=["ends_on"])
    record("member.ended", subject=membership, by=by, unit_code=membership.unit.code)
    return membership


@transaction.atomic
def make_password_link(*, by: User, user: User, on: date) -> str:
    """An address where a person can choose a password, to be handed over by whoever asked for it.

    Only for one who has all the rights the person has anywhere, and for the console: whoever holds the link can become
    the person.
    """
    held = list(Membership.objects.filter(user=user).valid(on=on).select_related("unit").order_by("pk"))
    if not (held or by.is_console):
        raise PermissionDenied(f"{Permission.MEMBER_EDIT}: {user.pk}")
    for each in held:
        require_rights_of(by, Role(each.role), on=each.unit)
    record("member.password_link", subject=user, by=by, unit_code=held[0].unit.code if held else "")
    return password_link(user)
