"""A public source on loopback that answers what it is told to, faults included."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Said:
    """One answer: a status, a body, headers; `cut` leaves that many bytes out, `delay` waits first (seconds)."""

    body: Any = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int = 0
    delay: float = 0

    @property
    def content(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body, ensure_ascii=False).encode()


@dataclass(frozen=True)
class Asked:
    """One question that came in."""

    path: str
    body: dict[str, Any]
    headers: dict[str, str]


Script = Callable[[Asked], Said]


class PublicSource:
    """Answers by its script; `asked` holds the questions in their order."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.asked: list[Asked] = []
        self.script: Script = lambda asked: Said([])

    def says(self, *answers: Any) -> None:
        """Give these answers in turn; the last one again and again."""
        waiting = [each if isinstance(each, Said) else Said(each) for each in answers]
        self.script = lambda asked: waiting.pop(0) if len(waiting) > 1 else waiting[0]

    def pages(self, rows: list[dict[str, Any]]) -> None:
        """Answer /statistik with the rows of the page asked for."""
        self.script = lambda asked: Said(page_of(rows, asked.body))


def page_of(rows: list[Any], body: dict[str, Any]) -> list[Any]:
    size = body["side_størrelse"]
    return rows[(body["side"] - 1) * size : body["side"] * size]


@contextmanager
def public_source() -> Iterator[PublicSource]:
    """Listen on a free port of the loopback until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            self.reply(json.loads(self.rfile.read(length) or b"{}"))

        def do_GET(self) -> None:
            self.reply({})

        def reply(self, body: dict[str, Any]) -> None:
            asked = Asked(self.path, body, dict(self.headers))
            source.asked.append(asked)
            said = source.script(asked)
            time.sleep(said.delay)
            try:
                self.send_response(said.status)
                for name, value in said.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(said.content)))
                self.end_headers()
                self.wfile.write(said.content[: len(said.content) - said.cut])
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True
            if said.cut:
                self.close_connection = True

        def log_message(self, *args: Any) -> None:
            """Nothing is written beside the tests' own lines."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    source = PublicSource(f"http://127.0.0.1:{server.server_port}/api/")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield source
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
