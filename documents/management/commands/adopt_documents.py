"""Take over old papers that are public elsewhere: a list (XLSX or CSV) with their files in a folder. Run it again to go on."""
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from documents.management.adopting import COLUMNS, Bodies, list_in, outcome_of, rows_of
from documents.management.report import REFUSED, WORDS, Progress, Report
from documents.management.rows import Unusable
from openness.agencies.models import User


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help=f"with one list, columns {', '.join(each.label for each in COLUMNS)}")
        parser.add_argument("--by", required=True, help="user name of whoever publishes for the reviewing offices")
        parser.add_argument("--list", help="name of the list, where the folder holds several")
        parser.add_argument("--report", type=Path, help="write the result of every row into this CSV")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")

    def handle(self, *args, **options):
        with override(settings.LANGUAGE_CODE):
            self.dry, self.user = options["dry_run"], User.objects.filter(username=options["by"], is_active=True).first()
            if self.user is None:
                raise CommandError(_("没有用户名为“%(username)s”的人") % {"username": options["by"]})
            try:
                source = list_in(options["folder"], options["list"])
                rows, remarks = rows_of(source)
            except Unusable as error:
                raise CommandError(str(error)) from None
            report = options["report"]
            if report and report.resolve() == source.resolve():
                raise CommandError(_("结果不能写进清单本身，请换一个文件名"))
            for remark in remarks:
                self.stdout.write(remark)
            self.bodies = Bodies()
            self.adopt_all(rows, Report(report) if report else None, report)

    def adopt_all(self, rows, report, where):
        counts, refused = Counter(dict.fromkeys(WORDS, 0)), []
        progress = Progress(self.stderr, len(rows))
        try:
            for row in rows:
                outcome = outcome_of(row, self.bodies, self.user, now=timezone.now(), dry=self.dry)
                counts[outcome.result] += 1
                if report:
                    report.add(outcome)
                elif outcome.result == REFUSED:
                    refused.append(outcome)
                progress.step(counts)
        except (InterfaceError, OperationalError) as error:
            raise CommandError(_("数据库中断：%(error)s已完成的都已保存，恢复后再运行同一命令即可继续。") % {"error": error}) from error
        finally:
            progress.close()
            if report:
                report.close()
        words = "，".join(f"{WORDS[result]} {n}" for result, n in counts.items())
        self.stdout.write(_("共 %(total)s 项：%(words)s") % {"total": len(rows), "words": words})
        if self.dry:
            self.stdout.write(_("这是试运行，没有写入任何内容。"))
        for outcome in refused:
            self.stdout.write(f"  {outcome.label}：{outcome.reason}")
        if report:
            self.stdout.write(_("每一项的结果：%(path)s") % {"path": where})
