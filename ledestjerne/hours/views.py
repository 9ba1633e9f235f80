"""Pages about the 26 hours: a unit's classes, one class, the list to put right, and what follows."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission, Role
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.forms import sent
from ledestjerne.base.pages import page
from ledestjerne.base.parts import Link
from ledestjerne.base.sheets import as_csv, as_workbook
from ledestjerne.base.time import today
from ledestjerne.followup import permissions as followup_permissions
from ledestjerne.followup import reads as followup
from ledestjerne.followup import writes as followup_writes
from ledestjerne.hours import forms, parts, reads, screens, writes
from ledestjerne.indicators.vocabulary import Weeks
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import Level, Unit
from ledestjerne.organisation.permissions import needs, permissions_on

BOTH = ("GET", "HEAD", "POST")
UNPROCESSABLE = 422
LESSONS_A_PAGE, LESSONS_FIRST = 100, 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(needs(Permission.FIGURE_READ))
def overview_detail(request: HttpRequest, code: str) -> HttpResponse:
    """A unit's classes week by week, how they end, why hours are missing, and what to do."""
    unit = unit_for(request, Permission.FIGURE_READ, code)
    halves = {word: half for half, (word, _name) in screens.HALVES.items()}
    try:
        seen = reads.overview_of(
            unit, by=weeks_asked(request), year=request.GET.get("aar", ""),
            half=halves.get(request.GET.get("halvaar", ""), ""), on=today(),
        )  # fmt: skip
    except KeyError as error:
        raise Http404 from error
    rights = permissions_on(signed_in(request), unit=unit)
    shown: dict[str, object] = {
        "unit": unit,
        "may_deliver": Permission.DELIVERY_MAKE in rights,
        "trail": organisation.trail_to(unit, reader=signed_in(request), on=today(), here=_("26 timer")),
    }
    if seen is None:
        return render(request, "hours/overview_missing.html", shown)
    shown |= {
        "seen": seen,
        **parts.overview_parts(seen),
        "may_correct": Permission.DELIVERY_READ in rights,
        **meetings_parts(unit, seen, rights),
        **published_parts(unit, seen, rights),
    }
    return render(request, "hours/overview_detail.html", shown)


def meetings_parts(unit: Unit, seen: reads.HoursOverview, rights: frozenset[Permission]) -> dict[str, object]:
    """The two yearly meetings: those the unit has, or the proposal to make them when pupils end below 26 hours."""
    standing = followup.commitment_from(unit, origin_kind=writes.MEETINGS)
    proposes = standing is None and seen.is_missed
    people = followup_permissions.people_around(unit)
    may_make = proposes and Permission.COMMITMENT_EDIT in rights
    return {
        "meetings": followup.commitment_sheet(standing, on=today()) if standing else None,
        "proposes_meetings": proposes,
        "meeting_months": [MONTHS[month] for month in writes.MONTHS],
        "owner_form": forms.OwnerForm(people=people, usual=Role.PLANNER) if may_make else None,
    }


def published_parts(unit: Unit, seen: reads.HoursOverview, rights: frozenset[Permission]) -> dict[str, object]:
    """The published figure held against ours; only of an institution."""
    if unit.level != Level.INSTITUTION:
        return {"has_published": False}
    published = reads.figure_of(unit, seen.year)
    compared = reads.comparison_of(published) if published else None
    return {
        "has_published": True,
        "published": published,
        "compared": compared,
        "comparison": parts.comparison_table(compared) if compared else None,
        "may_note": Permission.DELIVERY_MAKE in rights,
        "published_url": reverse("hours:published-edit", args=[unit.code, seen.year.replace("/", "-")]),
    }


@page(needs(Permission.FIGURE_READ))
def class_detail(request: HttpRequest, code: str, group: str) -> HttpResponse:
    """One class: its weeks, how it ends, why hours are missing, and the lessons to put right."""
    unit = unit_for(request, Permission.FIGURE_READ, code)
    year, by = year_asked(request, unit), weeks_asked(request)
    sheet = reads.class_sheet(unit, group, year=year, by=by)
    if sheet is None:
        raise Http404
    may_correct = Permission.DELIVERY_READ in permissions_on(signed_in(request), unit=unit)
    listed = reads.lessons_to_correct(unit, year=year, code=group) if may_correct else []
    shown = {
        "sheet": sheet,
        **parts.class_parts(sheet),
        "may_correct": may_correct,
        "lessons": screens.lessons_table(listed[:LESSONS_FIRST]) if listed else None,
        "has_more": len(listed) > LESSONS_FIRST,
        "counts": list(screens.faults_of(listed)),
        "trail": trail_to_overview(request, unit, year=year, by=by, here=sheet.name),
    }
    return render(request, "hours/class_detail.html", shown)


@page(needs(Permission.DELIVERY_READ))
def correction_list(request: HttpRequest, code: str) -> HttpResponse:
    """Every lesson of a unit's classes that does not count and could."""
    unit = unit_for(request, Permission.DELIVERY_READ, code)
    year, by = year_asked(request, unit), weeks_asked(request)
    group = request.GET.get("hold", "")
    listed = reads.lessons_to_correct(unit, year=year, code=group)
    part = Paginator(listed, LESSONS_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "unit": unit,
        "year": year,
        "group": group,
        "page": part,
        "lessons": screens.lessons_table(list(part)) if listed else None,
        "counts": list(screens.faults_of(listed)),
        "trail": trail_to_overview(request, unit, year=year, by=by, here=_("Ret disse lektioner")),
    }
    return render(request, "hours/correction_list.html", shown)


