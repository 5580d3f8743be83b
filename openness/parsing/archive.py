"""A ZIP file that is looked at before it is opened: an office document has few parts, of sensible size."""
import io
import struct
import zipfile
import zlib

from .refusal import Refusal

MOST_ENTRIES = 2_000
LARGEST_DIRECTORY = 1024 * 1024     # bytes; ZipFile() parses the whole of it, whatever count the end record gives
LARGEST_TOTAL = 200 * 1024 * 1024   # declared, unpacked; zipfile never gives more of an entry than was declared
LARGE = 5 * 1024 * 1024
MOST_RATIO = 100                    # of a large entry; small ones of repeated markup reach more

_END = struct.Struct("<4s4H2LH")    # the end of central directory record
_MARK, _MARK_64 = b"PK\x05\x06", b"PK\x06\x07"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1


class Archive:
    """Parts by name; Refusal "damaged", "encrypted" or "complex" for what is not fit to be read."""

    def __init__(self, data: bytes):
        _check_end_record(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, EOFError, OverflowError, NotImplementedError):
            raise Refusal("damaged") from None
        entries = self._zip.infolist()
        self._entries = {entry.filename: entry for entry in entries}
        if len(self._entries) != len(entries) or any(_leads_out(name) for name in self._entries):
            raise Refusal("damaged")            # two parts of one name: which is read depends on who reads
        if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_TOTAL:
            raise Refusal("complex")

    def __contains__(self, name):
        return name in self._entries

    def names(self):
        return list(self._entries)

    def read(self, name: str, most: int) -> bytes:
        """A whole part of at most so many bytes."""
        entry = self._entries.get(name)
        if entry is None:
            raise Refusal("damaged")
        _check(entry, most)
        try:
            return self._zip.read(entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error, NotImplementedError):
            raise Refusal("damaged") from None


def _check_end_record(data):
    """The count and size of the directory, as ZipFile will find them."""
    at = len(data) - _END.size
    if at < 0:
        raise Refusal("damaged")
    if not (data.startswith(_MARK, at) and data.endswith(b"\0\0")):
        at = data.rfind(_MARK, max(0, at - 0xFFFF))
    if at < 0 or at + _END.size > len(data):
        raise Refusal("damaged")
    _, _, _, _, entries, size, _, _ = _END.unpack_from(data, at)
    if entries > MOST_ENTRIES or size > LARGEST_DIRECTORY or data.startswith(_MARK_64, max(0, at - 20)):
        raise Refusal("complex")                # the last: a directory for more than 4 GB, which would count instead


def _check(entry, most):
    if entry.flag_bits & _ENCRYPTED:
        raise Refusal("encrypted")
    if entry.compress_type not in _METHODS:
        raise Refusal("damaged")
    if entry.file_size > most or (entry.file_size > LARGE and entry.file_size > MOST_RATIO * entry.compress_size):
        raise Refusal("complex")


def _leads_out(name):
    return ".." in name.split("/") or name.startswith("/") or "\\" in name
