"""Editions: what was published, as it was."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.base.personal import Personal
from ledestjerne.organisation.models import Unit
from ledestjerne.publication.content import EditionContent, from_text


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, user: User, *, on: date) -> Self:
        """Editions of units whose plans the user may read, revoked ones among them."""
        return self.filter(unit__in=Unit.objects.where(user, Permission.PLAN_READ, on=on))

    def under(self, code: str) -> Self:
        """Editions of the unit with this code and of the units inside it, whose codes begin with it."""
        return self.filter(Q(unit__code=code) | Q(unit__code__startswith=f"{code}-"))

    def newest_first(self) -> Self:
        return self.order_by("-year", "unit__sort_key", "unit__code", "-number").select_related("unit")


class Edition(models.Model):
    """An adopted plan as it was published. The database refuses every change but one: that it is revoked."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "content": Personal(why="Navne på ansvarlige, når skolen har valgt at vise dem", kept="Så længe planen findes"),
        "published_by": Personal(why="Dokumentere hvem der offentliggjorde", kept="Så længe udgaven findes"),
        "revoked_by": Personal(why="Dokumentere hvem der trak udgaven tilbage", kept="Så længe udgaven findes"),
    }
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"year", "title", "language", "digest", "revoke_reason"})

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="editions")
    year = models.CharField(_("år"), max_length=9)
    number = models.PositiveIntegerField(_("udgave"))
    title = models.CharField(_("titel"), max_length=300)
    language = models.CharField(_("sprog"), max_length=2)
    schema = models.PositiveIntegerField()
    content = models.TextField(_("indhold"))
    digest = models.CharField(_("kontrolsum"), max_length=64)
    published_at = models.DateTimeField(_("offentliggjort"))
    published_by = models.ForeignKey(User, models.PROTECT, verbose_name=_("offentliggjort af"), related_name="+")
    revoked_at = models.DateTimeField(_("trukket tilbage"), null=True)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("trukket tilbage af"), null=True, related_name="+"
    )
    revoke_reason = models.CharField(_("hvorfor"), max_length=500, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("udgave")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="edition_one_of_each_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_numbered_from_one"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None, revoke_reason="")
                | (Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoke_reason="")),
                name="edition_revoked_by_someone_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        named = {"title": self.title, "number": self.number, "unit": self.unit}
        return _("%(title)s, %(number)s. udgave (%(unit)s)") % named

    @property
    def slug(self) -> str:
        """The year as it stands in an address: 2026 or 2026-2027."""
        return self.year.replace("/", "-")

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    def read(self) -> EditionContent:
        """The published content as objects."""
        return from_text(self.content)
