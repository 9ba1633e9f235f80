"""Last year's plan of the demo is whole: what it rested on, what came of it, and the way back to the rows."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from ledestjerne.accounts.models import User
from ledestjerne.publication.models import Edition


@pytest.mark.slow
@pytest.mark.xdist_group("demo")
def test_the_edition_shows_a_figure_of_its_own_year_that_leads_back_to_the_lessons(demo):
    anyone, editor = Client(), Client()
    editor.force_login(User.objects.get(email="kvalitet@fjordby.example"))
    (figure,) = Edition.objects.get(unit=demo).read().rows[0].figures

    public = BeautifulSoup(anyone.get("/skole/999001/opfoelgningsplan/2025/").content, "html.parser")
    frozen = BeautifulSoup(editor.get(f"/tal/999001/fastfrosset/{figure.frozen_id}/").content, "html.parser")

    assert figure.period == "2024/2025"
    assert public.select_one("article.figure .number").get_text(strip=True)[0].isdigit()
    links = {link["href"] for link in frozen.select("main a[href]")}
    assert any("/fund/" in link for link in links)
    assert any(link.startswith("/data/leverance/") for link in links)
