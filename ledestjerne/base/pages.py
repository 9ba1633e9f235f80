"""Every page is made with @page(rule): who may see it, which methods it answers, and that GET cannot write."""

import functools
from collections.abc import Callable, Hashable, Sequence
from contextvars import ContextVar
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.db import connection
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
)

from ledestjerne.base.soon import NotYetError, is_asking_again, is_there, load_again, not_yet

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R", bound=HttpResponseBase)
_remembered: ContextVar[dict[Hashable, object] | None] = ContextVar("remembered", default=None)
Answer = HttpResponseBase
READING = frozenset({"GET", "HEAD"})
READING_SQL = ("SELECT", "WITH", "EXPLAIN", "SHOW", "SAVEPOINT", "RELEASE", "ROLLBACK")


# Says whether the person behind a request may see the page: None lets them in, an answer turns them away.
Rule = Callable[[HttpRequest], Answer | None]


class GetWroteError(Exception):
    """A page tried to change the database while answering GET."""


def anyone(_request: HttpRequest) -> Answer | None:
    """The rule of pages the whole world may read."""
    return None


def logged_in(request: HttpRequest) -> Answer | None:
    """The rule of pages every user of the installation may read."""
    return None if request.user.is_authenticated else redirect_to_login(request.get_full_path())


View = Callable[Concatenate[HttpRequest, P], Answer]


def page(rule: Rule, *, methods: Sequence[str] = ("GET", "HEAD")) -> Callable[[View[P]], View[P]]:
    """Make a view a page: its rule is asked first, other methods answer 405, and reading methods cannot write."""

    def decorate(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> Answer:
            if request.method not in methods:
                return HttpResponseNotAllowed(list(methods))
            if request.method not in READING:
                return rule(request) or view(request, *args, **kwargs)
            remembered = _remembered.set({})
            try:
                found = rule(request) or read(view, request, *args, **kwargs)
            except NotYetError as error:
                return not_yet(request, error)
            except Http404:
                if is_asking_again(request):
                    return load_again()
                raise
            finally:
                _remembered.reset(remembered)
            return is_there(request, found) if is_asking_again(request) else found

        answer.rule = rule  # type: ignore[attr-defined]  # the architecture test asks every view for its rule
        return answer

    return decorate


def read(view: View[P], request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> Answer:
    with connection.execute_wrapper(refuse_writing):
        return rendered(view(request, *args, **kwargs))


def is_being_read() -> bool:
    """Whether a page is being made for a reader, who should not have to wait for it."""
    return _remembered.get() is not None


def once(question: Hashable, ask: Callable[[], T]) -> T:
    """Ask once while a page is read: nothing can change meanwhile, for reading cannot write. Elsewhere, ask each time."""
    remembered = _remembered.get()
    if remembered is None:
        return ask()
    if question not in remembered:
        remembered[question] = ask()
    return cast("T", remembered[question])


def fleeting(answer: R) -> R:
    """Say of an answer that it rests on a clock or another server: nobody, also no browser, may keep it."""
    answer["Cache-Control"] = "no-store"
    return answer


def is_fleeting(answer: Answer) -> bool:
    return "no-store" in answer.get("Cache-Control", "")


def rendered(answer: Answer) -> Answer:
    """Template answers are drawn here, while writing is still refused."""
    if isinstance(answer, HttpResponse) and callable(render := getattr(answer, "render", None)):
        return render()  # type: ignore[no-any-return]  # TemplateResponse.render returns the response itself
    return answer


def refuse_writing(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if not sql.lstrip(" (\n").upper().startswith(READING_SQL):
        raise GetWroteError(sql[:80])
    return execute(sql, params, many, context)
