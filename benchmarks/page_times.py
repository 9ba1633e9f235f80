"""How long the server takes to answer the pages of a running demo, and a peer's pages beside them.

    .venv/bin/python benchmarks/page_times.py http://127.0.0.1:8000 --login kvalitet@fjordby.example --password …
    … --peer http://127.0.0.1:9000/some/page --peer http://127.0.0.1:9000/other

Follows the internal links of the reader's own pages, warms each of them, then asks for them in a random order over eight
connections kept open, our pages and the peer's mixed in the same run. Loopback only; stops by itself.
"""

import argparse
import http.client
import random
import re
import statistics
import threading
import time
import urllib.parse
from collections import defaultdict
from html.parser import HTMLParser

CONNECTIONS, ROUNDS, WARMING, MOST_PAGES, GOAL_MS = 8, 20, 6, 120, 100.0
OURS, WORKED = (
    "os",
    "os, serveren selv",
)  # seen from the reader; and as the server tells it, without the way and the queue
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class Links(HTMLParser):
    """The internal addresses a page links to, and the token its form wants back."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.token = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        href = given.get("href") or ""
        if tag == "a" and href.startswith("/"):
            self.found.add(href.split("#")[0])
        if given.get("name") == "csrfmiddlewaretoken":
            self.token = given.get("value") or ""


class Reader:
    """One connection that keeps its cookies."""

    def __init__(self, base: str) -> None:
        where = urllib.parse.urlsplit(base)
        if where.hostname not in LOOPBACK:
            raise SystemExit(f"kun denne maskine må måles, ikke {where.hostname}")
        self.connection = http.client.HTTPConnection(where.hostname or "", where.port or 80, timeout=30)
        self.cookies: dict[str, str] = {}
        self.sent_to = ""
        self.worked = 0.0  # milliseconds the server says it worked on the last answer; our own pages only

    def ask(self, path: str, *, body: str | None = None) -> tuple[int, bytes, float]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        method = "GET" if body is None else "POST"
        begun = time.perf_counter()
        try:
            self.connection.request(method, path, body=body, headers=headers)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):  # it stood idle too long for the server
            self.connection.close()
            begun = time.perf_counter()
            self.connection.request(method, path, body=body, headers=headers)
            answer = self.connection.getresponse()
        content = answer.read()
        self.sent_to = answer.headers.get("Location", "")
        self.worked = float(answer.headers.get("Server-Timing", "dur=nan").rpartition("=")[2])
        took = (time.perf_counter() - begun) * 1000
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, content, took

    def log_in(self, email: str, password: str) -> None:
        links = read_links(self.ask("/konto/log-ind/")[1])
        fields = {"username": email, "password": password, "csrfmiddlewaretoken": links.token}
        status = self.ask("/konto/log-ind/", body=urllib.parse.urlencode(fields))[0]
        if status != 302:
            raise SystemExit(f"login svarede {status}")


def read_links(content: bytes) -> Links:
    links = Links()
    links.feed(content.decode(errors="replace"))
    return links


def pages_of(reader: Reader) -> list[str]:
    """The pages a reader can reach from the front page, at most MOST_PAGES, one of each kind before the rest."""
    seen, waiting, pages = set(), ["/"], []
    while waiting and len(pages) < MOST_PAGES:
        path = waiting.pop(0)
        if path in seen or re.search(r"\.(pdf|csv|json|xlsx|ics|svg|css|js)$|/log-af/", path):
            continue
        seen.add(path)
        status, content, _took = reader.ask(path)
        if status == 200:
            pages.append(path)
        waiting += sorted(read_links(content).found - seen)
        if status in {301, 302}:
            waiting.insert(0, reader.sent_to)
    return pages


def measure(readers: dict[str, list[Reader]], asks: list[tuple[str, str]]) -> dict[tuple[str, str], list[float]]:
    """Milliseconds of every answer by (site, path), asked in a random order over CONNECTIONS connections."""
    lock, times = threading.Lock(), defaultdict(list)
    random.Random(1).shuffle(asks)  # noqa: S311  # the same order every run

    def work(number: int) -> None:
        for site, path in asks[number::CONNECTIONS]:
            status, _content, took = readers[site][number].ask(path)
            with lock:
                times[site, path].append(took if status == 200 else float("nan"))
                if site == OURS:
                    times[WORKED, path].append(readers[site][number].worked)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base")
    parser.add_argument("--login", required=True)
    parser.add_argument("--password", required=True)
    parser.add_argument("--peer", action="append", default=[], help="adresse på en tilsvarende side hos en anden")
    given = parser.parse_args()

    ours = [Reader(given.base) for _ in range(CONNECTIONS)]
    for reader in ours:
        reader.log_in(given.login, given.password)
    pages = pages_of(ours[0])
    asks = [(OURS, path) for path in pages] * ROUNDS
    readers = {OURS: ours}
    for peer in given.peer:
        site = f"{urllib.parse.urlsplit(peer).scheme}://{urllib.parse.urlsplit(peer).netloc}"
        readers.setdefault(site, [Reader(site) for _ in range(CONNECTIONS)])
        asks += [(site, peer.removeprefix(site) or "/")] * ROUNDS * max(1, len(pages) // len(given.peer))
    measure(readers, [(OURS, path) for path in pages] * WARMING)  # every worker has met every page
    times = measure(readers, asks)
    report(times)


def report(times: dict[tuple[str, str], list[float]]) -> None:
    by_site = defaultdict(list)
    print(f"{'median':>8} {'p95':>8}  side")
    for (site, path), values in sorted(times.items(), key=lambda each: -p95(each[1])):
        by_site[site] += values
        if site != WORKED:
            print(f"{statistics.median(values):8.1f} {p95(values):8.1f}  {site} {path}")
    for site, values in by_site.items():
        print(f"{site}: {len(values)} svar, median {statistics.median(values):.1f} ms, p95 {p95(values):.1f} ms")
    for site in (OURS, WORKED):
        worst = max(p95(values) for (each, _path), values in times.items() if each == site)
        print(f"{site}: langsomste side p95 {worst:.1f} ms; målet er under {GOAL_MS:.0f} ms")
    for site in by_site.keys() - {OURS, WORKED}:
        print(f"forhold (os / {site}), p95: {p95(by_site['os']) / p95(by_site[site]):.2f}")


if __name__ == "__main__":
    main()
