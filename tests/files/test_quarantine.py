"""A file waits until a scanner has judged it; without a verdict it waits on. The scanner is a little clamd of ours."""
import contextlib
import socketserver
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from openness import waking
from openness.agencies.actors import Actor
from openness.agencies.models import Agency, User
from openness.files import scanning, tasks
from openness.files.keeping import keep
from openness.files.models import File, State
from tests.city import NOW, attach

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd(socketserver.StreamRequestHandler):
    """INSTREAM as clamd(8) describes it."""

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        received = b""
        while length := int.from_bytes(self.rfile.read(4), "big"):
            received += self.rfile.read(length)
        self.server.received.append(received)
        word = self.server.word or (b"stream: Eicar-Test-Signature FOUND" if EICAR in received else b"stream: OK")
        if word != b"hang up":
            self.wfile.write(word + b"\0")


@contextlib.contextmanager
def serving(server, address, word=b""):
    with server(address, Clamd) as running:
        running.word, running.received = word, []
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield running
        finally:
            running.shutdown()
            thread.join()


@pytest.fixture
def clamd(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.CLAMD = f"unix://{tmp_path}/clamd.ctl"
    with serving(socketserver.ThreadingUnixStreamServer, str(tmp_path / "clamd.ctl")) as running:
        yield running


@pytest.fixture
def kept(db):
    agency = Agency.objects.create(name="市环境局", code="渝环发")
    by = Actor(User.objects.create(username="drafter"), agency, "drafter")

    def kept(content=b"harmless", name="a.txt"):
        return keep(SimpleUploadedFile(name, content), agency, by=by, now=NOW)
    return kept


@pytest.mark.django_db
def test_a_new_file_waits_and_is_judged(clamd, kept):
    good, bad = kept(b"harmless" * 100_000), kept(EICAR)
    assert not good.is_usable and not File.objects.usable().exists()
    tasks.scan_quarantine()
    good.refresh_from_db()
    bad.refresh_from_db()
    assert good.is_usable and (bad.state, bad.note) == (State.REFUSED, "Eicar-Test-Signature")
    assert sorted(clamd.received) == sorted([EICAR, b"harmless" * 100_000]) and list(File.objects.usable()) == [good]
    tasks.scan_quarantine()
    assert len(clamd.received) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("word", [b"INSTREAM size limit exceeded. ERROR", b"hang up", b"stream: OK, or not"])
def test_without_a_clear_verdict_a_file_waits_on(clamd, kept, word):
    clamd.word = word
    first = kept()
    kept(b"another")
    tasks.scan_quarantine()
    tasks.scan_file(first.pk)
    assert File.objects.filter(state=State.QUARANTINE).count() == 2 and len(clamd.received) == 3
    clamd.word = b""
    tasks.scan_quarantine()
    assert File.objects.usable().count() == 2


@pytest.mark.django_db
def test_with_the_scanner_down_nothing_is_skipped(settings, tmp_path, kept):
    settings.MEDIA_ROOT, settings.CLAMD = tmp_path, f"unix://{tmp_path}/nobody.ctl"
    file = kept()
    tasks.scan_quarantine()
    file.refresh_from_db()
    assert file.state == State.QUARANTINE
    settings.CLAMD = ""         # the setting taken away does not let through what waits
    tasks.scan_quarantine()
    assert not File.objects.usable().exists()


@pytest.mark.django_db(transaction=True)
def test_the_first_look_is_asked_for_on_commit_and_a_broker_that_is_gone_breaks_nothing(clamd, kept, monkeypatch):
    asked = []
    monkeypatch.setattr(waking.rest, "until", 0.0)
    monkeypatch.setattr(tasks.scan_file, "apply_async", lambda args, **options: asked.append((args, options["retry"])) or 1 / 0)
    file = kept()
    assert asked == [((file.pk,), False)] and File.objects.get().state == State.QUARANTINE


@pytest.mark.django_db
def test_without_a_scanner_a_file_is_usable_at_once(settings, tmp_path, kept):
    settings.MEDIA_ROOT = tmp_path
    assert kept().is_usable


def test_clamd_over_tcp(settings, tmp_path):
    (tmp_path / "a").write_bytes(EICAR)
    with serving(socketserver.ThreadingTCPServer, ("127.0.0.1", 0)) as running:
        settings.CLAMD = f"tcp://127.0.0.1:{running.server_address[1]}"
        assert scanning.scan(tmp_path / "a") == "Eicar-Test-Signature"
    with pytest.raises(scanning.ScannerDown):
        scanning.scan(tmp_path / "a")


@pytest.mark.django_db
def test_what_waits_or_was_refused_is_not_handed_out(clamd, city, client):
    document, drafter = city.draft(), city.who(city.environment, "drafter")
    attach(document, drafter, content=b"harmless")
    file = File.objects.get(subject_id=document.pk, name="附件.txt")
    client.force_login(drafter.user)
    answer = client.get(f"/desk/files/{file.pk}/")
    assert answer.status_code == 409 and "正在查毒" in answer.text and "Content-Disposition" not in answer
    assert client.get(f"/desk/files/{file.pk}/?copy=clean").status_code == 409
    File.objects.filter(pk=file.pk).update(state=State.REFUSED, note="Eicar-Test-Signature")
    answer = client.get(f"/desk/files/{file.pk}/")
    assert answer.status_code == 409 and "Eicar-Test-Signature" in answer.text and "移除" in answer.text
    client.force_login(city.who(city.commerce, "drafter").user)
    assert client.get(f"/desk/files/{file.pk}/").status_code == 404


@pytest.mark.django_db
def test_staff_may_see_the_copy_as_it_will_go_out(settings, tmp_path, city, client):
    settings.MEDIA_ROOT = tmp_path
    document, drafter = city.draft(), city.who(city.environment, "drafter")
    attach(document, drafter, content="\ufeff表一".encode())
    file = File.objects.get(subject_id=document.pk, name="附件.txt")
    client.force_login(drafter.user)
    original, copy = client.get(f"/desk/files/{file.pk}/"), client.get(f"/desk/files/{file.pk}/?copy=clean")
    assert b"".join(original) == "\ufeff表一".encode() and b"".join(copy) == "表一".encode()
    assert copy["Content-Security-Policy"] == "default-src 'none'; sandbox"
