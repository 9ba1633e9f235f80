"""The tree of units, how they hang together over time, and who belongs to them."""

from collections.abc import Collection
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission, Role, roles_with
from ledestjerne.base.pages import once
from ledestjerne.base.personal import Personal

BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT unnest(%s::bigint[])
  UNION
    SELECT link.child_id FROM organisation_unitlink link JOIN below ON link.parent_id = below.id
    WHERE link.kind = 'part_of' AND (link.starts_on IS NULL OR link.starts_on <= %s)
      AND (link.ends_on IS NULL OR link.ends_on >= %s)
) SELECT id FROM below"""

ABOVE = BELOW.replace("link.child_id FROM", "link.parent_id FROM").replace(
    "link.parent_id = below.id", "link.child_id = below.id"
)

PATHS = """
WITH RECURSIVE path(start, id) AS (
    SELECT id, id FROM organisation_unit WHERE code = ANY(%s)
  UNION
    SELECT path.start, link.parent_id FROM organisation_unitlink link JOIN path ON link.child_id = path.id
    WHERE link.kind = 'part_of' AND (link.starts_on IS NULL OR link.starts_on <= %s)
      AND (link.ends_on IS NULL OR link.ends_on >= %s)
)"""
WITHIN = PATHS + " SELECT start FROM path WHERE id = ANY(%s::bigint[])"  # noqa: S608  # fixed text
ABOVE_ANY = PATHS + " SELECT id FROM path"  # noqa: S608  # fixed text
ABOVE_ALL = PATHS + " SELECT id FROM path GROUP BY id HAVING count(*) = (SELECT count(DISTINCT start) FROM path)"  # noqa: S608


class Level(models.TextChoices):
    """The levels of the tree, from the widest to the narrowest."""

    NATION = "nation", _("Hele landet")
    REGION = "region", _("Region")
    NETWORK = "network", _("Netværk")
    MUNICIPALITY = "municipality", _("Kommune")
    INSTITUTION = "institution", _("Institution")
    DEPARTMENT = "department", _("Afdeling")
    EDUCATION = "education", _("Uddannelse")
    CLASS = "class", _("Hold")
    COURSE = "course", _("Forløb")


class InstitutionType(models.TextChoices):
    VOCATIONAL = "vocational", _("Erhvervsskole")
    GYMNASIUM = "gymnasium", _("Gymnasium")
    MIXED = "mixed", _("Erhvervsskole og gymnasium")
    SOSU = "sosu", _("Social- og sundhedsskole")
    PRIMARY = "primary", _("Grundskole")
    OTHER = "other", _("Anden")


WIDER_THAN_SCHOOLS = (Level.NATION, Level.REGION, Level.NETWORK, Level.MUNICIPALITY)
FROM_WIDE_TO_NARROW = [level.value for level in Level]


def by_width(unit: "Unit") -> int:
    """Sorts units from the widest to the narrowest."""
    return FROM_WIDE_TO_NARROW.index(unit.level)


class UnitQuerySet(models.QuerySet["Unit"]):
    def below(self, roots: Collection[int], *, on: date) -> Self:
        """The given units and everything that was part of them on the day."""
        return self.filter(pk__in=RawSQL(BELOW, [list(roots), on, on]))  # noqa: S611  # fixed text, bound values

    def above(self, unit: "Unit", *, on: date) -> Self:
        """The unit and everything it was part of on the day."""
        return self.filter(pk__in=RawSQL(ABOVE, [[unit.pk], on, on]))  # noqa: S611  # fixed text, bound values

    def where(self, user: User, permission: Permission, *, on: date) -> Self:
        """The units on which the user has the permission that day, from memberships there or above."""
        return self.below(Membership.objects.roots_of(user, permission, on=on), on=on)

    def where_among(self, codes: Collection[str], user: User, permission: Permission, *, on: date) -> Self:
        """Those of some units on which the user has the permission that day: asked from below, for a few of many."""
        roots = Membership.objects.roots_of(user, permission, on=on)
        return self.filter(pk__in=RawSQL(WITHIN, [list(codes), on, on, roots]))  # noqa: S611  # as above

    def above_all(self, codes: Collection[str], *, on: date) -> Self:
        """What all of some units are or were part of on the day, themselves among it."""
        return self.filter(pk__in=RawSQL(ABOVE_ALL, [list(codes), on, on]))  # noqa: S611  # as above

    def above_any(self, codes: Collection[str], *, on: date) -> Self:
        """What any of some units is or was part of on the day, themselves among it."""
        return self.filter(pk__in=RawSQL(ABOVE_ANY, [list(codes), on, on]))  # noqa: S611  # as above

    def near(self, roots: Collection[int], *, on: date) -> Self:
        """The given units, everything that was part of them on the day, and what they were part of."""
        wider = RawSQL(ABOVE, [list(roots), on, on])  # noqa: S611  # fixed text, bound values
        return self.filter(Q(pk__in=self.model.objects.below(roots, on=on)) | Q(pk__in=wider))

    def around(self, unit: "Unit", *, on: date) -> tuple["Unit", ...]:
        """The unit and everything it was part of on the day, the widest first; asked for once while a page is read."""
        return once(("around", unit.pk, on), lambda: tuple(sorted(self.above(unit, on=on), key=by_width)))

    def in_danish_order(self) -> Self:
        return self.order_by("sort_key", "code")


class Unit(models.Model):
    """A network, municipality, institution, department, education, class or course, known by its code."""

    IMPERSONAL: ClassVar[frozenset[str]] = frozenset(
        {"code", "level", "name", "sort_key", "institution_type", "cvr", "municipality_code", "address", "website"}
    )

    code = models.CharField(_("kode"), max_length=120, unique=True)
    level = models.CharField(_("niveau"), max_length=20, choices=Level.choices)
    name = models.CharField(_("navn"), max_length=200)
    sort_key = models.CharField(max_length=400, editable=False)
    institution_type = models.CharField(_("type"), max_length=20, choices=InstitutionType.choices, blank=True)
    cvr = models.CharField(_("CVR-nummer"), max_length=8, blank=True)
    municipality_code = models.CharField(_("kommunekode"), max_length=3, blank=True)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    website = models.URLField(_("hjemmeside"), blank=True)
    starts_on = models.DateField(_("oprettet"), null=True, blank=True)
    ends_on = models.DateField(_("nedlagt"), null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(level=Level.INSTITUTION) | Q(code__regex=r"^\d{6}$"),
                name="unit_institution_has_six_digits",
            ),
            models.CheckConstraint(condition=Q(cvr="") | Q(cvr__regex=r"^\d{8}$"), name="unit_cvr_has_eight_digits"),
            models.CheckConstraint(
                condition=Q(municipality_code="") | Q(municipality_code__regex=r"^\d{3}$"),
                name="unit_municipality_has_three_digits",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="unit_ends_after_it_starts",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["sort_key"], name="unit_sort_key")]

    def __str__(self) -> str:
        return self.name


class UnitLink(models.Model):
    """That one unit is part of another, was merged into it, or is a member of it, between two days (open when empty).

    Only «part of» carries rights and figures downwards: a member of a network is laid open to nobody by it.
    """

    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"kind"})

    class Kind(models.TextChoices):
        PART_OF = "part_of", _("hører under")
        MERGED_INTO = "merged_into", _("lagt sammen med")
        MEMBER_OF = "member_of", _("medlem af")

    child = models.ForeignKey(Unit, models.CASCADE, related_name="links_up")
    parent = models.ForeignKey(Unit, models.CASCADE, related_name="links_down")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.PART_OF)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(child=models.F("parent")), name="unitlink_not_to_itself"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="unitlink_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["child"], condition=Q(kind="part_of", ends_on=None), name="unitlink_one_open_parent"
            ),
            models.UniqueConstraint(
                fields=["child", "parent"],
                condition=Q(kind="member_of", ends_on=None),
                name="unitlink_member_once_while_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child} {self.get_kind_display()} {self.parent}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def valid(self, *, on: date) -> Self:
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), Q(starts_on=None) | Q(starts_on__lte=on))

    def held_by(self, user: User, *, on: date) -> frozenset[tuple[int, str]]:
        """Unit key and role of each membership a person has that day; asked for once while a page is read."""

        def ask() -> frozenset[tuple[int, str]]:
            held = self.valid(on=on).filter(user=user).order_by("pk")
            return frozenset(held.values_list("unit_id", "role"))

        return once(("held", user.pk, on), ask)

    def roots_of(self, user: User, permission: Permission, *, on: date) -> list[int]:
        """Keys of the units where a membership gives the user this permission that day."""
        roles = roles_with(permission)
        return sorted({unit for unit, role in self.held_by(user, on=on) if role in roles})


class Membership(models.Model):
    """That a person has a role on a unit, and so on everything below it, between two days."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "user": Personal(why="Give rettigheder", kept="Et år efter at rollen er ophørt"),
        "role": Personal(why="Give rettigheder", kept="Et år efter at rollen er ophørt"),
    }

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="memberships")
    role = models.CharField(_("rolle"), max_length=20, choices=[(role.value, role.value) for role in Role])
    starts_on = models.DateField(_("fra"), null=True, blank=True)
    ends_on = models.DateField(_("til"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "unit", "role"], condition=Q(ends_on=None), name="membership_once_while_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {Role(self.role).label}, {self.unit}"

    @property
    def role_label(self) -> str:
        return Role(self.role).label
