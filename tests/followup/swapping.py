"""What htmx does to a page, done to its text: so that a swap can be held against a reload."""

from bs4 import BeautifulSoup, Tag


def soup(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content.decode(), "html.parser")


def swap(page: BeautifulSoup, answer, *, target: str, how: str = "outerHTML") -> None:
    """Put an answer into the page where htmx would, parts marked hx-swap-oob in their own places."""
    arrived = BeautifulSoup(answer.content.decode(), "html.parser")
    for part in arrived.select("[hx-swap-oob]"):
        del part.extract()["hx-swap-oob"]
        page.select_one(f"#{part['id']}").replace_with(part)
    place = page.select_one(target)
    tags = [each for each in arrived.contents if isinstance(each, Tag)]
    if how == "outerHTML":
        place.replace_with(*tags)
    elif how == "innerHTML":
        place.clear()
        place.extend(tags)
    else:
        place.insert_before(*tags)


def plain(part: Tag) -> str:
    """A part as it reads and as it would be sent, without the moment it was saved and where the cursor is."""
    for said in part.select(".saved"):
        said.clear()
    for each in part.select("[data-focus]"):
        del each["data-focus"]
    for token in part.select("[name=csrfmiddlewaretoken]"):
        token.decompose()
    return " ".join(part.prettify().split())
