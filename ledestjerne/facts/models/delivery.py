"""Deliveries, and what was found in them."""

from datetime import date
from pathlib import Path
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.base import states
from ledestjerne.base.danish import format_number
from ledestjerne.base.personal import Personal
from ledestjerne.base.time import COPENHAGEN
from ledestjerne.facts.checked import Severity
from ledestjerne.facts.incoming import Held
from ledestjerne.facts.rules import RULES
from ledestjerne.organisation.models import Unit

WHO = Personal(why="Dokumentere hvem der afleverede, godkendte, afviste eller trak tilbage", kept="Som leverancen")


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, user: User, *, on: date) -> Self:
        """What the person may see whole: deliveries of their units, and accepted public statistics."""
        if user.is_console:
            return self.all()
        mine = Q(unit__in=Unit.objects.where(user, Permission.DELIVERY_READ, on=on))
        return self.filter(mine | self._open_to_all())

    def traceable_to(self, user: User, *, on: date) -> Self:
        """What the person may follow a figure back to: the same, for they may read the figure too."""
        return self.visible_to(user, on=on)

    def _open_to_all(self) -> Q:
        return Q(is_public=True, state__in=(Delivery.State.ACCEPTED, Delivery.State.WITHDRAWN))

    def accepted(self) -> Self:
        """Deliveries whose facts count, the oldest acceptance first."""
        return self.filter(state=Delivery.State.ACCEPTED).order_by("rank")

    def newest_first(self) -> Self:
        return self.select_related("unit", "received_by").order_by("-received_at", "-pk")


