"""The copy for publication (rule H7). A pure function for the limited child process; no Django in here."""
from openness.parsing.refusal import Refusal

from .formats import ofd, pdf, pictures, plain, sheets, word

SCRUBS = {
    "docx": word.scrub, "xlsx": sheets.scrub, "ofd": ofd.scrub, "pdf": pdf.scrub, "txt": plain.scrub,
    "jpg": lambda data: pictures.scrub(data, "jpg"), "png": lambda data: pictures.scrub(data, "png"),
}


def clean(data: bytes, kind: str) -> tuple[dict, bytes]:
    """(report, copy) of a file that was inspected; the same file gives the same copy.

    The report is {what: how many}, of metadata only that there was some; reports.py has the words and says which of them
    were taken out and which were left for a person to decide about.
    """
    try:
        return SCRUBS[kind](data)
    except Refusal as refusal:
        refusal.params.setdefault("kind", kind)
        raise
