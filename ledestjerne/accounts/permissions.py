"""All rights on one page: what can be permitted, which roles there are, and which role may do what."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    TOP_EDIT = "top.edit"
    UNIT_READ = "unit.read"
    UNIT_EDIT = "unit.edit"
    MEMBER_EDIT = "member.edit"
    DELIVERY_READ = "delivery.read"
    DELIVERY_MAKE = "delivery.make"
    DELIVERY_ACCEPT = "delivery.accept"
    FIGURE_READ = "figure.read"
    TARGET_EDIT = "target.edit"
    PACKAGE_EDIT = "package.edit"
    NOTE_EDIT = "note.edit"
    DEFINITION_EDIT = "definition.edit"
    FINDING_READ = "finding.read"
    FINDING_DECIDE = "finding.decide"
    PLAN_READ = "plan.read"
    PLAN_EDIT = "plan.edit"
    PLAN_PROPOSE = "plan.propose"
    PLAN_ADOPT = "plan.adopt"
    PLAN_CLOSE = "plan.close"
    INITIATIVE_REPORT = "initiative.report"
    COMMITMENT_EDIT = "commitment.edit"
    EDITION_PUBLISH = "edition.publish"
    EDITION_REVOKE = "edition.revoke"
    NETWORK_EDIT = "network.edit"
    AUDIT_READ = "audit.read"


class Role(StrEnum):
    """The roles a membership of a unit can give, there and on every unit below."""

    ADMINISTRATOR = "administrator"
    QUALITY = "quality"
    DIRECTOR = "director"
    HEAD = "head"
    PLANNER = "planner"
    TEACHER = "teacher"
    PUPIL = "pupil"
    BOARD = "board"
    COMMITTEE = "committee"
    COMPANY = "company"
    VISITOR = "visitor"
    MUNICIPALITY = "municipality"

    @property
    def label(self) -> str:
        return str(ROLE_NAMES[self])


ROLE_NAMES = {
    Role.ADMINISTRATOR: _("Systemadministrator"),
    Role.QUALITY: _("Kvalitetsfunktion"),
    Role.DIRECTOR: _("Direktion"),
    Role.HEAD: _("Uddannelseschef eller leder"),
    Role.PLANNER: _("Skemalægger"),
    Role.TEACHER: _("Underviser"),
    Role.PUPIL: _("Elev"),
    Role.BOARD: _("Bestyrelsesmedlem"),
    Role.COMMITTEE: _("Lokalt uddannelsesudvalg (LUU)"),
    Role.COMPANY: _("Virksomhed"),
    Role.VISITOR: _("Besøgende"),
    Role.MUNICIPALITY: _("Kommunal forvaltning"),
}

P = Permission
LOOK = frozenset({P.UNIT_READ, P.FIGURE_READ, P.PLAN_READ})
TAKE_PART = LOOK | {P.INITIATIVE_REPORT, P.FINDING_READ}
PLAN_LESSONS = TAKE_PART | {P.DELIVERY_READ, P.DELIVERY_MAKE, P.COMMITMENT_EDIT}
EXPLORE = frozenset({P.PACKAGE_EDIT, P.NOTE_EDIT})
LEAD = PLAN_LESSONS | EXPLORE | {P.FINDING_DECIDE, P.TARGET_EDIT, P.PLAN_EDIT, P.PLAN_PROPOSE}
KEEP_HOUSE = frozenset({P.UNIT_EDIT, P.NETWORK_EDIT, P.AUDIT_READ})
COORDINATE = LEAD | KEEP_HOUSE | {P.DELIVERY_ACCEPT, P.EDITION_PUBLISH, P.EDITION_REVOKE, P.PLAN_CLOSE}

ROLES: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(Permission),
    Role.QUALITY: COORDINATE | {P.MEMBER_EDIT, P.DEFINITION_EDIT},
    Role.DIRECTOR: COORDINATE | {P.PLAN_ADOPT, P.MEMBER_EDIT},
    Role.HEAD: LEAD,
    Role.PLANNER: PLAN_LESSONS,
    Role.TEACHER: TAKE_PART,
    Role.PUPIL: LOOK,
    Role.BOARD: LOOK | {P.FINDING_READ},
    Role.COMMITTEE: LOOK,
    Role.COMPANY: LOOK,
    Role.VISITOR: LOOK,
    Role.MUNICIPALITY: LOOK | {P.FINDING_READ},
}


def roles_with(permission: Permission) -> list[Role]:
    """The roles that hold a permission, in the order of the table."""
    return [role for role, permissions in ROLES.items() if permission in permissions]
