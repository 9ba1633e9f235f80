"""What one person has to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.pages import logged_in, page
from ledestjerne.base.time import today
from ledestjerne.followup import reads


@page(logged_in)
def task_list(request: HttpRequest) -> HttpResponse:
    """What waits for me, what I own, and what is due."""
    return render(request, "followup/task_list.html", {"tasks": reads.tasks_of(signed_in(request), on=today())})
