"""The public pages: no login, no cookie, no script needed."""

import hashlib
from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response

from ledestjerne.base.pages import anyone, page
from ledestjerne.base.pdf import PdfUnavailableError, unavailable
from ledestjerne.publication import documents, reads, register
from ledestjerne.publication.models import Edition
from ledestjerne.publication.reads import Published
from ledestjerne.publication.wording import day_text, shown_figures

REVIEWED_ON = date(2026, 11, 21)  # the day a person last went through the accessibility page


@page(anyone)
def institution_home(request: HttpRequest, code: str) -> HttpResponse:
    """Everything a school has published, under the address that never changes."""
    home = reads.public_home(code)
    return render(request, "publication/institution_home.html", {"home": home})


@page(anyone)
def edition_newest(request: HttpRequest, code: str, year: str) -> HttpResponse:
    """The plan of a year as it reads now."""
    return answer(request, reads.published(code=code, slug=year), edition_page)


@page(anyone)
def edition_detail(request: HttpRequest, code: str, year: str, number: int) -> HttpResponse:
    """One edition, for ever at this address."""
    return answer(request, reads.published(code=code, slug=year, number=number), edition_page)


@page(anyone)
def newest_pdf(request: HttpRequest, code: str, year: str) -> HttpResponse:
    return answer(request, reads.published(code=code, slug=year), edition_file)


@page(anyone)
def edition_pdf(request: HttpRequest, code: str, year: str, number: int) -> HttpResponse:
    return answer(request, reads.published(code=code, slug=year, number=number), edition_file)


@page(anyone)
def newest_json(request: HttpRequest, code: str, year: str) -> HttpResponse:
    return answer(request, reads.published(code=code, slug=year), edition_data)


@page(anyone)
def edition_json(request: HttpRequest, code: str, year: str, number: int) -> HttpResponse:
    """The very bytes the hash is made of."""
    return answer(request, reads.published(code=code, slug=year, number=number), edition_data)


@page(anyone)
def accessibility(request: HttpRequest) -> HttpResponse:
    """What is promised and known about accessibility here."""
    return render(request, "publication/accessibility.html", {
        "schools": reads.publishers(), "reviewed_on": REVIEWED_ON, "version": documents.PRODUCT,
    })  # fmt: skip


@page(anyone)
def privacy(request: HttpRequest) -> HttpResponse:
    """Cookies and personal data, as the code has them."""
    return render(
        request, "publication/privacy.html", {"cookies": register.cookies(), "register": register.personal_data()}
    )


def answer(
    request: HttpRequest, found: Published, make: Callable[[HttpRequest, Published], HttpResponse]
) -> HttpResponse:
    """The edition in its own language, asked for again only when it, or what stands beside it, has changed."""
    with translation.override(found.edition.language):
        if found.edition.is_revoked:
            return render(request, "publication/edition_revoked.html", {"found": found}, status=410)
        etag = etag_of(found)
        known = get_conditional_response(request, etag=etag)
        response = known or make(request, found)
    if response.status_code < 400:
        response["ETag"], response["Cache-Control"] = etag, "public, no-cache"
    return response


def etag_of(found: Published) -> str:
    beside = [f"{each.number}{each.is_revoked}" for each in found.others]
    text = "\n".join([documents.PRODUCT, found.edition.digest, str(found.edition.pk), *beside])
    return f'W/"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def edition_page(request: HttpRequest, found: Published) -> HttpResponse:
    plan = found.edition.read()
    return render(request, "publication/edition_detail.html", {
        "found": found, "edition": found.edition, "plan": plan, "figures": shown_figures(plan),
        "adopted_on": day_text(plan.adopted_on), "no_pdf": unavailable(),
    })  # fmt: skip


def edition_file(request: HttpRequest, found: Published) -> HttpResponse:
    address = request.build_absolute_uri(address_of(found.edition))
    try:
        made = documents.edition_pdf(found.edition, address=address)
    except PdfUnavailableError as error:
        return render(request, "publication/no_pdf.html", {"found": found, "why": str(error)}, status=503)
    return HttpResponse(made, content_type="application/pdf", headers={
        "Content-Disposition": f'inline; filename="{file_name(found.edition)}.pdf"',
    })  # fmt: skip


def edition_data(request: HttpRequest, found: Published) -> HttpResponse:
    return HttpResponse(found.edition.content.encode(), content_type="application/json")


def address_of(edition: Edition) -> str:
    return reverse("publication:edition-detail", args=[edition.unit.code, edition.slug, edition.number])


def file_name(edition: Edition) -> str:
    """Only plain letters: header lines know no Danish."""
    return f"opfoelgningsplan-{edition.slug}-udgave-{edition.number}"
