"""Import official documents as drafts: every file below a folder, or the rows of a CSV. Run it again to go on."""
import hashlib
import logging
import signal
import sys
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from documents.importing import bring_in, lacking, new_batch, same_content
from documents.management.columns import COLUMNS, Unfit, values
from documents.management.report import REFUSED, SAVED, SKIPPED, WORDS, Outcome, Progress, Report
from documents.management.rows import Missing, Unusable, rows_of
from documents.recognising import Unreadable, recognise
from documents.rights import DRAFT
from openness.agencies.actors import capacities_at
from openness.agencies.models import Agency, User
from openness.parsing import child
from openness.parsing.reading import read
from openness.parsing.sentences import FAILED
from openness.workflow.problems import Refused

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("source", type=Path, help=f"a folder, or a CSV with some of the columns {', '.join(COLUMNS)}")
        parser.add_argument("--agency", required=True, help="the drafting body: name, short name or code")
        parser.add_argument("--by", required=True, help="user name of whoever imports; must draft at that body today")
        parser.add_argument("--report", type=Path, help="write the result of every row into this CSV")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--doubtful", action="store_true", help="import what does not look like an official document too")

    def handle(self, *args, **options):
        with override(settings.LANGUAGE_CODE):
            self.dry, self.doubtful = options["dry_run"], options["doubtful"]
            self.by = actor(options["by"], agency_called(options["agency"]))
            report = options["report"]
            try:
                rows = rows_of(options["source"], leave_out=[report] if report else [])
                if report and report.resolve() == options["source"].resolve():
                    raise CommandError(_("结果不能写进清单本身，请换一个文件名"))
                self.report = Report(report) if report else None
            except Unusable as error:
                raise CommandError(str(error)) from None
            except OSError as error:
                raise CommandError(_("结果文件写不了：%(error)s") % {"error": error}) from None
            self.batch, self.seen, self.stopped = None, {}, False
            self.import_all(rows)

    def import_all(self, rows):
        self.counts, refused = Counter(dict.fromkeys(WORDS, 0)), []
        progress = Progress(self.stderr, len(rows))
        try:
            with self.stopping_between_rows():
                for row in rows:
                    outcome = self.outcome(row)
                    if outcome is None:
                        break
                    self.counts[outcome.result] += 1
                    if self.report:
                        self.report.add(outcome)
                    elif outcome.result == REFUSED:
                        refused.append(outcome)
                    progress.step(self.counts)
                    if self.stopped:
                        break
        except (InterfaceError, OperationalError) as error:
            raise CommandError(_("数据库中断：%(error)s已完成的都已保存，恢复后再运行同一命令即可继续。") % {"error": error}) from error
        finally:
            progress.close()
            if self.report:
                self.report.close()
        self.conclude(len(rows), refused)

    def outcome(self, row):
        """What became of a row; None when it was broken off together with this process."""
        try:
            result, reason, document = self.import_row(row)
        except (Missing, Unfit) as error:
            result, reason, document = REFUSED, str(error), None
        except Unreadable as error:
            if self.stopped and error.code in ("failed", "limits"):        # Ctrl-C reaches the reading process too
                return None
            result, reason, document = REFUSED, str(error), None
        except Refused as error:
            result, reason, document = REFUSED, worded(error, row), None
        except (InterfaceError, OperationalError):
            raise
        except Exception:
            log.exception("%s could not be imported", row.label)
            result, reason, document = REFUSED, str(FAILED), None
        title = document.title if document else row.cells.get("title", "")
        return Outcome(row.label, result, reason, title, document.pk if document and not self.dry else None)

    def import_row(self, row):
        """(result, reason, document)"""
        content = row.content()
        sha256 = hashlib.sha256(content).hexdigest()
        if sha256 in self.seen:
            return REFUSED, _("与本次的“%(label)s”内容相同") % {"label": self.seen[sha256]}, None
        if earlier := self.imported_before(sha256, row):
            return earlier
        given = values(row.cells, self.by.agency)
        text, found = self.recognised(row, content)
        if found and found.why_not and not self.doubtful:
            return REFUSED, str(found.why_not), None
        now = timezone.now()
        with transaction.atomic():
            self.lock(sha256)
            if earlier := self.imported_before(sha256, row):         # by another run, meanwhile
                return earlier
            batch = self.batch or new_batch(by=self.by, now=now)
            imported = bring_in(row.name, content, text, found, batch=batch, by=self.by, now=now, given=given, dry=self.dry)
            transaction.set_rollback(self.dry)
        self.batch = None if self.dry else batch
        self.seen[sha256] = row.label
        doubt = str(found.why_not or "") or lacking(missing(found, given)) if found else ""
        return SAVED, doubt, imported.document

    def recognised(self, row, content):
        """(text, what is recognised in it); of a row without a file its own words and nothing recognised."""
        if row.file is None:
            return content.decode(), None
        text = read(row.name, content).text.replace("\0", "")
        return text, recognise(text)

    def imported_before(self, sha256, row):
        earlier = same_content([sha256], self.by.agency).first()
        if earlier is None:
            return None
        self.seen[sha256] = row.label
        return SKIPPED, _("%(on)s 已导入，存为“%(title)s”") % {"on": localdate(earlier.at), "title": earlier.document}, earlier.document

    def lock(self, sha256):
        """Two runs at once import the same file once."""
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"import:{self.by.agency.pk}:{sha256}"])

    @contextmanager
    def stopping_between_rows(self):
        """Ctrl-C and the end of the machine wait for the row that is being imported; a second Ctrl-C does not."""
        def stop(number, frame):
            if self.stopped:
                raise KeyboardInterrupt
            self.stopped = True
        before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
        with suppress(Unreadable):      # the reading process inherits that Ctrl-C is not for it
            child.run("openness.parsing.docx:read", b"")
        try:
            for number in before:
                signal.signal(number, stop)
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def conclude(self, total, refused):
        done = sum(self.counts.values())
        words = "，".join(f"{WORDS[result]} {n}" for result, n in self.counts.items())
        self.stdout.write(_("共 %(total)s 项：%(words)s") % {"total": total, "words": words})
        if self.dry:
            self.stdout.write(_("这是试运行，没有写入任何内容。"))
        for outcome in refused:
            self.stdout.write(f"  {outcome.label}：{outcome.reason}")
        if self.report:
            self.stdout.write(_("每一项的结果：%(path)s") % {"path": self.report.path})
        if done < total:
            raise CommandError(_("已停止，还有 %(n)s 项没有处理。已导入的不受影响；再运行同一命令，会从余下的继续。") % {
                "n": total - done}, returncode=130)
        if self.counts[REFUSED]:
            sys.exit(1)


