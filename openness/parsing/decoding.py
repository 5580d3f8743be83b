"""From the bytes of a text file to its text: UTF-8, UTF-16 and GB18030, with or without a byte order mark."""
import codecs

from .sentences import unreadable

LARGEST = 5 * 1024 * 1024
SAMPLE = 4000                       # characters judged when an encoding has to be guessed
PLAUSIBLE = 0.7                     # share of common characters below which a guess is no text

_MARKS = (                          # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORD_OR_WPS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_OTHER_BINARY = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b",
                 b"\x7fELF", b"MZ", b"PK\x05\x06", b"SQLite format 3\0")


def decode(data: bytes) -> str:
    """The text without its byte order mark; Unreadable for what is empty, binary, too large or in no known encoding."""
    if len(data) > LARGEST:
        raise unreadable("too_large", megabytes=LARGEST // 1024 // 1024)
    if not data.strip(b"\0 \t\r\n"):
        raise unreadable("empty")
    _refuse_known_binaries(data)
    text = _marked(data) or _unmarked(data)
    if not text.replace("\ufeff", "").replace("\u200b", "").strip():
        raise unreadable("empty")
    if "\0" in text:
        raise unreadable("binary")
    return text


def _refuse_known_binaries(data):
    if data.startswith(_WORD_OR_WPS):
        raise unreadable("word")
    if data.lstrip()[:5] == b"%PDF-":
        raise unreadable("pdf")
    # BM and MZ are letters too: short marks count only when the rest is binary as well
    if data.startswith(_OTHER_BINARY) and (b"\0" in data[:1024] or data[0] > 0x7F):
        raise unreadable("binary")


def _marked(data):
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                raise unreadable("unknown") from None
    return ""


def _unmarked(data):
    if b"\0" not in data and (text := _try(data, "utf-8")):
        return text
    # a zero byte is half of an ASCII character in UTF-16, and nothing else in a text
    encodings = ("utf-16-le", "utf-16-be") if b"\0" in data else ("gb18030", "utf-16-le", "utf-16-be")
    guesses = [text for encoding in encodings if (text := _try(data, encoding))]
    best = max(guesses, key=_commonness, default="")
    if _commonness(best) < PLAUSIBLE:
        raise unreadable("binary" if b"\0" in data else "unknown")
    return best


def _try(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _commonness(text):
    """Share of characters that ordinary Chinese text is made of: ASCII, punctuation, GB 2312 level one."""
    sample = text[:SAMPLE]
    return sum(map(_is_common, sample)) / len(sample) if sample else 0


def _is_common(character):
    if character < "\x80":
        return character >= " " or character in "\t\r\n"
    try:
        row = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return character in "〔〕—·\u3000\xa0"
    return row <= 0xA3 or 0xB0 <= row <= 0xD7
