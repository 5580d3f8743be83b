"""Is this file what it says, and safe to open? A pure function for the limited child process; no Django in here."""
from openness.parsing.refusal import Refusal

from .formats import ofd, pdf, pictures, plain, sheets, word

LOOKS = {
    "docx": word.look, "xlsx": sheets.look, "ofd": ofd.look, "pdf": pdf.look, "txt": plain.look,
    "jpg": lambda data: pictures.look(data, "jpg"), "png": lambda data: pictures.look(data, "png"),
}


def inspect(data: bytes, kind: str, name: str = "") -> tuple[dict, bytes]:
    """(facts, nothing). Raises Refusal with a code of refusals.py. kind is one of accepting.KINDS; rules H3 to H5."""
    if kind not in LOOKS or name and name.rpartition(".")[2].lower().replace("jpeg", "jpg") != kind:
        raise Refusal("mismatch", kind=kind)
    try:
        return LOOKS[kind](data), b""
    except Refusal as refusal:
        refusal.params.setdefault("kind", kind)
        raise
