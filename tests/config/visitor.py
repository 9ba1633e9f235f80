"""Somebody with a browser of the plainest kind: keeps cookies, fills forms in, sends files."""

import re
import urllib.request
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from uuid import uuid4


class Visitor:
    """Visits one address; a form is fetched before it is sent, for its token."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def look(self, path: str) -> HTTPResponse:
        return self.browser.open(self.address + path, timeout=120)

    def send(self, path: str, *, fields: dict[str, str], file: bytes | None = None) -> HTTPResponse:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.look(path).read().decode())
        assert token is not None
        border = uuid4().hex
        parts = [part(name, value.encode()) for name, value in {"csrfmiddlewaretoken": token[1], **fields}.items()]
        parts += [part("file", file, file_name="tal.csv")] if file is not None else []
        body = b"".join(f"--{border}\r\n".encode() + each for each in parts) + f"--{border}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={border}"}
        return self.browser.open(urllib.request.Request(self.address + path, data=body, headers=kind), timeout=60)


def part(name: str, content: bytes, *, file_name: str = "") -> bytes:
    named = f'; filename="{file_name}"' if file_name else ""
    return f'Content-Disposition: form-data; name="{name}"{named}\r\n\r\n'.encode() + content + b"\r\n"
