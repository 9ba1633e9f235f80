"""Who has asked whom to be in a network."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledestjerne.accounts.models import User
from ledestjerne.base.personal import Personal
from ledestjerne.base.states import table
from ledestjerne.organisation.models import Unit

REQUEST_STATES = table(
    "join request", asked="accepted declined withdrawn", accepted="", declined="", withdrawn=""
)  # fmt: skip
KEPT = "Et år efter at institutionen er ude af netværket"


class Side(models.TextChoices):
    """Which of the two asks; the other one answers."""

    NETWORK = "network", _("netværket")
    INSTITUTION = "institution", _("institutionen")


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def waiting(self) -> Self:
        """Those nobody has answered, the oldest first."""
        return self.filter(state=JoinRequest.State.ASKED).select_related("network", "institution").order_by("pk")


class JoinRequest(models.Model):
    """One side asks for an institution to be a member of a network; it is one when the other side has said yes."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "asked_by": Personal(why="Dokumentere hvem der spurgte", kept=KEPT),
        "decided_by": Personal(why="Dokumentere hvem der svarede", kept=KEPT),
    }
    IMPERSONAL: ClassVar[frozenset[str]] = frozenset({"side", "state"})

    class State(models.TextChoices):
        ASKED = "asked", _("Afventer svar")
        ACCEPTED = "accepted", _("Sagt ja")
        DECLINED = "declined", _("Sagt nej")
        WITHDRAWN = "withdrawn", _("Trukket tilbage")

    network = models.ForeignKey(Unit, models.CASCADE, related_name="join_requests_to_network")
    institution = models.ForeignKey(Unit, models.CASCADE, related_name="join_requests")
    side = models.CharField(_("spurgt af"), max_length=20, choices=Side.choices)
    state = models.CharField(_("tilstand"), max_length=20, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField(_("spurgt"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("besvaret"), null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["network", "institution"], condition=Q(state="asked"), name="joinrequest_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", decided_at=None, decided_by=None)
                | (~Q(state="asked") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="joinrequest_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution} ▸ {self.network}"

    @property
    def asker(self) -> Unit:
        """The side that asked."""
        return self.network if self.side == Side.NETWORK else self.institution

    @property
    def answerer(self) -> Unit:
        """The side that is asked, and answers."""
        return self.institution if self.side == Side.NETWORK else self.network
