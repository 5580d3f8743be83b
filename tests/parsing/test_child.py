"""The child and its limits: whatever runs in it, the host goes on and says a sentence."""
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from openness.parsing.child import ALLOWED, Host
from openness.parsing.sentences import Unreadable, unreadable
from tests.parsing import functions

ROOT = Path(__file__).resolve().parents[2]
NAMES = tuple(f"tests.parsing.functions:{name}" for name in (
    "echo", "spin", "sleep", "eat", "crash", "recurse", "refuse", "fail", "write", "babble", "kill_zygote", "surroundings"))
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture(scope="module")
def host():
    os.environ["CANARY_SECRET"] = "the-key-of-the-house"
    host = Host(NAMES)
    yield host
    host.close()
    del os.environ["CANARY_SECRET"]


def run(host, name, data=b"x", **options):
    return host.run(f"tests.parsing.functions:{name}", data, **options)


def refused(host, name, **options):
    with pytest.raises(Unreadable) as refusal:
        run(host, name, **options)
    assert str(refusal.value)
    return refusal.value.code


def state(process):
    """A letter of /proc, or "" for a process that is gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


def children(process):
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def within(seconds, question):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if question():
            return True
        time.sleep(0.02)
    return False


def test_facts_bytes_and_options_go_there_and_back(host):
    assert run(host, "echo", b"\0\xff" * 5, kind="pdf", most=3) == (
        {"length": 10, "options": {"kind": "pdf", "most": 3}}, b"\0\xff" * 5)


def test_sixty_megabytes_go_through(host):
    data = os.urandom(1024) * (60 * 1024)
    assert run(host, "echo", data)[1] == data


def test_only_what_the_table_names_may_run(host):
    for name in ("os:system", "tests.parsing.functions:signal", "openness.parsing.docx:read"):
        with pytest.raises(ValueError, match="not allowed"):
            host.run(name, b"")
    assert not any(name.startswith("tests") for name in ALLOWED)


@pytest.mark.parametrize(("name", "options", "code"), [
    ("spin", {"cpu": 1}, "limits"), ("sleep", {"wall": 0.3}, "limits"), ("eat", {"memory": 128}, "limits"),
    ("crash", {}, "limits"), ("recurse", {}, "limits"), ("refuse", {}, "for_the_test"), ("fail", {}, "failed"),
    ("babble", {}, "failed"),
])
def test_what_ends_badly_ends_in_a_sentence_and_the_zygote_goes_on(host, name, options, code):
    zygote = run(host, "surroundings", b"9")[0]["zygote"]
    start = time.monotonic()
    assert refused(host, name, **options) == code
    assert time.monotonic() - start < 10
    assert run(host, "surroundings", b"9")[0]["zygote"] == zygote


def test_not_a_byte_is_written_to_disk(host, tmp_path):
    assert refused(host, "write", place=str(tmp_path / "file")) == "failed"
    assert (tmp_path / "file").stat().st_size == 0


def test_a_refusal_brings_its_parameters(host):
    with pytest.raises(Unreadable) as refusal:
        run(host, "refuse")
    assert refusal.value.params == {"pages": 3}


def test_a_code_that_others_use_with_other_parameters_is_no_error():
    assert unreadable("too_large", limit=3).params == {"limit": 3}
    assert str(unreadable("too_large", limit=3)) == str(unreadable("unheard_of"))
    assert "5 MB" in str(unreadable("too_large", megabytes=5))


def test_what_failed_is_logged_by_kind_and_place_without_the_text(host, caplog):
    refused(host, "fail")
    assert "RuntimeError at functions.py:" in caplog.text and "text of a document" not in caplog.text


@linux
def test_the_child_has_no_secrets_no_descriptors_no_django_and_its_limits(host):
    facts = run(host, "surroundings", b"9")[0]
    assert set(facts["environment"]) <= {"PATH", "LANG", "PYTHONPATH", "LC_CTYPE"}
    assert "the-key-of-the-house" not in str(facts)
    # the zygote began with the same: /proc shows what a process was started with
    assert b"the-key-of-the-house" not in Path(f"/proc/{facts['zygote']}/environ").read_bytes()
    assert facts["descriptors"] == 4
    assert facts["django"] == []
    assert facts["limits"] == {
        "RLIMIT_AS": 512 * 2**20, "RLIMIT_CPU": 5, "RLIMIT_FSIZE": 0, "RLIMIT_NOFILE": 64, "RLIMIT_CORE": 0}
    facts = run(host, "surroundings", b"9", memory=9000, cpu=900)[0]
    assert facts["limits"]["RLIMIT_AS"] == 1024 * 2**20 and facts["limits"]["RLIMIT_CPU"] == 10


def test_the_child_reaches_no_network(host):
    script = "import os; os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)"
    if subprocess.run([sys.executable, "-c", script], capture_output=True).returncode:
        pytest.skip("this kernel gives no network namespaces")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert not run(host, "surroundings", str(port).encode())[0]["reached"]
        assert functions.surroundings(str(port).encode())[0]["reached"]     # from here it can be reached


def test_eight_threads_at_once(host):
    def work(number):
        data = bytes([number]) * (100_000 * number + 1)
        if number % 8 == 5:
            return refused(host, "crash") == "limits"
        return run(host, "echo", data, number=number) == ({"length": len(data), "options": {"number": number}}, data)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(40)))


def test_a_zygote_that_was_killed_is_started_again():
    host = Host(NAMES)
    try:
        first = run(host, "surroundings", b"9")[0]["zygote"]
        os.kill(first, signal.SIGKILL)
        assert run(host, "surroundings", b"9")[0]["zygote"] != first
        assert refused(host, "kill_zygote") == "failed"         # tried twice, then given up
        assert run(host, "echo")[1] == b"x"
    finally:
        host.close()


def test_a_thread_that_started_the_zygote_may_end():
    host = Host(NAMES)
    try:
        with ThreadPoolExecutor(1) as pool:
            first = pool.submit(run, host, "surroundings", b"9").result()[0]["zygote"]
        assert run(host, "surroundings", b"9")[0]["zygote"] == first
    finally:
        host.close()


@linux
def test_no_zombie_is_left(host):
    for name in ("echo", "crash", "fail"):
        try:
            run(host, name)
        except Unreadable:
            pass
    refused(host, "sleep", wall=0.1)
    zygote = run(host, "surroundings", b"9")[0]["zygote"]
    assert within(5, lambda: not children(zygote))
    other = Host(NAMES)
    zygote = run(other, "surroundings", b"9")[0]["zygote"]
    other.close()
    assert state(zygote) == ""


@linux
def test_the_zygote_and_its_children_end_with_the_host():
    script = (
        "import os, threading, time\nfrom openness.parsing.child import Host\n"
        "host = Host(('tests.parsing.functions:sleep', 'tests.parsing.functions:surroundings'))\n"
        "print(host.run('tests.parsing.functions:surroundings', b'9')[0]['zygote'], flush=True)\n"
        "host.run('tests.parsing.functions:sleep', b'')\n")
    with _script(script) as process:
        zygote = int(process.stdout.readline())
        assert within(5, lambda: children(zygote))
        sleeping = children(zygote)
        process.kill()
    assert within(5, lambda: state(zygote) in ("", "Z"))
    assert within(5, lambda: all(state(child) in ("", "Z") for child in sleeping))


@linux
def test_a_forked_host_has_a_zygote_of_its_own_and_does_not_keep_the_first_alive():
    """gunicorn --preload, Celery's prefork."""
    script = (
        "import os, signal\nfrom openness.parsing.child import Host\n"
        "host = Host(('tests.parsing.functions:surroundings',))\n"
        "def zygote(): return host.run('tests.parsing.functions:surroundings', b'9')[0]['zygote']\n"
        "print(zygote(), flush=True)\n"
        "if os.fork(): os._exit(0)\n"
        "print(zygote(), flush=True)\n"
        "signal.pause()\n")
    with _script(script) as process:
        first, second = int(process.stdout.readline()), int(process.stdout.readline())
        assert first != second
        assert within(5, lambda: state(first) in ("", "Z"))
        copy = int(Path(f"/proc/{second}/stat").read_text().rpartition(")")[2].split()[1])
        assert state(second) == "S"
        os.kill(copy, signal.SIGKILL)
        assert within(5, lambda: state(second) in ("", "Z"))


def _script(text):
    return subprocess.Popen([sys.executable, "-c", text], cwd=ROOT, stdout=subprocess.PIPE, text=True, env={
        **os.environ, "PYTHONPATH": str(ROOT)})
