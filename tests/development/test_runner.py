"""The pure parts of the development runner: no server is started, no database touched."""

import json
import os
import socket
import stat
import subprocess
import sys
import time

import environ
import pytest
from babel.messages.catalog import Message

from openness.development import (
    accounts,
    bare_text,
    bootstrap,
    browser,
    catalogue,
    environment,
    licences,
    locks,
    places,
    postgres,
    stamps,
    valkey,
)


@pytest.fixture
def place(tmp_path):
    place = places.Place(tmp_path / "var")
    place.make()
    return place


# Where things lie


def test_sockets_lie_below_var_while_their_names_fit(tmp_path):
    assert places.Place(tmp_path).run == tmp_path / "run"


def test_a_long_path_moves_the_sockets_to_a_folder_that_is_found_again(tmp_path):
    deep = tmp_path / ("政务公开" * 10)
    run = places.Place(deep).run
    assert len(os.fsencode(run / ".s.PGSQL.5432")) <= places.SOCKET_NAME_LIMIT
    assert run == places.Place(deep).run != places.Place(deep / "test").run


def test_only_the_owner_may_enter(place):
    assert stat.S_IMODE(place.run.stat().st_mode) == 0o700


@pytest.mark.parametrize("folder", ["/srv/Openness/var/run", "/srv/政务 公开+a%41/run"])
def test_the_database_url_survives_django_environ(folder):
    parsed = environ.Env.db_url_config(postgres.url(folder))
    assert (parsed["HOST"], parsed["NAME"], parsed["USER"]) == (folder, "openness", "postgres")


def test_the_demonstration_and_the_tests_share_nothing():
    assert places.DEMO.run != places.TEST.run
    assert places.DEMO.lock != places.TEST.lock


# The environment


def test_servers_that_the_developer_brings_are_used(place, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/db")
    monkeypatch.delenv("REDIS_URL", raising=False)
    told = environment.demo(place)
    assert told["DATABASE_URL"] == "postgres://elsewhere/db"
    assert told["REDIS_URL"] == valkey.url(place.run)
    assert told["DJANGO_SETTINGS_MODULE"] == "openness.settings.demo"


def test_the_secret_key_is_kept_and_private(place):
    file = place.var / "key"
    assert environment.secret_key(file) == environment.secret_key(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_taken_port_names_the_way_out():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Port {port} .* make demo PORT="):
            bootstrap.refuse_taken_port(port)


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_port_must_be_one(port, monkeypatch):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SystemExit, match=f"PORT={port}"):
        bootstrap.wanted_port()


def test_the_newest_suitable_pyenv_python_comes_first(tmp_path, monkeypatch):
    for version in ("3.9.18", "3.12.1", "3.13.0", "3.13.10", "3.14.0rc1"):
        (tmp_path / "versions" / version / "bin").mkdir(parents=True)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    first, rest = bootstrap.pyenv_first("/usr/bin").split(os.pathsep)
    assert first.endswith("versions/3.13.10/bin")
    assert rest == "/usr/bin"


def test_a_second_runner_is_refused_while_the_first_holds_the_place(place):
    held = locks.take(place, "make demo")
    assert locks.is_running(place)
    with pytest.raises(SystemExit, match=f"make demo is already running here .process {os.getpid()}"):
        locks.take(place, "make demo")
    held.close()
    assert not locks.is_running(place)


def test_a_pid_file_that_names_a_stranger_is_removed_and_the_stranger_lives(tmp_path):
    file = tmp_path / "postmaster.pid"
    file.write_text(f"{os.getpid()}\n{tmp_path}\n")
    postgres._forget_dead_server(tmp_path)
    assert not file.exists()


RUNNER = """
import os, sys, time
from pathlib import Path
from openness.development import children, locks, places
place = places.Place(Path(sys.argv[1]))
place.make()
started = children.Children(place.log, dict(os.environ), locks.take(place, "a test"))
started.start("sleeper", ["sh", "-c", "echo $$; sleep 60 & wait"])
time.sleep(60)
"""


def test_nothing_survives_a_killed_runner(tmp_path):
    place = places.Place(tmp_path / "var")
    runner = subprocess.Popen([sys.executable, "-c", RUNNER, str(place.var)], cwd=places.ROOT)
    log = place.log / "sleeper.log"
    while not (log.exists() and log.read_text().endswith("\n")):
        time.sleep(0.02)
    group = int(log.read_text())
    runner.kill()
    runner.wait()
    while locks.is_running(place):  # the guardian of the killed runner holds the place until all is gone
        time.sleep(0.02)
    with pytest.raises(ProcessLookupError):
        os.killpg(group, 0)


# Building once


def test_a_stamp_is_fresh_until_a_source_changes(tmp_path):
    (tmp_path / "templates").mkdir()
    source, stamp = tmp_path / "templates/a.html", tmp_path / "out/.stamp"
    source.write_text("one")
    stamps.write(stamp, stamps.digest(tmp_path, "templates/**/*"))
    assert stamps.is_fresh(stamp, stamps.digest(tmp_path, "templates/**/*"))
    source.write_text("two")
    assert not stamps.is_fresh(stamp, stamps.digest(tmp_path, "templates/**/*"))


def test_a_renamed_source_counts_as_changed(tmp_path):
    (tmp_path / "a").write_text("x")
    before = stamps.digest(tmp_path, "*")
    (tmp_path / "a").rename(tmp_path / "b")
    assert stamps.digest(tmp_path, "*") != before


# The table of accounts


def test_the_columns_stand_below_one_another_though_chinese_is_wide(tmp_path):
    rows = [
        {"role": "drafter", "name": "王小明", "agency": "市教委", "username": "wang", "password": "p1"},
        {"role": "administrator", "name": "Li", "agency": "市政府办公厅", "username": "li", "password": "p2"},
    ]
    file = tmp_path / "accounts.json"
    file.write_text(json.dumps(rows), "utf-8")
    lines = accounts.read(file).splitlines()
    starts = {accounts.width(line[: line.index(word)]) for line, word in zip(lines[2:], ("wang", "li"), strict=True)}
    assert starts == {accounts.width(lines[0][: lines[0].index("username")])}
    assert accounts.read(tmp_path / "none") == ""


# Translations


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>公开</p>", [1]),
        ("<p>\n\n  公开 </p>\n<p>审核</p>", [3, 4]),
        ('<input title="公开">', [1]),
        ("{% translate '公开' %}", []),
        ("{% trans '公开' as x %}{{ x }}", []),
        ("{% blocktranslate %}公开\n{{ n }} 件{% endblocktranslate %}\n审核", [3]),
        ("{% comment %}公开{% endcomment %}{# 审核 #}", []),
        ("{% include 'a.html' with title='公开' %}", [1]),
        ("{% include 'a.html' with title=_('公开') %}", []),
        ("{{ value|default:'公开' }}", [1]),
        ('{{ value|default:_("公开") }}', []),
        ("{% if x %}plain{% endif %}", []),
        ("{% %}", []),
    ],
)
def test_bare_chinese_in_a_template(source, found):
    assert [line for line, _ in bare_text.bare_texts(source)] == found


