"""verify_trail sees beyond the chain: files on disk, and what stands in public without having been approved."""
import io

import pytest
from django.core.management import call_command
from django.db import connection

from openness.agencies.models import User
from openness.audit import anchoring, sealing
from openness.audit.models import Seal
from openness.audit.tasks import anchor_trail
from openness.files import storage
from openness.files.models import File
from openness.operations.models import Sign
from openness.operations.tasks import compare
from openness.publication.models import PublicItem
from tests.city import NOW, attach
from tests.trail.conftest import Trail

pytestmark = pytest.mark.django_db(transaction=True)


def verify(*words):
    out = io.StringIO()
    try:
        call_command("verify_trail", *words, stdout=out)
    except SystemExit as stopped:
        return stopped.code, out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def test_files_and_what_is_public_are_compared_with_the_trail(city, settings, tmp_path):
    settings.MEDIA_ROOT, settings.ANCHOR_DIR = tmp_path / "files", tmp_path / "anchors"
    document = city.draft()
    attach(document, city.who(city.environment, "drafter"))
    city.published(document)
    sealing.seal_all(NOW)
    assert anchoring.anchor(NOW)["count"] > 8
    code, said = verify()
    assert code == 0 and " 0 faults" in said[0], said
    file = storage.path(File.objects.last().sha256)
    kept = file.read_bytes()
    file.write_bytes(kept[:-1] + b"?")
    code, said = verify()
    assert code == 1 and said[1].startswith(f"file altered: {file.name}")
    file.unlink()
    assert verify()[1][1].startswith(f"file missing: {file.name}")
    file.write_bytes(kept)
    item = PublicItem.objects.last()
    Trail.tamper(f"update publication_publicitem set digest = repeat('0', 64) where id = {item.pk}")
    assert verify()[1][1].startswith(f"published without approval: item {item.pk}") and verify("--trail-only")[0] == 0
    Trail.tamper(f"update publication_publicitem set digest = '{item.digest}' where id = {item.pk}")
    assert verify()[0] == 0
    with connection.cursor() as cursor:
        cursor.execute("select event_id from audit_seal order by position desc limit 1")
        last, = cursor.fetchone()
    Trail.tamper(f"delete from audit_seal where event_id = {last}", f"delete from audit_event where id = {last}")
    code, said = verify("--anchors", str(settings.ANCHOR_DIR))
    assert code == 1 and said[0].startswith("cut: position")


def test_a_fault_of_the_night_alarms_until_it_is_gone(trail, settings, tmp_path):
    settings.MEDIA_ROOT, settings.ANCHOR_DIR = tmp_path / "files", tmp_path / "anchors"
    event = trail.sealed(4)[2]
    compare()
    assert not Sign.objects.exists()
    trail.tamper(f"update audit_event set role = 'signer' where id = {event.pk}")
    compare()
    assert Sign.objects.get(name=Sign.MISMATCH).words.startswith(f"edited: position 3, event {event.pk}")
    trail.tamper(f"update audit_event set role = 'drafter' where id = {event.pk}")
    compare()
    assert not Sign.objects.exists()


def test_the_anchor_of_the_night_goes_to_who_audits(trail, settings, tmp_path, mailoutbox):
    settings.ANCHOR_DIR, settings.MAIL_IS_SET_UP = tmp_path, True
    for name, part in (("auditor", "audit"), ("boss", "system")):
        User.objects.create(username=name, name=name, email=f"{name}@example.gov.cn", administers=part)
    trail.event(1)
    anchor_trail()
    seal = Seal.objects.get()
    assert anchoring.known()[1][0] == seal.digest
    letter, = mailoutbox
    assert letter.to == ["auditor@example.gov.cn"] and seal.digest in letter.body
