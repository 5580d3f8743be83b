"""ZIP archives, which DOCX, XLSX and OFD are: counted before they are opened, read within bounds, written alike each time.

Rule H4; the layout of the directory is section 4.3 of PKWARE's APPNOTE 6.3.10.
"""
import io
import stat
import zipfile
import zlib

from openness.parsing.refusal import Refusal

MOST_ENTRIES = 2_000
MOST_UNPACKED = 200 * 2**20     # bytes of all entries together
MOST_MARKUP = 20 * 2**20        # bytes of one XML part
MOST_TEXT = 48 * 2**20          # bytes of the part that holds the text or a table
MOST_RATIO = 100                # unpacked to packed, asked of entries that unpack to more than RATIO_FROM
RATIO_FROM = 2**20
ENTRY = b"PK\x01\x02"           # begins each entry of the directory
END = b"PK\x05\x06"             # the end of the directory: 22 bytes and a comment
END_LENGTH = 22
ENCRYPTED = 0x1 | 0x40 | 0x2000     # traditional, strong, hidden directory
ALWAYS = (1980, 1, 1, 0, 0, 0)
MARKUP = (".xml", ".rels", ".vml")


def read(data: bytes, *, larger=()) -> dict[str, bytes]:
    """{name: bytes} in the archive's order. XML whose name begins as one of `larger` may have MOST_TEXT bytes."""
    count(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            check(entries, tuple(larger))
            # read(n), not read(): the latter unpacks whatever comes, the former no more than was declared
            return {entry.filename: archive.open(entry).read(entry.file_size) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OverflowError, ValueError) as error:
        raise Refusal("broken") from error


def count(data):
    """Before ZipFile reads the whole directory: whatever its end declares, each entry there begins with ENTRY."""
    end = data.rfind(END)
    if end < 0 or len(data) < end + END_LENGTH:
        raise Refusal("broken")
    declared = int.from_bytes(data[end + 10:end + 12], "little")
    if declared != 0xFFFF and declared > MOST_ENTRIES or data.count(ENTRY) > MOST_ENTRIES:
        raise Refusal("complex")


def check(entries, larger):
    """What the directory declares of each entry; Refusal for what no office program writes."""
    seen = set()
    for entry in entries:
        name = entry.filename
        steps = name.replace("\\", "/").split("/")
        if ".." in steps or not steps[0] or ":" in name or entry.orig_filename != name:
            raise Refusal("unsafe")
        if stat.S_ISLNK(entry.external_attr >> 16) or name.lower() in seen:
            raise Refusal("unsafe")
        if entry.flag_bits & ENCRYPTED:
            raise Refusal("encrypted")
        if entry.file_size > RATIO_FROM and entry.file_size > MOST_RATIO * entry.compress_size:
            raise Refusal("complex")
        most = MOST_TEXT if name.lower().startswith(larger) else MOST_MARKUP
        if name.lower().endswith(MARKUP) and entry.file_size > most:
            raise Refusal("complex")
        seen.add(name.lower())
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refusal("complex")


def write(parts: dict[str, bytes]) -> bytes:
    """The same parts make the same bytes: no times, no owner, no comments."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, ALWAYS)
            entry.create_system = 0
            entry.compress_type = zipfile.ZIP_STORED if packed_already(data) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return made.getvalue()


def packed_already(data):
    """Pictures do not shrink; trying takes most of the time."""
    return data[:3] == b"\xff\xd8\xff" or data[:8] == b"\x89PNG\r\n\x1a\n"