@page(needs(Permission.DELIVERY_READ))
def correction_download(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The list to put right, of one class or of all, as CSV or a workbook."""
    unit = unit_for(request, Permission.DELIVERY_READ, code)
    year = year_asked(request, unit)
    listed = reads.lessons_to_correct(unit, year=year, code=request.GET.get("hold", ""))
    rows = [tuple(map(str, screens.LESSON_COLUMNS)), *(screens.lesson_texts(each) for each in listed)]
    if form == "csv":
        response = HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    elif form == "xlsx":
        response = HttpResponse(as_workbook(rows, name=_("Ret disse lektioner")), content_type=XLSX)
    else:
        raise Http404
    name = f"ret-lektioner-{unit.code}-{year.replace('/', '-')}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@page(needs(Permission.COMMITMENT_EDIT), methods=("POST",))
def meetings_make(request: HttpRequest, code: str) -> HttpResponse:
    """Make the two yearly meetings a recurring commitment of the unit."""
    unit = unit_for(request, Permission.COMMITMENT_EDIT, code)
    people = followup_permissions.people_around(unit)
    form = forms.OwnerForm(request.POST, people=people, usual=Role.PLANNER)
    if not form.is_valid():
        messages.error(request, _("Vælg, hvem der sørger for møderne."))
        return redirect("hours:overview-detail", unit.code)
    try:
        made = writes.make_meetings(by=signed_in(request), unit=unit, owner=form.chosen, on=today())
    except followup_writes.CommitmentStandsError:
        messages.info(request, _("Møderne er allerede oprettet."))
        return redirect("hours:overview-detail", unit.code)
    messages.success(request, _("De to årlige møder er oprettet og står på opgavelisten hos den ansvarlige."))
    return redirect("followup:commitment-detail", unit.code, made.pk)


@page(needs(Permission.DELIVERY_MAKE), methods=BOTH)
def published_edit(request: HttpRequest, code: str, year: str) -> HttpResponse:
    """Note what the ministry published for the school year."""
    unit, school_year = published_place(request, code, year)
    published = reads.typed_for(unit, school_year)
    form = forms.PublishedHoursForm(sent(request), published=published)
    if request.method == "POST" and form.is_valid():
        writes.note_published_hours(by=signed_in(request), unit=unit, school_year=school_year, **form.cleaned_data)
        messages.success(request, _("Ministeriets tal er gemt."))
        return redirect(f"{screens.address('hours:overview-detail', unit.code, year=school_year)}#ministeriet")
    here = _("Ministeriets tal")
    used = reads.figure_of(unit, school_year)
    shown = {
        "unit": unit, "year": school_year, "slug": year, "published": published, "form": form,
        "delivered": used if used and used.is_delivered else None,
        "trail": trail_to_overview(request, unit, year=school_year, by=Weeks.SCHOOL_DAYS, here=here),
    }  # fmt: skip
    return render(request, "hours/published_edit.html", shown, status=UNPROCESSABLE if form.errors else 200)


@page(needs(Permission.DELIVERY_MAKE), methods=("POST",))
def published_remove(request: HttpRequest, code: str, year: str) -> HttpResponse:
    """Take away a figure that was noted by mistake."""
    unit, school_year = published_place(request, code, year)
    published = reads.typed_for(unit, school_year)
    if published is None:
        raise Http404
    writes.remove_published_hours(by=signed_in(request), published=published)
    messages.success(request, _("Ministeriets tal er fjernet."))
    return redirect(screens.address("hours:overview-detail", unit.code, year=school_year))


def published_place(request: HttpRequest, code: str, year: str) -> tuple[Unit, str]:
    """The institution and the school year («2026/2027») of an address; else there is no such page."""
    unit = unit_for(request, Permission.DELIVERY_MAKE, code)
    school_year = year.replace("-", "/")
    if unit.level != Level.INSTITUTION or school_year not in reads.years_with_lessons(unit):
        raise Http404
    return unit, school_year


def unit_for(request: HttpRequest, permission: Permission, code: str) -> Unit:
    """The unit when the reader may; units wider than an institution have no overview."""
    unit = organisation.unit_for(signed_in(request), permission, code=code, on=today())
    if unit.level not in reads.COLUMNS:
        raise Http404
    return unit


def weeks_asked(request: HttpRequest) -> Weeks:
    """How weeks are to be counted: school days, unless calendar weeks are asked for."""
    asked = request.GET.get("uger", "")
    return next((by for by, word in screens.WEEKS_WORDS.items() if word == asked), Weeks.SCHOOL_DAYS)


def year_asked(request: HttpRequest, unit: Unit) -> str:
    """The school year asked for, the newest when none is; a year without lessons has no page."""
    years, asked = reads.years_with_lessons(unit), request.GET.get("aar", "")
    if not years or (asked and asked not in years):
        raise Http404
    return asked or years[0]


def trail_to_overview(request: HttpRequest, unit: Unit, *, year: str, by: Weeks, here: str) -> list[Link]:
    trail = organisation.trail_to(unit, reader=signed_in(request), on=today(), here=_("26 timer"))
    overview = Link(_("26 timer"), screens.address("hours:overview-detail", unit.code, year=year, by=by))
    return [*trail[:-1], overview, Link(here)]
