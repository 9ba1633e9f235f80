"""What people said of files, remembered for the next one: what columns mean, and which units names stand for."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledestjerne.accounts.models import User
from ledestjerne.base.personal import Personal
from ledestjerne.facts.models.delivery import WHO
from ledestjerne.organisation.models import Unit


class RememberedMapping(models.Model):
    """What somebody once said that the columns of a file mean; offered again when the same headings come."""

    PERSONAL: ClassVar[dict[str, Personal]] = {"made_by": WHO}
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"signature", "mapping"})

    unit = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="+")
    signature = models.CharField(max_length=64)
    mapping = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "signature"], name="mapping_once_per_unit", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return self.signature


class UnitName(models.Model):
    """Which unit somebody once chose for a name that stands without a number in the files of an owner."""

    PERSONAL: ClassVar[dict[str, Personal]] = {"made_by": WHO}
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"name", "printed"})

    owner = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="+")
    name = models.CharField(_("navnet uden store bogstaver"), max_length=300)
    printed = models.CharField(_("navnet, som det står"), max_length=300)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="known_names")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "name"], name="unitname_once_per_owner", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return f"{self.printed} = {self.unit}"
