"""One door to one public source: bounded in time and size, patient with a busy source, never led elsewhere. Pure."""

import json
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.exceptions import HTTPError, NewConnectionError
from urllib3.exceptions import TimeoutError as TooSlowError

from ledestjerne.feeds.clients.faults import Fault, SourceError

AGAIN = frozenset({Fault.UNREACHABLE, Fault.TIMEOUT, Fault.BUSY, Fault.BROKEN, Fault.TRUNCATED})
"""Faults that may pass by themselves."""

LONGEST_WAIT = 120.0
MOST_REDIRECTS = 3
PIECE = 1 << 16
MOVED = frozenset({301, 302, 303, 307, 308})
REFUSALS = {401: Fault.KEY_REFUSED, 403: Fault.KEY_REFUSED, 404: Fault.NOT_FOUND, 413: Fault.TOO_LARGE, 429: Fault.BUSY}
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class PassingError(SourceError):
    """A fault that may pass; `wait` is how many seconds the source asks for (none: it does not say)."""

    def __init__(self, fault: Fault, what: str = "", *, wait: float | None = None) -> None:
        super().__init__(fault, what)
        self.wait = wait


@dataclass(frozen=True, kw_only=True)
class Door:
    """How one source is asked. `timeout` and `patience` are seconds, for one silence and for one whole answer."""

    address: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)  # may hold a key
    timeout: float = 60.0
    patience: float = 300.0
    tries: int = 4
    first_wait: float = 1.0
    most_bytes: int = 200 * 1024 * 1024
    pause: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random

    def post(self, path: str, body: object) -> bytes:
        """The answer to a question in JSON, whole; raises SourceError."""
        content = json.dumps(body, ensure_ascii=False).encode()
        return self._patiently("POST", urljoin(self._base, path), content)

    def get(self, path: str = "") -> bytes:
        """What lies at an address below the door's own (or at the door itself), whole; raises SourceError."""
        return self._patiently("GET", urljoin(self._base, path) if path else self.address, None)

    @property
    def _base(self) -> str:
        return self.address.rstrip("/") + "/"

    def _patiently(self, method: str, url: str, content: bytes | None) -> bytes:
        """Ask again after a growing, uneven wait, or the one the source asks for, while the fault may pass."""
        for attempt in range(self.tries):
            try:
                return self._once(method, url, content)
            except PassingError as error:
                wait = self._wait_before(attempt + 1, asked=error.wait)
                if attempt + 1 == self.tries or wait > LONGEST_WAIT:
                    raise SourceError(error.fault, error.what) from error
                self.pause(wait)
        raise AssertionError("a door tries at least once")

    def _wait_before(self, attempt: int, *, asked: float | None) -> float:
        if asked is not None:
            return asked
        return self.first_wait * 2.0 ** (attempt - 1) * (0.5 + self.chance())

    def _once(self, method: str, url: str, content: bytes | None) -> bytes:
        for _hop in range(MOST_REDIRECTS):
            response = self._response(method, url, content)
            try:
                if response.status not in MOVED:
                    judge_status(response)
                    return self._whole_body(response)
                url = same_origin(url, response.headers.get("Location", ""))
            finally:
                response.close()
        raise SourceError(Fault.REDIRECTED, urlsplit(url).netloc)

    def _response(self, method: str, url: str, content: bytes | None) -> urllib3.BaseHTTPResponse:
        sent = {"Accept-Encoding": "gzip", "User-Agent": "Ledestjerne", **self.headers}
        if content is not None:
            sent["Content-Type"] = "application/json; charset=utf-8"
        try:
            return self._pool.request(
                method, url, body=content, headers=sent, redirect=False, preload_content=False,
                timeout=urllib3.Timeout(connect=min(self.timeout, 15.0), read=self.timeout),
            )  # fmt: skip
        except NewConnectionError as error:  # urllib3 counts it among its timeouts
            raise PassingError(Fault.UNREACHABLE, urlsplit(url).netloc) from error
        except TooSlowError as error:
            raise PassingError(Fault.TIMEOUT, urlsplit(url).netloc) from error
        except HTTPError as error:
            raise PassingError(Fault.UNREACHABLE, urlsplit(url).netloc) from error

    def _whole_body(self, response: urllib3.BaseHTTPResponse) -> bytes:
        """The body, read in pieces, no larger and no slower than allowed."""
        ends = time.monotonic() + self.patience
        body = bytearray()
        try:
            while piece := response.read(PIECE):
                body += piece
                if len(body) > self.most_bytes:
                    raise SourceError(Fault.TOO_LARGE, f"{self.most_bytes // (1024 * 1024)} MB")
                if time.monotonic() > ends:
                    raise PassingError(Fault.TIMEOUT, urlsplit(self.address).netloc)
        except TooSlowError as error:
            raise PassingError(Fault.TIMEOUT, urlsplit(self.address).netloc) from error
        except HTTPError as error:  # cut off, or packed so that it cannot be unpacked
            raise PassingError(Fault.TRUNCATED) from error
        return bytes(body)

    @cached_property
    def _pool(self) -> urllib3.PoolManager:
        parts = urlsplit(self.address)
        host = parts.hostname or ""
        proxy = getproxies().get(parts.scheme, "")
        if proxy and host not in LOOPBACK and not proxy_bypass(host):
            return urllib3.ProxyManager(proxy, retries=False)
        return urllib3.PoolManager(retries=False)


def judge_status(response: urllib3.BaseHTTPResponse) -> None:
    """Nothing when the source answers; else the fault, as one that may pass where it may."""
    status = response.status
    if status == 200:
        return
    if status == 429:
        raise PassingError(Fault.BUSY, wait=retry_after(response.headers.get("Retry-After", "")))
    if status >= 500:
        raise PassingError(Fault.BROKEN, str(status), wait=retry_after(response.headers.get("Retry-After", "")))
    raise SourceError(REFUSALS.get(status, Fault.NOT_UNDERSTOOD), said(response) or str(status))


def retry_after(text: str) -> float | None:
    """Seconds to wait, from a number or a date; none when the header is absent or says nothing."""
    if text.strip().isdecimal():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:  # «-0000»: the hour of the world, from nowhere in particular
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def said(response: urllib3.BaseHTTPResponse) -> str:
    """The first words of a refusal, when they are words and not a page."""
    try:
        text = response.read(400).decode("utf-8", "replace").strip()
    except HTTPError:
        return ""
    return "" if text.startswith("<") else " ".join(text.split())[:200]


def same_origin(url: str, location: str) -> str:
    """Where a redirect leads, if it stays with the same scheme, host and port; else SourceError."""
    target = urljoin(url, location)
    before, after = urlsplit(url), urlsplit(target)
    if not location or (before.scheme, before.netloc) != (after.scheme, after.netloc):
        raise SourceError(Fault.REDIRECTED, after.netloc)
    return target


def as_json(content: bytes) -> object:
    """The value of a JSON answer; an answer wrapped in a string is unwrapped once. Raises SourceError."""
    text = content.decode("utf-8-sig", "replace").strip()
    if text.startswith("<"):
        raise SourceError(Fault.NOT_JSON, "HTML")
    try:
        value = json.loads(text)
        return json.loads(value) if isinstance(value, str) else value
    except ValueError as error:
        raise SourceError(Fault.NOT_JSON, text[:60]) from error
