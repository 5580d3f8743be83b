"""What became of each row: a table that any spreadsheet opens, and the line that shows how far it is."""
import csv
from dataclasses import dataclass
from time import monotonic

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SAVED, SKIPPED, REFUSED = "saved", "skipped", "refused"
WORDS = {SAVED: gettext_lazy("已导入"), SKIPPED: gettext_lazy("跳过"), REFUSED: gettext_lazy("未导入")}
HEADINGS = ("行或文件", "结果", "原因", "标题", "公文编号")
FORMULAS = tuple("=+-@＝＋－＠\t\r\n")
WIDTH = 24


@dataclass(frozen=True)
class Outcome:
    label: str
    result: str
    reason: str = ""
    title: str = ""
    document: int | None = None


def safe(cell):
    """No formula for the spreadsheet that opens it; what cannot be seen at the beginning hides none either."""
    text = str(cell)
    return f"'{text}" if text.lstrip(" \u00a0\u200b\u200c\u200d\u2060\ufeff").startswith(FORMULAS) else text


class Report:
    """Written as it goes, under its own name only when it is whole; a run that was killed leaves the one before it."""

    def __init__(self, path):
        self.path = path
        self.part = path.with_name(f".{path.name}.part")
        self.opened = self.part.open("w", encoding="utf-8-sig", newline="")
        self.lines = csv.writer(self.opened)
        self.lines.writerow(HEADINGS)

    def add(self, outcome):
        self.lines.writerow([safe(cell) for cell in (
            outcome.label, WORDS[outcome.result], outcome.reason, outcome.title, outcome.document or "")])
        self.opened.flush()

    def close(self):
        self.opened.close()
        self.part.replace(self.path)


class Progress:
    """On a terminal one line that is written over; elsewhere a line at every tenth."""

    def __init__(self, out, total):
        self.out, self.total, self.done, self.tenth, self.began = out, total, 0, 0, monotonic()
        self.live = out.isatty()

    def step(self, counts):
        self.done += 1
        if self.live:
            self.out.write(f"\r{self.bar()} {self.words(counts)}\x1b[K", self.plain, ending="")
        elif self.done * 10 // self.total > self.tenth:
            self.tenth = self.done * 10 // self.total
            self.out.write(self.words(counts), self.plain)
        self.out.flush()

    def bar(self):
        full = WIDTH * self.done // self.total
        return f"[{'#' * full}{'-' * (WIDTH - full)}]"

    def words(self, counts):
        words = _("%(done)s/%(total)s（%(percent)s%%）") % {
            "done": self.done, "total": self.total, "percent": 100 * self.done // self.total}
        return " ".join([words, *(f"{WORDS[result]} {n}" for result, n in counts.items()), self.left()])

    def left(self):
        gone = monotonic() - self.began
        if gone < 5 or self.done == self.total:
            return ""
        return _("约剩 %(n)s 秒") % {"n": round(gone / self.done * (self.total - self.done))}

    def close(self):
        if self.live and self.done:
            self.out.write("", self.plain)

    @staticmethod
    def plain(text):
        """Progress is no error, though it goes where errors go."""
        return text
