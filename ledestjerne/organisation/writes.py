"""Changes to the tree and to who belongs where."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import ROLES, Permission, Role
from ledestjerne.accounts.writes import add_user
from ledestjerne.audit.writes import record
from ledestjerne.base.danish import sort_key
from ledestjerne.organisation.models import Level, Membership, Unit, UnitLink
from ledestjerne.organisation.permissions import require


class UnitLoopError(ValidationError):
    """A unit cannot be moved below itself."""


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
    """Add a unit, under a parent or at the top of the tree (which only the console may)."""
    require(by, Permission.UNIT_EDIT, on=parent or Unit())
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


def end_open_links(unit: Unit, *, on: date) -> None:
    """Close what is open the day before; a link that began that same day is undone, for it never held."""
    opened = UnitLink.objects.filter(child=unit, kind=UnitLink.Kind.PART_OF, ends_on=None)
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
    unit.ends_on = on - timedelta(days=1)
    unit.full_clean()
    unit.save()
    record("unit.closed", subject=unit, by=by, unit_code=unit.code, detail={"on": on.isoformat()})
    return unit


@transaction.atomic
def add_member(*, by: User, unit: Unit, user: User, role: Role, on: date) -> Membership:
    """Give a person a role on a unit and everything below it; nobody gives away more than they have."""
    require(by, Permission.MEMBER_EDIT, on=unit)
    for permission in ROLES[role]:
        require(by, permission, on=unit)
    membership, made = Membership.objects.get_or_create(
        user=user, unit=unit, role=role, ends_on=None, defaults={"starts_on": on}
    )
    if made:
        record("member.added", subject=membership, by=by, unit_code=unit.code)
    return membership


@transaction.atomic
def invite_member(
    *, by: User, unit: Unit, email: str, name: str, password: str | None, role: Role, on: date
) -> Membership:
    """Make an account for a person who has none, and give it a role."""
    require(by, Permission.MEMBER_EDIT, on=unit)
    user = User.objects.filter(email__iexact=email.strip()).first()
    return add_member(
        by=by, unit=unit, user=user or add_user(email=email, name=name, password=password), role=role, on=on
    )


@transaction.atomic
def end_membership(*, by: User, membership: Membership, on: date) -> Membership:
    """Take a role back from a day on."""
    require(by, Permission.MEMBER_EDIT, on=membership.unit)
    membership.ends_on = max(on - timedelta(days=1), membership.starts_on or on - timedelta(days=1))
    membership.save(update_fields=["ends_on"])
    record("member.ended", subject=membership, by=by, unit_code=membership.unit.code)
    return membership
