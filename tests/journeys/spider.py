"""Follows every internal link a reader is shown."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.test import Client
from django.urls import resolve

FILES = re.compile(r"^/static/|\.(pdf|csv|json|xlsx|svg)$|/hent[./]|/billede/(svg|png)/$")
SAME_KIND = 4


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href") or ""
        if tag == "a" and href.startswith("/"):
            self.found.append(href.split("#")[0])


@dataclass
class Walk:
    """What came of every page: its status by address, and the pages that link to it."""

    statuses: dict[str, int] = field(default_factory=dict)
    linked_from: dict[str, str] = field(default_factory=dict)

    def broken(self) -> list[str]:
        return [
            f"{path} ({status}), fra {self.linked_from.get(path)}"
            for path, status in self.statuses.items()
            if status >= 400
        ]


def walk(client: Client, *, start: str = "/", of_each_kind: int = SAME_KIND) -> Walk:
    """Open the start and all it leads to; of pages of the same kind that differ by number only, a few."""
    done, waiting, kinds = Walk(), [start], {}
    while waiting:
        path = waiting.pop(0)
        if path in done.statuses or is_enough_of(kinds, path, of_each_kind):
            continue
        answer = client.get(path)
        done.statuses[path] = answer.status_code
        if answer.status_code in {301, 302}:
            waiting.insert(0, answer.headers["Location"])
        elif not FILES.search(path) and "text/html" in answer.headers.get("Content-Type", ""):
            links = Links()
            links.feed(answer.content.decode())
            for link in links.found:
                done.linked_from.setdefault(link, path)
            waiting += links.found
    return done


def is_enough_of(kinds: dict[str, int], path: str, most: int) -> bool:
    """Whether enough pages of the same view have been opened; those that name a unit by code are each another."""
    kind = resolve(path.split("?")[0]).view_name
    kinds[kind] = kinds.get(kind, 0) + 1
    return kinds[kind] > most