def test_bare_chinese_is_reported_with_its_place(tmp_path):
    template = tmp_path / "desk/templates/desk/list.html"
    template.parent.mkdir(parents=True)
    template.write_text("<h1>\n公文</h1>", "utf-8")
    assert list(bare_text.problems(tmp_path)) == [
        "desk/templates/desk/list.html:2: Chinese outside of translation: 公文</h1>"
    ]


def entry(source, target, flags=()):
    return list(catalogue.problems(Message(source, target, locations=[("a.py", 3)], flags=flags)))


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("公开", "", "no English for: 公开"),
        ("剩 %(n)s 天", "days left", "%(n)s"),
        ("第 {n} 页", "page {m}", "{m}, {n}"),
        ("共 %s 件", "in all", "%s"),
        ("公开", "Publish 公开", "Chinese in the English"),
        (("%(n)s 件", "%(n)s 件"), ("one item", "%(n)s items"), "%(n)s"),
    ],
)
def test_a_faulty_translation_is_reported_with_its_place(source, target, said):
    [problem] = entry(source, target)
    assert problem.startswith("a.py:3: ")
    assert said in problem


def test_a_fuzzy_translation_is_none():
    assert entry("公开", "Publish", flags=["fuzzy"]) == ["a.py:3: fuzzy English for: 公开"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("公开", "Publish"),
        ("剩 %(n)s 天", "%(n)s days left"),
        ("见%(x)s", "see 渝府办发〔2017〕60号, %(x)s"),
        ("发文字号", "Number (prefix〔year〕n 号)"),
        ("100%%", "100%% sure"),
    ],
)
def test_a_sound_translation_is_left_alone(source, target):
    assert entry(source, target) == []


# Licences


@pytest.mark.parametrize(
    ("text", "acceptable"),
    [
        ("MIT", True),
        ("BSD License; Apache Software License", True),
        ("GNU Library or Lesser General Public License (LGPL)", True),
        ("LGPL-3.0-or-later", True),
        ("MIT OR GPL-2.0-only", True),
        ("GPL-3.0-only", False),
        ("GNU General Public License v3 (GPLv3)", False),
        ("GNU Affero General Public License v3", False),
        ("AGPL-3.0", False),
        ("LGPL-2.1 AND GPL-2.0", False),
        ("", False),
    ],
)
def test_licences(text, acceptable):
    assert licences.is_acceptable(text) is acceptable


def test_a_lock_file_names_its_distributions():
    lock = "amqp==5.4.2 \\\n    --hash=sha256:00\ncolorama==0.4 ; sys_platform == 'win32' \\\n    # via click==x\n"
    assert licences.names(lock) == ["amqp", "colorama"]


# The browser


def test_chromium_from_the_environment_wins(tmp_path, monkeypatch):
    program = tmp_path / "mine"
    program.write_text("")
    program.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(program))
    assert browser.chromium() == str(program)
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "gone"))
    assert browser.chromium() is None
