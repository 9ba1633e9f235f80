"""The edition as a PDF file, made once and kept."""

import hashlib
import os
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

import ledestjerne.base
from ledestjerne.base.pdf import make_pdf
from ledestjerne.publication.models import Edition
from ledestjerne.publication.wording import day_text, shown_figures

PAPER = Path(ledestjerne.base.__file__).parent
STYLE = PAPER / "paper" / "paper.css"
PRODUCT = version("ledestjerne")


def edition_pdf(edition: Edition, *, address: str) -> bytes:
    """The tagged PDF of an edition, naming the address of its page. Raises PdfUnavailableError."""
    html = edition_html(edition, address=address)
    key = hashlib.sha256("\n".join([PRODUCT, STYLE.read_text(encoding="utf-8"), html]).encode()).hexdigest()
    kept = Path(settings.HOME) / "paper" / f"{edition.pk}-{key}.pdf"
    if kept.exists():
        return kept.read_bytes()
    made = make_pdf(
        html, title=edition.title, language=edition.language, base_path=PAPER, alt_texts=link_texts(edition)
    )
    keep(kept, made)
    return made


def edition_html(edition: Edition, *, address: str) -> str:
    """The page that becomes paper, in the edition's own language."""
    content = edition.read()
    with translation.override(edition.language):
        return render_to_string("publication/edition_paper.html", {
            "edition": edition, "plan": content, "figures": shown_figures(content), "address": address,
            "adopted_on": day_text(content.adopted_on), "is_alone": len(content.rows) == 1,
        })  # fmt: skip


def link_texts(edition: Edition) -> dict[str, str]:
    """What each link inside the document leads to."""
    with translation.override(edition.language):
        return {f"tal-{figure.frozen_id}": _("Tallet: %s") % figure.title for figure in edition.read().figures}


def keep(path: Path, made: bytes) -> None:
    """Write the file whole or not at all, in a folder only the server may open."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    waiting = path.with_suffix(f".{os.getpid()}")
    waiting.write_bytes(made)
    waiting.replace(path)