class Delivery(models.Model):
    """One file somebody handed in for a unit (none: national figures), and what became of it."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "received_by": WHO,
        "decided_by": WHO,
        "withdrawn_by": WHO,
        "reason": Personal(why="Hvorfor leverancen blev afvist eller trukket tilbage", kept="Som leverancen"),
        "file_name": Personal(why="Genkende filen; kan rumme et navn", kept="Som leverancen"),
        "report": Personal(why="Hvad der blev forstået; CPR-numre er fjernet", kept="Som leverancen"),
    }
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset(
        {"source", "title", "sha256", "state", "attribution", "period", "check_key"}
    )

    class State(models.TextChoices):
        RECEIVED = "received", _("Modtaget")
        CHECKED = "checked", _("Kontrolleret")
        ACCEPTED = "accepted", _("Godkendt")
        REJECTED = "rejected", _("Afvist")
        WITHDRAWN = "withdrawn", _("Trukket tilbage")

    STATES: ClassVar = states.table(
        "delivery",
        received="checked rejected",
        checked="checked accepted rejected",
        accepted="withdrawn",
        rejected="",
        withdrawn="",
    )

    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="deliveries")
    file_name = models.CharField(_("fil"), max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField(_("størrelse"))
    state = models.CharField(_("tilstand"), max_length=20, choices=State.choices, default=State.RECEIVED)

    source = models.CharField(_("kilde"), max_length=60, blank=True)
    title = models.CharField(_("kildens navn"), max_length=200, blank=True)
    is_source_chosen = models.BooleanField(_("kilden er valgt af en person"), default=False)
    is_public = models.BooleanField(_("offentlig statistik"), default=False)
    is_original_kept = models.BooleanField(_("originalen er gemt"), default=True)
    looked_through_at = models.DateTimeField(_("gennemset for personoplysninger"), null=True)
    period = models.CharField(_("periode som personen har angivet"), max_length=30, blank=True)
    attribution = models.CharField(_("kildeangivelse"), max_length=300, blank=True)
    retrieved_on = models.DateField(_("hentet"), null=True, blank=True)
    report = models.JSONField(default=dict)
    check_key = models.CharField(max_length=32, blank=True)

    received_at = models.DateTimeField(_("modtaget"))
    received_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    check_asked_at = models.DateTimeField(_("kontrol bestilt"), null=True)
    checked_at = models.DateTimeField(_("kontrolleret"), null=True)
    decided_at = models.DateTimeField(_("afgjort"), null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("trukket tilbage"), null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(_("begrundelse"), blank=True)
    rank = models.BigIntegerField(_("rækkefølge af godkendelse"), null=True, unique=True)

    held: Held | None = None
    """The bytes of a file that may not lie on disk, as long as this process has them; not a column."""

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None) | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="delivery_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, state="withdrawn"),
                name="delivery_withdrawn_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(rank=None, state__in=("received", "checked", "rejected"))
                | Q(rank__isnull=False, state__in=("accepted", "withdrawn")),
                name="delivery_ranked_when_accepted",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "-received_at"], name="delivery_unit"),
            models.Index(fields=["sha256"], name="delivery_sha256"),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.pk})"

    @property
    def unit_code(self) -> str:
        return self.unit.code if self.unit else ""

    @property
    def drawn_on(self) -> date:
        """The day of the file: when it was drawn, as far as we are told, else when it was handed in."""
        return self.retrieved_on or self.received_at.astimezone(COPENHAGEN).date()

    @property
    def needs_explaining(self) -> bool:
        """It was checked, and waits for a person to say what its columns mean."""
        return self.state == self.State.CHECKED and bool(self.report.get("missing_mapping"))

    @property
    def is_useless(self) -> bool:
        """It was checked, and there is nothing in it that could be accepted, whatever anybody says."""
        return self.state == self.State.CHECKED and not (self.report.get("is_acceptable") or self.needs_explaining)

    @property
    def folder(self) -> Path:
        """Where the file and what the check made of it lie."""
        return Path(settings.HOME) / "deliveries" / str(self.pk)

    @property
    def original(self) -> Path:
        return self.folder / "original"

    @property
    def readable(self) -> Path | None:
        """Where the file can be read by this process; None when nobody has it any more."""
        if self.held:
            return self.held.path
        return self.original if self.original.exists() else None

    @property
    def checked_rows(self) -> Path:
        """The rows the newest check gave, as Parquet; never with CPR numbers or names of pupils."""
        return self.folder / self.check_key / "rows.parquet"

    @property
    def printed_rows(self) -> Path:
        """The rows as printed in the file (sheet, row, text), CPR numbers masked; not kept for lessons."""
        return self.folder / self.check_key / "printed.parquet"

    @property
    def refused_rows(self) -> Path:
        return self.folder / self.check_key / "refused.parquet"

    def move_to(self, state: State) -> None:
        """Change state, or raise ForbiddenMoveError."""
        self.STATES.check(old=self.state, new=state)
        self.state = state


class Problem(models.Model):
    """One thing the check found in a delivery, with its place in the file."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "value": Personal(why="Vise hvad der skal rettes; CPR-numre er maskeret", kept="Som leverancen"),
        "message": Personal(why="Sige hvad der skal rettes; CPR-numre er maskeret", kept="Som leverancen"),
        "what": Personal(why="Sige hvad der skal rettes; CPR-numre er maskeret", kept="Som leverancen"),
    }
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"severity", "rule", "sheet", "column"})

    SEVERITIES: ClassVar = [
        (Severity.REFUSED.value, _("Udeladt")),
        (Severity.WARNING.value, _("Tvivlsom")),
        (Severity.NOTICE.value, _("Værd at vide")),
    ]

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="problems")
    number = models.IntegerField()
    severity = models.CharField(max_length=10, choices=SEVERITIES)
    rule = models.CharField(_("regel"), max_length=40)
    sheet = models.CharField(_("ark"), max_length=200, blank=True)
    row = models.BigIntegerField(_("række"))
    column = models.CharField(_("kolonne"), max_length=300, blank=True)
    value = models.CharField(_("værdi"), max_length=200, blank=True)
    message = models.TextField(_("besked"))
    what = models.TextField(blank=True)
    times = models.BigIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["delivery", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["delivery", "number"], name="problem_number")]

    def __str__(self) -> str:
        return self.message

    @property
    def told(self) -> str:
        """The message in the reader's language; as it was written where an older version left out what it is made of."""
        if self.times is None or self.rule not in RULES:
            return self.message
        return _filled(RULES[self.rule].message, value=self.value, what=self.what, times=self.times)


def _filled(message: str, *, value: str, what: str, times: int) -> str:
    return gettext(message).format(value=value, what=gettext(what) if what else "", times=format_number(times))
