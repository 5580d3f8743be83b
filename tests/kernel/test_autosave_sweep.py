"""Autosaves are kept for a season and not for ever."""
from datetime import timedelta

from openness.workflow import autosaving
from openness.workflow.models import Autosave
from tests.city import NOW


def test_only_what_lay_for_a_season_is_swept(city):
    user = city.who(city.environment, "drafter").user
    for place, days in (("/old/", 91), ("/new/", 89)):
        Autosave.objects.create(user=user, place=place, at=NOW - timedelta(days=days))
    assert autosaving.sweep(now=NOW) == 1 and Autosave.objects.get().place == "/new/"
