"""An official document by GB/T 9704-2012 (rule book §9): PDF is the final file, DOCX the copy that can be edited."""
from dataclasses import dataclass, field
from datetime import date

from .compiling import packed, typeset
from .word import official_docx

LETTERS, UPWARD = {"letter", "reply_letter"}, {"request", "report", "bill"}
ACROSS = 20         # characters of 22 pt on a line of 156 mm, less a margin for the eye


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Its elements as they are printed. `body`: blocks {k, t, r}; `title_parts`: its lines, each as words to break between."""
    title: str
    title_parts: list[list[str]]
    issuers: list[str]
    genre: str = ""
    number: str = ""
    signer: str = ""                # 签发人, of papers that go upward
    main_recipients: str = ""
    copy_recipients: str = ""
    body: list = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    dated_on: date | None = None
    annotation: str = ""
    printing_office: str = ""
    printed_on: date | None = None
    mark: str = ""                  # 送审稿: what this is while it is not the signed paper

    @property
    def form(self):
        """函 in letter form, 请示 and 报告 upward, everything else downward."""
        if self.genre in LETTERS:
            return "letter"
        return "upward" if self.genre in UPWARD else "downward"

    @property
    def title_lines(self):
        return [line for part in self.title_parts or [[self.title]] for line in balanced(part, ACROSS)]

    def data(self):
        copies = self.copy_recipients and self.copy_recipients.rstrip("。") + "。"
        return {
            "form": self.form, "title": self.title, "title_lines": self.title_lines, "issuers": self.issuers or [""],
            "number": self.number, "signer": self.signer, "main_recipients": self.main_recipients.rstrip("：:"),
            "copy_recipients": copies, "body": self.body, "attachments": self.attachments,
            "date": spelled(self.dated_on), "annotation": self.annotation.strip("（）()"),
            "printing_office": self.printing_office, "printed_on": spelled(self.printed_on), "mark": self.mark,
        }

    def pdf(self, *, at=None) -> bytes:
        return typeset("typesetting/official.typ", {"paper": self.data()}, at=at)

    def docx(self) -> bytes:
        packed(self.data())         # as long as a PDF may be, and no longer
        return official_docx(self)


def spelled(day):
    """成文日期 in Arabic digits without leading zeros (GB/T 9704-2012 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def balanced(pieces, across):
    """Lines of about equal length, broken between pieces where that can be; no piece alone is longer than a line."""
    parts = [part for piece in pieces for part in (piece[n:n + across] for n in range(0, len(piece), across))]
    total = sum(map(len, parts))
    for count in range(-(-total // across) or 1, len(parts) + 1):
        lines, wanted = [""], total / count
        for part in parts:
            full = len(lines[-1]) + len(part) > across
            long_enough = len(lines[-1]) + len(part) / 2 > wanted and len(lines) < count
            if lines[-1] and (full or long_enough):
                lines.append("")
            lines[-1] += part
        if len(lines) <= count:
            return lines
    return parts
