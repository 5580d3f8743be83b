"""Addresses of lists: a number leads to the list of what it counts, period and bodies with it."""
from django.urls import reverse
from django.utils.http import urlencode


def list_of(figure, period, scope=None, **more):
    return f"{reverse('oversight:figure', args=[figure.key])}?{query_of(figure, period, scope, **more)}"


def query_of(figure, period, scope=None, **more):
    asked = {**(scope.query if scope else {}), **(period.query if figure is None or figure.of_period else {}), **more}
    return urlencode(asked)
