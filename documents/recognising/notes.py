"""附注 under the signature, （此件公开发布） or （联系人：……）, and the attribute of disclosure that it states."""
import re

from .lines import Line
from .recognised import Found

REACH = 40                          # lines above the imprint in which a note is looked for
_NOTE = re.compile(
    r"[（(［\[【]\s*(.{2,60}?)\s*[）)］\]】]\s*。?|((?:此\s*件|公开属性|信息公开选项|公开方式).{2,30}?)\s*。?"
)
_WORDS = re.compile(r"此\s*件|公开|联\s*系\s*(?:人|电话)|发至|传达|盖章")


def disclosure_of(note: str) -> str | None:
    """proactive, on_request or withheld; None for 此件删减后公开, which is for a person to judge, and other notes."""
    note = re.sub(r"\s+", "", note)
    if re.search("不予?公开|不宜公开|不得公开", note):
        return "withheld"
    if "依申请公开" in note:
        return "on_request"
    if re.search("删减|部分公开", note):
        return None
    return "proactive" if re.search("此件.{0,4}公开|^公开发布|主动公开|全文公开", note) else None


def read_notes(lines: list[Line], start: int, signed: int, imprint: int, after: int) -> dict[int, Found]:
    """By index, the notes between signature and imprint or just below it; 此件…… counts wherever it stands there."""
    notes = {}
    for i in [*range(max(start, imprint - REACH), imprint), *range(after, min(len(lines), after + 3))]:
        text = lines[i].text
        note = _NOTE.fullmatch(text) if len(text) <= 80 and _WORDS.search(text) else None
        if note and (i >= signed or "此件" in text):
            notes[i] = Found(note[1] or note[2], lines[i].number, text)
    return notes


def chosen(notes: dict[int, Found]) -> Found | None:
    """The note on disclosure before any other, and the last of several."""
    telling = [note for note in notes.values() if disclosure_of(note.value)]
    return (telling or [*notes.values()] or [None])[-1]
