"""How long the server itself worked on an answer, told in the answer."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase


class ServerTiming:
    """Adds `Server-Timing: app;dur=…` with the milliseconds from the request's arrival to its answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        begun = time.perf_counter()
        answer = self.get_response(request)
        answer["Server-Timing"] = f"app;dur={(time.perf_counter() - begun) * 1000:.1f}"
        return answer
