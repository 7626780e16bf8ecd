"""The first page of an empty installation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from candidates.access.desk import public


@public
def setup(request: HttpRequest) -> HttpResponse:
    return render(request, "feedback_portal/setup.html")
