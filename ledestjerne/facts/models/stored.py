"""What lies on the disk: the parts of each delivery, and the snapshot in force."""

from typing import ClassVar

from django.db import models

from ledestjerne.facts.models.delivery import Delivery


class StoredPart(models.Model):
    """The manifest: one Parquet file of a delivery. A file that stands in no row here does not exist for anybody."""

    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"fact", "institution", "year", "path", "sha256"})

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="parts")
    fact = models.CharField(max_length=20)
    institution = models.CharField(max_length=120)
    year = models.CharField(max_length=4, blank=True)
    path = models.CharField(max_length=300, unique=True)
    sha256 = models.CharField(max_length=64)
    rows = models.BigIntegerField()
    size = models.BigIntegerField()

    def __str__(self) -> str:
        return self.path


class Snapshot(models.Model):
    """One state of all accepted facts; the newest row names the file that must be in force."""

    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"version"})

    version = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.version
