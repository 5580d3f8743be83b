"""After a restore: do database, files, trail and anchors agree? While they do not, nothing is served (503) but this system's
operators; when they do, service is opened. `--accept-lost-tail` takes back the objection that an anchor knows later seals."""
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from openness.files import naming
from openness.operations import agreeing
from openness.operations.models import Sign
from openness.operations.serving import marker

SHOWN = 20


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--anchors", help="folder with copies of the anchors; else ANCHOR_DIR")
        parser.add_argument("--accept-lost-tail", action="store_true", help="the restore went back behind the last anchor, on purpose")

    def handle(self, *, anchors, accept_lost_tail, **options):
        now = timezone.now()
        chain, trail = agreeing.trail_faults(anchors)
        if accept_lost_tail:
            trail = [fault for fault in trail if fault.kind != "cut"]
        faults = [*map(str, trail), *agreeing.file_faults(), *agreeing.published_faults()]
        for fault in faults[:SHOWN]:
            self.stdout.write(fault)
        self.stdout.write(f"{chain.count} sealed events, {len(naming.named())} files, {len(faults)} faults")
        if faults:
            settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
            marker().write_text(f"{now:%F %T} {faults[0]}\n", encoding="utf-8")
            Sign.leave(Sign.MISMATCH, now, faults[0])
            raise SystemExit(1)
        Sign.objects.filter(name=Sign.MISMATCH).delete()
        marker().unlink(missing_ok=True)
        self.stdout.write("database, files, trail and anchors agree: service is open")
