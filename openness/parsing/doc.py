"""DOC of Word 97–2003, and WPS files of the same make → text, by the piece table ([MS-DOC] 2.4.1, retrieving text).

The main document alone: notes, headers, comments and text boxes follow it in the same stream. Automatic numbers of
paragraphs are not written out; they stand in tables of their own.
"""
import io
import re
import struct
import warnings

import olefile

from .doc_runs import left_out
from .refusal import Refusal
from .text import MOST_CHARACTERS, Lines, answer

WORD_97 = 0xA5EC                    # wIdent; earlier programs wrote others, and no piece table of this form
_OLDER = (0xA5DC, 0xA5DB, 0xA59B, 0xA59C, 0xA697, 0xA699)
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_CLX = 33                           # place of the piece table's address among the addresses of the FIB
MOST_PIECES = 200_000
LARGEST_STREAM = 100 * 1024 * 1024

_OTHERS = (
    ("EncryptedPackage", "encrypted"), ("EncryptionInfo", "encrypted"), ("Workbook", "other_office"), ("Book", "other_office"),
    ("PowerPoint Document", "other_office"), ("__properties_version1.0", "mail"),
)
_FIELD = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")     # the innermost: instruction, result
_CHARACTERS = {
    "\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x0e": "\n",      # paragraph, line, page or section, column
    "\x07": "\t", "\x1e": "-", "\x1f": "", "\xa0": " ",
} | dict.fromkeys("\x01\x02\x03\x04\x05\x08\x13\x14\x15", "")  # anchors of pictures, notes, drawings
_ORDINARY = str.maketrans(_CHARACTERS)


def read(data: bytes) -> tuple[dict, bytes]:
    """({"kind": "doc"}, text in UTF-8); Refusal for everything else in a compound file."""
    streams = _open(data)
    for name, code in _OTHERS:
        if streams.exists(name):
            raise Refusal(code)
    if not streams.exists("WordDocument"):
        raise Refusal("wps")
    text = Lines()
    text.add(plain(_main_text(streams)))
    return answer("doc", text.joined())


def _open(data):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return olefile.OleFileIO(io.BytesIO(data))
    except Exception:               # olefile says what is wrong in many ways; none matters here
        raise Refusal("damaged") from None


def _stream(streams, name):
    try:
        if streams.get_size(name) > LARGEST_STREAM:
            raise Refusal("complex")
        return streams.openstream(name).read()
    except (OSError, ValueError, IndexError, TypeError, struct.error):
        raise Refusal("damaged") from None


def _main_text(streams):
    word = _stream(streams, "WordDocument")
    try:
        mark, flags, length, addresses = _file_information(word)
        if mark in _OLDER:
            raise Refusal("old_word")
        if mark != WORD_97:
            raise Refusal("wps")
        if flags & _ENCRYPTED:
            raise Refusal("encrypted")
        if length > MOST_CHARACTERS:
            raise Refusal("long")
        table = _stream(streams, "1Table" if flags & _TABLE_1 else "0Table")
        pieces = _pieces(_part(table, *addresses(_CLX)))
        gaps = left_out(word, table, addresses)
    except struct.error:
        raise Refusal("damaged") from None
    return "".join(_texts(word, pieces, length, gaps))


def _file_information(word):
    """(mark, flags, characters of the main document, function that gives (place, size) of a part of the table)."""
    mark, = struct.unpack_from("<H", word, 0)
    flags, = struct.unpack_from("<H", word, 10)
    shorts, = struct.unpack_from("<H", word, 32)
    at = 34 + 2 * shorts
    longs, = struct.unpack_from("<H", word, at)
    length, = struct.unpack_from("<i", word, at + 2 + 12)
    first = at + 2 + 4 * longs + 2
    return mark, flags, max(0, length), lambda index: struct.unpack_from("<II", word, first + 8 * index)


def _part(stream, place, size):
    if place + size > len(stream):
        raise Refusal("damaged")
    return stream[place:place + size]


def _pieces(clx):
    """[(first character, end, place in the stream, whether of eight bits)] in the order of the text."""
    at = 0
    while clx[at:at + 1] == b"\x01":            # formatting of pieces stands before
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at:at + 1] != b"\x02":
        raise Refusal("damaged")
    size, = struct.unpack_from("<I", clx, at + 1)
    count = (size - 4) // 12
    if not 0 < count <= MOST_PIECES:
        raise Refusal("damaged")
    places = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
    pieces = []
    for number in range(count):
        place, = struct.unpack_from("<I", clx, at + 5 + 4 * (count + 1) + 8 * number + 2)
        narrow = bool(place & 0x40000000)
        place &= 0x3FFFFFFF
        pieces.append((places[number], places[number + 1], place // 2 if narrow else place, narrow))
    return pieces


def _texts(word, pieces, length, gaps):
    """The text of each piece up to the end of the main document, deleted and hidden stretches of the stream taken out."""
    expected = 0
    for first, end, place, narrow in pieces:
        if first != expected or end < first:
            raise Refusal("damaged")
        expected = end
        end = min(end, length)
        width = 1 if narrow else 2
        if end <= first:
            break
        stop = place + (end - first) * width
        if stop > len(word):
            raise Refusal("damaged")
        for start, finish in gaps.between(place, stop):
            yield word[start:finish].decode("cp1252" if narrow else "utf-16-le", "replace")


def plain(text: str) -> str:
    """Field results without their instructions, lines for paragraphs, tabs between cells and a line for a row."""
    while True:
        text, count = _FIELD.subn(lambda field: field[1] or "", text)
        if not count:
            break
    return text.replace("\x07\x07", "\n").translate(_ORDINARY)
