"""Pages kept ready: asked for again while nothing has been written, a page is the same, and is not made again.

The database names what a question would see now (`pg_current_snapshot`: which transactions are finished), and gives the
same name only while nothing else can be seen. Facts, day, reader, language and address are the rest of what a page rests
on. Pages that rest on more (a clock, another server) are `fleeting` and never kept.
"""

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from threading import Lock

from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.utils.translation import get_language

from ledestjerne.base.pages import is_fleeting
from ledestjerne.base.time import today
from ledestjerne.facts.reads import snapshot_version

MOST_BYTES = 32 * 1024 * 1024  # in each worker
TOKEN = re.compile(
    rb'(?:(?<=name="csrfmiddlewaretoken" value=")|(?<="X-CSRFToken": "))[^"]+(?=")'
)  # in forms, for htmx

Standing = tuple[str, str, date]
Question = tuple[int | None, str, str]


@dataclass(frozen=True)
class KeptPage:
    """A page as it was made: its text cut where the reader's own token stands, and its headers."""

    pieces: tuple[bytes, ...]
    headers: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        return sum(map(len, self.pieces))

    def answer(self, request: HttpRequest) -> HttpResponse:
        token = get_token(request).encode() if len(self.pieces) > 1 else b""
        return HttpResponse(token.join(self.pieces), headers=dict(self.headers))


class Shelf:
    """Pages of one standing, those asked for last first to stay; emptied when anything has changed."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self.most = most
        self.held = 0
        self.standing: Standing | None = None
        self.pages: OrderedDict[Question, KeptPage] = OrderedDict()
        self.alone = Lock()

    def take(self, question: Question, *, standing: Standing) -> KeptPage | None:
        with self.alone:
            if standing != self.standing or question not in self.pages:
                return None
            self.pages.move_to_end(question)
            return self.pages[question]

    def put(self, question: Question, page: KeptPage, *, standing: Standing) -> None:
        with self.alone:
            if standing != self.standing:
                self.pages.clear()
                self.held, self.standing = 0, standing
            if question in self.pages or page.size > self.most:
                return
            self.pages[question] = page
            self.held += page.size
            while self.held > self.most:
                self.held -= self.pages.popitem(last=False)[1].size


class KeptPages:
    """Middleware: gives a page that is still true from the shelf, or has it made and keeps it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.shelf = Shelf()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not may_be_kept(request):
            return self.get_response(request)
        question, standing = question_of(request), standing_now()  # asked for before the page is made, never after
        if kept := self.shelf.take(question, standing=standing):
            return kept.answer(request)
        answer = self.get_response(request)
        if isinstance(answer, HttpResponse) and is_lasting(request, answer):
            page = KeptPage(pieces=tuple(TOKEN.split(answer.content)), headers=tuple(answer.items()))
            self.shelf.put(question, page, standing=standing)
        return answer


def may_be_kept(request: HttpRequest) -> bool:
    """Whether a whole page is read, with no message waiting; in a transaction of the caller's, snapshots tell too little."""
    is_read = request.method == "GET" and "HX-Request" not in request.headers
    return is_read and not connection.in_atomic_block and not len(get_messages(request))


def question_of(request: HttpRequest) -> Question:
    return request.user.pk, get_language() or "", request.build_absolute_uri()


def standing_now() -> Standing:
    """What every page rests on; another answer when anything at all has been written and can be seen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return cursor.fetchone()[0], snapshot_version(), today()


def is_lasting(request: HttpRequest, answer: HttpResponse) -> bool:
    """Whether the page says the same until something is written: a whole page, with no message and no cookie of its own."""
    return (
        answer.status_code == 200
        and answer.get("Content-Type", "").startswith("text/html")
        and not answer.cookies
        and not is_fleeting(answer)
        and not request.session.modified
        and not getattr(get_messages(request), "used", False)  # it showed a message, which is shown once
    )
