"""Sends every form a reader is shown with nothing and with nonsense, and every address with nonsense in its question."""

from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from django.test import Client

NONSENSE = (
    "",
    "æøå «»\x00\u202e" + "x" * 3000,
    "<script>alert(1)</script> ' OR 1=1 -- {{ 7 }} %s \\",
    "-1",
    "999999999999999999999999",
    "2026-13-45",
    "NaN",
)


@dataclass(frozen=True)
class Form:
    """One form as the page shows it: where it goes, how, and what its fields hold."""

    page: str
    action: str
    method: str
    fields: tuple[tuple[str, str], ...]


@dataclass
class Fall:
    """Where the server fell over, with what was sent."""

    found: list[str] = field(default_factory=list)

    def send(self, client: Client, method: str, address: str, given: dict[str, str]) -> None:
        try:
            answer = client.post(address, given) if method == "post" else client.get(address, given)
        except Exception as error:  # the test tells each of them; none may stop the walk
            self.found.append(f"{type(error).__name__}: {error}; {method} {address} {short(given)}")
            return
        if answer.status_code >= 500:
            self.found.append(f"{answer.status_code}; {method} {address} {short(given)}")


def short(given: dict[str, str]) -> dict[str, str]:
    return {name: value[:20] for name, value in given.items() if value}


def forms_on(page: str, content: str) -> list[Form]:
    """Every form of a page, with its fields as they stand; those that log out or upload are left alone."""
    found = []
    for shown in BeautifulSoup(content, "html.parser").find_all("form"):
        action = str(shown.get("action") or page)
        if "log-af" in action or shown.find("input", type="file"):
            continue
        fields = [
            (str(each["name"]), standing(each))
            for each in shown.find_all(["input", "select", "textarea", "button"], attrs={"name": True})
        ]
        method = str(shown.get("method") or "get").lower()
        found.append(Form(page=page, action=action, method=method, fields=tuple(fields)))
    return found


def standing(shown: Tag) -> str:
    if shown.name == "select":
        chosen = shown.find("option", selected=True) or shown.find("option")
        return str(chosen.get("value", "")) if chosen else ""
    return shown.get_text() if shown.name == "textarea" else str(shown.get("value") or "")


def send_nonsense(client: Client, form: Form, fall: Fall) -> None:
    """The form with nothing; with the same nonsense in every field; and with one field wrong at a time."""
    address = form.action.split("?")[0] if form.method == "get" else form.action
    fall.send(client, form.method, address, {})
    for nonsense in NONSENSE[:3]:
        fall.send(client, form.method, address, dict.fromkeys((name for name, _ in form.fields), nonsense))
    for number, (name, _value) in enumerate(form.fields):
        fall.send(client, form.method, address, {**dict(form.fields), name: NONSENSE[1 + number % (len(NONSENSE) - 1)]})
