"""The daily comparison of rows, disk and checksums."""
import io
import os
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from openness.files import storage
from openness.files.keeping import keep
from tests.city import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(settings, tmp_path, city):
    settings.MEDIA_ROOT = tmp_path
    return [keep(SimpleUploadedFile(f"{n}.txt", f"\ufeff{n}".encode()), city.environment,
                 by=city.who(city.environment, "drafter"), now=NOW) for n in range(2)]


def check(expected):
    told = io.StringIO()
    try:
        call_command("check_files", stdout=told)
        code = 0
    except SystemExit as end:
        code = end.code
    *problems, summary = told.getvalue().splitlines()
    assert problems == sorted(expected) and code == bool(expected)
    return summary


def test_all_is_well(files):
    assert check([]) == "4 digests in rows, 0 problems"


def test_what_is_missing_altered_or_nobodys_is_told(files):
    lost, altered = files[0].sha256, files[1].clean_sha256
    storage.path(lost).unlink()
    storage.path(altered).write_bytes(b"another")
    young, old, broken_off = (storage.path(each * 64) for each in "abc")
    broken_off = storage.path("") / f"{storage.INCOMING}xyz"
    for each in (young, old, broken_off):
        each.parent.mkdir(exist_ok=True)
        each.write_bytes(b"x")
    for each in (old, broken_off):
        os.utime(each, (time.time() - 90_000,) * 2)
    assert check([f"missing {lost}", f"altered {altered}", f"orphaned {old.name}", f"orphaned {broken_off.name}"]) == (
        "4 digests in rows, 4 problems")


def test_what_runs_in_the_child_knows_no_django():
    import ast
    import pathlib
    home = pathlib.Path(storage.__file__).parent
    for file in [home / "inspecting.py", home / "cleaning.py", home / "residue.py", *(home / "formats").glob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text())):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else [
                node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.startswith("django") or "models" in name for name in names), file