def agency_called(words):
    """By name, short name or code, among those that still serve."""
    now = timezone.localdate()
    found = list(Agency.objects.serving(now).filter(Q(name=words) | Q(short_name=words) | Q(code=words)).distinct())
    if not found or not words:
        raise CommandError(_("没有叫“%(words)s”的机关，请写全称、简称或机关代字") % {"words": words})
    if len(found) > 1:
        names = "、".join(map(str, found))
        raise CommandError(_("“%(words)s”可以是%(names)s，请写全称") % {"words": words, "names": names})
    return found[0]


def actor(username, agency):
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(_("没有用户名为“%(username)s”的人") % {"username": username})
    able = capacities_at(user, DRAFT, [agency], now=timezone.now())
    if not able:
        raise CommandError(_("%(user)s 今天在%(agency)s没有起草的任职，不能为该机关导入") % {"user": user, "agency": agency})
    return able[0]


def worded(refused, row):
    """Each problem with the label of its field, and with what stood in the list."""
    words = []
    for problem in refused.problems:
        cell = row.cells.get("issuing" if problem.anchor == "issuing_agency" else problem.anchor, "")
        shown = _("（填写的是“%(value)s”）") % {"value": cell if len(cell) < 60 else f"{cell[:60]}……"} if cell else ""
        words.append(f"{problem.message}{shown}")
    return _("；").join(words)


def missing(found, given):
    """What was recognised, without complaint of what the list states itself."""
    stated = {"title": "title", "number": "number", "issuing_agency": "issuer", "dated_on": "dated_on"}
    return replace(found, **{there: True for name, there in stated.items() if name in given})
