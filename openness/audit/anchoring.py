"""Once a day the end of the chain is written down outside the database: in a file on other storage and in a letter."""
import json
import os
from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from .models import Seal
from .verify import anchors

NAME = "anchors.jsonl"


def file() -> Path:
    return Path(settings.ANCHOR_DIR) / NAME


def known(folder=None) -> dict:
    """{position: (digest, at)} of all anchors in the folder; those of several machines or tapes may lie together."""
    found = {}
    for path in sorted(Path(folder or settings.ANCHOR_DIR).glob("*.jsonl")):
        with path.open(encoding="utf-8") as rows:
            found |= anchors(rows)
    return found


def anchor(now):
    last = Seal.objects.order_by("-position").first()
    if last is None:
        return None
    written = {"at": localtime(now).isoformat(timespec="seconds"), "position": last.position, "digest": last.digest,
               "algorithm": last.algorithm, "count": Seal.objects.count()}
    append(file(), json.dumps(written))
    return written


def append(path, line):
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("a", encoding="utf-8") as anchored:
        anchored.write(line + "\n")
        anchored.flush()
        os.fsync(anchored.fileno())


def mail(written, addresses):
    with override(settings.LANGUAGE_CODE):
        text = _("截至 %(at)s，留痕固化至第 %(position)s 条，%(algorithm)s 校验值：\n%(digest)s\n请妥善保存本邮件，供核验使用。") % written
        for address in addresses:
            send_mail(_("留痕每日校验值"), text, None, [address])
