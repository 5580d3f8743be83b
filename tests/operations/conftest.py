import json

import pytest
from django.utils import timezone

from openness.audit import anchoring
from openness.deadlines.models import CalendarYear
from openness.operations.models import Sign


@pytest.fixture
def well(city, settings, tmp_path):
    """An installation where all is well, but for the broker, which no test of this kind has."""
    settings.MEDIA_ROOT, settings.ANCHOR_DIR = tmp_path / "files", tmp_path / "anchors"
    settings.REDIS_URL = "redis://127.0.0.1:1/2"
    settings.MEDIA_ROOT.mkdir()
    now = timezone.now()
    for year in (now.year, now.year + 1):
        CalendarYear.objects.get_or_create(year=year, defaults={"notice": "某通知"})
    Sign.leave(Sign.HEARTBEAT, now)
    Sign.leave(Sign.BACKUP, now)
    anchoring.append(anchoring.file(), json.dumps({"at": now.isoformat(), "position": 1, "digest": "x"}))
    return city
