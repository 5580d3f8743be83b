"""Configuration comes from the environment alone."""
import os
import subprocess
import sys

import pytest

NEEDED = {"SECRET_KEY": "x" * 60, "DATABASE_URL": "postgres://a@/b", "REDIS_URL": "redis://127.0.0.1:1/2",
          "ALLOWED_HOSTS": "example.gov.cn", "MEDIA_ROOT": "files"}


def load(environment):
    usual = {name: value for name, value in os.environ.items() if name not in NEEDED}
    return subprocess.run([sys.executable, "-c", "import openness.settings.base"], capture_output=True, text=True,
                          env=usual | environment, timeout=60)


def test_with_all_of_them_it_starts():
    assert load(NEEDED).returncode == 0


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_one_stops_the_start_with_its_name(name):
    done = load({key: value for key, value in NEEDED.items() if key != name})
    assert done.returncode != 0 and name in done.stderr
