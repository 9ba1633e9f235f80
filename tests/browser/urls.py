"""The addresses of the product, and one page that saves by htmx."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from ledestjerne.base.pages import anyone, page
from ledestjerne.config.urls import handler400, handler403, handler404, handler500
from ledestjerne.config.urls import urlpatterns as addresses

__all__ = ["handler400", "handler403", "handler404", "handler500"]

FORM = """{% extends "base.html" %}
{% block title %}Gem{% endblock %}
{% block content %}
<h1>Gem</h1>
<form method="post" hx-post="" hx-trigger="change" hx-target="#svar" hx-swap="outerHTML">
  <label for="tekst">Tekst</label><input id="tekst" name="tekst" class="form-input">
</form>
<p id="svar">Ikke gemt</p>
{% endblock content %}"""


@page(anyone, methods=("GET", "POST"))
def saving(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        status = 200 if request.POST["tekst"] else 422
        return HttpResponse(
            f'<p id="svar">Gemt: {request.POST["tekst"]} <input data-calendar="Vælg"></p>', status=status
        )
    return HttpResponse(engines["django"].from_string(FORM).render({}, request))


urlpatterns = [*addresses, path("gem/", saving)]
