"""What several pages about figures do alike."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.parts import Link, trail
from ledestjerne.base.time import today
from ledestjerne.indicators import (
    answers,
    reference_answers,
)
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import Unit


def catalogue_trail(here: str) -> Sequence[Link]:
    return trail((_("Nøgletal"), reverse("indicators:definition-list")), here=here)


def as_json(form: str, found: answers.Download | reference_answers.ReferenceDownload) -> bytes:
    if form != "json":
        raise Http404(form)
    return json.dumps(asdict(found), ensure_ascii=False, indent=2).encode()


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=disposition)


def readable(request: HttpRequest, code: str) -> Unit:
    return organisation.unit_for(signed_in(request), Permission.FIGURE_READ, code=code, on=today())


def figures_link(unit: Unit) -> Link:
    """The way back to all figures of the unit."""
    return Link(_("Nøgletal"), reverse("indicators:figure-list", args=[unit.code]))
