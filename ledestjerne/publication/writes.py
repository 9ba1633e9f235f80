"""Publishing an edition and revoking it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.audit.writes import record
from ledestjerne.followup.models import Plan
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import require
from ledestjerne.publication import gather, reads
from ledestjerne.publication.content import EditionContent, digest_of, says_the_same, to_text
from ledestjerne.publication.models import Edition
from ledestjerne.publication.standing import safe_beside_editions


class NothingChangedError(Exception):
    """The plan is word for word what its newest edition says already."""


class AlreadyRevokedError(Exception):
    """The edition has been revoked once, and that is not done twice."""


class NoReasonError(ValueError):
    """An edition is not revoked without telling the readers why."""


class PlanNotAdoptedError(Exception):
    """Only an adopted plan can be published."""


@transaction.atomic
def publish_edition(
    *, plan: Plan, by: User, at: datetime, named: Collection[int] = (), even_unchanged: bool = False
) -> Edition:
    """Publish an adopted plan as its next edition; `named` are the keys of users whose names are shown.

    A figure that differs by a few persons from one that is out stays as it came out.

    Raises PlanNotAdoptedError for a plan under way, and NothingChangedError as publish_content does.
    """
    require(by, Permission.EDITION_PUBLISH, on=plan.unit)
    if plan.state not in reads.PUBLISHABLE:
        raise PlanNotAdoptedError(_("Planen kan først offentliggøres, når den er vedtaget."))
    content = gather.content_of(plan, named=frozenset(named), on=localdate(at))
    Unit.objects.select_for_update().get(code=content.publisher.institution_code)  # no other edition comes between
    with translation.override(content.language):
        content = safe_beside_editions(content).content
    return publish_content(unit=plan.unit, content=content, by=by, at=at, even_unchanged=even_unchanged)


@transaction.atomic
def publish_content(
    *, unit: Unit, content: EditionContent, by: User, at: datetime, even_unchanged: bool = False
) -> Edition:
    """Publish a text as the next edition of a unit's plan for the year.

    Raises NothingChangedError when the newest edition stands and says the same, unless `even_unchanged`.
    """
    require(by, Permission.EDITION_PUBLISH, on=unit)
    Unit.objects.select_for_update().get(pk=unit.pk)  # two who publish at once get a number each
    text = to_text(content)
    digest = digest_of(text)
    newest = reads.newest_edition(unit_code=unit.code, year=content.year)
    if newest and not newest.is_revoked and not even_unchanged and says_the_same(newest.read(), content):
        raise NothingChangedError(_("Planen er uændret siden %(edition)s.") % {"edition": newest})
    edition = Edition.objects.create(
        unit=unit, year=content.year, number=newest.number + 1 if newest else 1, title=content.title,
        language=content.language, schema=content.schema, content=text, digest=digest, published_at=at,
        published_by=by,
    )  # fmt: skip
    record("edition.published", subject=edition, by=by, unit_code=unit.code, detail={"digest": digest})
    return edition


@transaction.atomic
def revoke_edition(*, edition: Edition, by: User, at: datetime, reason: str) -> Edition:
    """Take an edition off the public pages at once; when and why stands in its place for everyone to read."""
    require(by, Permission.EDITION_REVOKE, on=edition.unit)
    if not reason.strip():
        raise NoReasonError(_("Skriv hvorfor udgaven trækkes tilbage. Alle kan læse det."))
    revoked = Edition.objects.select_for_update().get(pk=edition.pk)
    if revoked.is_revoked:
        raise AlreadyRevokedError(_("Udgaven er allerede trukket tilbage."))
    revoked.revoked_at, revoked.revoked_by, revoked.revoke_reason = at, by, reason.strip()
    revoked.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    record("edition.revoked", subject=revoked, by=by, unit_code=edition.unit.code, detail={"reason": reason.strip()})
    return revoked
