import pytest
from django.http import Http404, HttpResponse

from ledestjerne.accounts.models import User
from ledestjerne.base.pages import GetWroteError, anyone, once, page


def test_a_get_cannot_write(rf, console):
    @page(anyone)
    def view(request):
        User.objects.update(name="x")
        return HttpResponse()

    with pytest.raises(GetWroteError):
        view(rf.get("/"))


def test_other_methods_are_refused(rf):
    view = page(anyone)(lambda request: HttpResponse())

    assert view(rf.post("/")).status_code == 405


def test_the_rule_is_asked_first(rf):
    def nobody(request):
        raise Http404

    view = page(nobody)(lambda request: HttpResponse("hemmeligt"))

    with pytest.raises(Http404):
        view(rf.get("/"))


def test_a_question_is_asked_once_while_a_page_is_read_and_anew_elsewhere(rf):
    asked = []

    def ask():
        asked.append(1)
        return len(asked)

    @page(anyone, methods=("GET", "POST"))
    def view(request):
        return HttpResponse(f"{once('x', ask)}{once('x', ask)}")

    assert [view(rf.get("/")).content, view(rf.get("/")).content] == [b"11", b"22"]
    assert view(rf.post("/")).content == b"34"
