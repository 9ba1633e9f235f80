"""The people who can log in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ledestjerne.base.personal import Personal


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def console(self) -> "User":
        """The one that commands act as; made by the first migration, and unable to log in."""
        return self.get(email=User.CONSOLE)


class User(AbstractBaseUser):
    """A person with an account. Rights come from memberships of units, never from the account itself."""

    CONSOLE: ClassVar[str] = "kommandolinje@localhost"
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    PERSONAL: ClassVar[dict[str, Personal]] = {
        "email": Personal(why="Login og besked", kept="Til kontoen slettes"),
        "name": Personal(why="Vise hvem der ejer en indsats og hvem der gjorde hvad", kept="Til kontoen slettes"),
        "password": Personal(why="Login; kun som saltet hash", kept="Til kontoen slettes"),
        "language": Personal(why="Vise siden på det valgte sprog", kept="Til kontoen slettes"),
    }

    class Language(models.TextChoices):
        DANISH = "da", _("Dansk")
        ENGLISH = "en", _("Engelsk")

    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    name = models.CharField(_("navn"), max_length=120)
    language = models.CharField(_("sprog"), max_length=2, choices=Language.choices, default=Language.DANISH)
    is_active = models.BooleanField(_("kan logge ind"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_console(self) -> bool:
        return self.email == self.CONSOLE


class WrongPassword(models.Model):
    """That somebody gave a wrong password for an e-mail, known here or not; so many in a row and it must wait."""

    PERSONAL: ClassVar[dict[str, Personal]] = {
        "email": Personal(why="Standse den, der gætter på en adgangskode", kept="Et døgn"),
    }

    email = models.CharField(_("e-mail"), max_length=254, db_index=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
