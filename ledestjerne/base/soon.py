"""A page whose content is being made by another process says so at once, and comes by itself when it is there."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

WAITING = "venter"
"""The part of the waiting page that asks again."""
SECONDS = 3
"""Between two questions, also for programs."""
NO_CONTENT, UNAVAILABLE = 204, 503


class NotYetError(Exception):
    """What the page shows is being made, and is there in a moment; `title` and `text` tell the reader why."""

    def __init__(self, *, title: str, text: str) -> None:
        super().__init__(title)
        self.title, self.text = title, text


def is_asking_again(request: HttpRequest) -> bool:
    """Whether it is the waiting page that asks, and not a reader who goes somewhere."""
    return request.headers.get("HX-Source", "").endswith(f"#{WAITING}")


def not_yet(request: HttpRequest, error: NotYetError) -> HttpResponse:
    """The page that says what is waited for. Who asks with htmx is led to it, and who asks again waits on."""
    if is_asking_again(request):
        answer = HttpResponse(status=NO_CONTENT)
    elif "HX-Request" in request.headers:
        answer = HttpResponse(status=NO_CONTENT, headers={"HX-Redirect": request.get_full_path()})
    else:
        frame = "base.html" if request.user.is_authenticated else "base_public.html"
        shown = {"frame_page": frame, "title": error.title, "text": error.text, "seconds": SECONDS, "place": WAITING}
        answer = render(request, "soon.html", shown, status=UNAVAILABLE)
        answer["Retry-After"] = str(SECONDS)
        answer._has_been_logged = True  # type: ignore[attr-defined]  # Django's mark: this is no fault to write down
    answer["Cache-Control"] = "no-store"
    return answer


def is_there(request: HttpRequest, answer: HttpResponseBase) -> HttpResponse:
    """What the waiting page is told when what it waits for is there: load again, or fetch the file."""
    if "attachment" in answer.get("Content-Disposition", ""):
        return render(request, "soon_file.html", {"words": _("Filen er klar.")})
    return load_again()


def load_again() -> HttpResponse:
    return HttpResponse(status=NO_CONTENT, headers={"HX-Refresh": "true"})
