"""What is fetched from public sources, how often, and how each fetch went."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledestjerne.accounts.models import User
from ledestjerne.base.personal import Personal
from ledestjerne.facts.models import Delivery
from ledestjerne.feeds.clients.queries import AnyQuery, query_from
from ledestjerne.feeds.rhythm import Rhythm
from ledestjerne.organisation.models import Unit

WHO = Personal(why="Hvem der står inde for, at tallene hentes og gælder", kept="Som kilden")


class FeedQuerySet(models.QuerySet["Feed"]):
    def due(self, *, at: datetime) -> Self:
        """Active feeds whose time has come, the longest waiting first."""
        return self.filter(is_active=True, next_run_at__lte=at).order_by("next_run_at", "pk")


class Feed(models.Model):
    """A saved question to a public source, fetched for a unit in a rhythm by whoever stands for it."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "created_by": WHO,
        "responsible": WHO,
        "title": Personal(why="Genkende kilden; skrevet af en person", kept="Som kilden"),
    }
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"kind", "query", "rhythm"})

    class Kind(models.TextChoices):
        UDDSTAT = "uddstat", _("Uddannelsesstatistik")
        STATBANK = "statbank", _("Statistikbanken")
        FILE = "file", _("Fil på en adresse")

    RHYTHMS: ClassVar = [
        (Rhythm.DAILY.value, _("Hver dag")),
        (Rhythm.WEEKLY.value, _("Hver uge")),
        (Rhythm.MONTHLY.value, _("Hver måned")),
        (Rhythm.QUARTERLY.value, _("Hvert kvartal")),
        (Rhythm.YEARLY.value, _("Hvert år")),
    ]

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="feeds")
    kind = models.CharField(_("kilde"), max_length=20, choices=Kind.choices)
    title = models.CharField(_("navn"), max_length=200)
    query = models.JSONField(_("forespørgsel"))
    rhythm = models.CharField(_("rytme"), max_length=20, choices=RHYTHMS)
    is_active = models.BooleanField(_("kører"), default=True)
    next_run_at = models.DateTimeField(_("næste hentning"), null=True, blank=True)
    failures = models.IntegerField(_("mislykkede forsøg i træk"), default=0)
    created_at = models.DateTimeField(_("oprettet"))
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    responsible = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = FeedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_active=True, next_run_at__isnull=False) | Q(is_active=False, next_run_at=None),
                name="feed_has_a_next_run_while_active",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["next_run_at"], name="feed_next_run")]

    def __str__(self) -> str:
        return self.title

    @property
    def asked(self) -> AnyQuery:
        """The question as it is asked."""
        return query_from(self.query)


class FeedRun(models.Model):
    """One fetch: when, how it ended, and the delivery it became."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "message": Personal(why="Sige hvad der gik galt; kan gengive kildens svar", kept="Som kilden"),
    }
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"outcome"})

    class Outcome(models.TextChoices):
        RUNNING = "running", _("I gang")
        ACCEPTED = "accepted", _("Nye tal gælder")
        UNCHANGED = "unchanged", _("Uændret")
        WAITING = "waiting", _("Venter på godkendelse")
        FAILED = "failed", _("Mislykket")

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="runs")
    started_at = models.DateTimeField(_("begyndt"))
    ended_at = models.DateTimeField(_("slut"), null=True)
    outcome = models.CharField(_("udfald"), max_length=20, choices=Outcome.choices, default=Outcome.RUNNING)
    message = models.TextField(_("besked"), blank=True)
    rows = models.IntegerField(_("rækker"), default=0)
    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-started_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["feed", "-started_at"], name="feedrun_feed")]

    def __str__(self) -> str:
        return f"{self.feed_id}: {self.outcome}"
