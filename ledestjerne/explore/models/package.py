"""Slices laid aside for a meeting or a text, with their figures as they were that day."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledestjerne.accounts.models import User
from ledestjerne.base.personal import Personal
from ledestjerne.indicators.models import FrozenResult
from ledestjerne.organisation.models import Unit


class DataPackage(models.Model):
    """A unit's collection of slices, read by everyone who may read its figures."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "created_by": Personal(why="Vise hvem der har samlet pakken", kept="Så længe pakken opbevares"),
    }
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"title", "note"})

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="data_packages")
    title = models.CharField(_("titel"), max_length=200)
    note = models.CharField(_("indledning"), max_length=2000, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(title=""), name="datapackage_has_a_title")]

    def __str__(self) -> str:
        return self.title


class PackageItem(models.Model):
    """One slice in a package: the address it was seen at, and the figures it showed."""

    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"title", "query", "note"})

    package = models.ForeignKey(DataPackage, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    title = models.CharField(_("titel"), max_length=200)
    query = models.CharField(_("udsnittets adresse"), max_length=4000)
    note = models.CharField(_("hvad viser det?"), max_length=2000, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(title=""), name="packageitem_has_a_title")]

    def __str__(self) -> str:
        return self.title


class PackageFigure(models.Model):
    """One frozen figure of an item and the line it stands on."""

    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"line"})

    item = models.ForeignKey(PackageItem, models.CASCADE, related_name="figures")
    position = models.PositiveIntegerField()
    line = models.CharField(_("linje"), max_length=300)
    frozen = models.ForeignKey(FrozenResult, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "frozen"], name="packagefigure_once_an_item"),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.frozen}"
