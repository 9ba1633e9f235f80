"""HTML to a tagged PDF: WeasyPrint draws it, and pdf_tags mends what PDF/UA-1 asks for beyond that."""

import logging
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urlsplit

try:
    import weasyprint  # type: ignore[import-untyped]  # it has no types
    from weasyprint.urls import FatalURLFetchingError, URLFetcher  # type: ignore[import-untyped]
except OSError as error:  # WeasyPrint looks for the pango library when it is imported
    weasyprint = None
    URLFetcher = object
    MISSING = str(error).splitlines()[0]
else:
    MISSING = ""

from ledestjerne.base import pdf_tags
from ledestjerne.base.pdf_pieces import table_pieces

for chatty in ("weasyprint.progress", "pikepdf._core"):
    logging.getLogger(chatty).setLevel(logging.WARNING)
NO_TEXTS: Mapping[str, str] = MappingProxyType({})


class PdfUnavailableError(Exception):
    """This machine cannot make PDF files; the text says in Danish what is missing and how to mend it."""


class OutsideFolderError(ValueError):
    """A document asked for a file outside the folder it may read, or for something on the network."""


def unavailable() -> str:
    """Why no PDF can be made here, in Danish; empty when it can."""
    if weasyprint is not None:
        return ""
    return (
        "Der kan ikke laves PDF på denne maskine, fordi biblioteket Pango mangler. "
        "Bed den, der driver serveren, om at installere det "
        "(Debian og Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango). "
        f"Systemet siger: {MISSING}"
    )


class OnlyBelow(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Lets a document read files below one folder and inline data, and nothing else."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols=("file", "data"))
        self.folder = folder.resolve()

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
        parts = urlsplit(url)
        if parts.scheme == "data":
            return super().fetch(url, headers)
        if parts.scheme != "file" or not Path(unquote(parts.path)).resolve().is_relative_to(self.folder):
            raise FatalURLFetchingError(f"{url} ligger uden for {self.folder}")
        return super().fetch(url, headers)


def make_pdf(
    html: str, *, title: str, language: str, base_path: Path, alt_texts: Mapping[str, str] = NO_TEXTS
) -> bytes:
    """A tagged PDF of the page, the same bytes each time for the same input.

    Relative addresses are read below `base_path`, and nowhere else. `alt_texts` describes drawings
    by their title and links by their address (an anchor without its #). A table may run over pages: it stays one table for a screen reader.
    Raises PdfUnavailableError without Pango, OutsideFolderError for an address the document may not read.
    """
    if weasyprint is None:
        raise PdfUnavailableError(unavailable())
    source = weasyprint.HTML(string=html, base_url=f"{base_path.resolve().as_uri()}/", url_fetcher=OnlyBelow(base_path))
    try:
        document = source.render(pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as error:
        raise OutsideFolderError(str(error)) from error
    return pdf_tags.mended(
        document.write_pdf(pdf_variant="pdf/ua-1"),
        pieces=table_pieces(document),
        title=title,
        language=language,
        alt_texts=alt_texts,
    )
