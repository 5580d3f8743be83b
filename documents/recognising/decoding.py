"""From the bytes of a text file to its text: UTF-8, UTF-16 and GB18030, with or without a byte order mark."""
import codecs

from django.utils.translation import gettext_lazy as _

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

_EMPTY = _("文件是空的，没有可以识别的文字。请检查后重新选择文件。")
_TOO_LARGE = _("文件超过 5 MB，不像是一份公文的文字稿。请只上传公文正文的 TXT 文件。")
_WORD = _("这是 Word、WPS 等排版文件，目前只能识别纯文本。请在原软件中另存为 TXT 后重新上传，或者用“手工录入”粘贴全文。")
_PDF = _("这是 PDF 文件，目前只能识别纯文本。请另存为 TXT（纯文本）后重新上传，或者用“手工录入”粘贴其中的文字。")
_BINARY = _("这不是文本文件。请把公文另存为 TXT（纯文本）后重新上传，或者用“手工录入”粘贴全文。")
_UNKNOWN = _("无法判断文件的文字编码。请用记事本打开后另存为 UTF-8 编码的 TXT 文件，再重新上传。")


class Unreadable(ValueError):
    """The message is a sentence for the person who chose the file; the code is one word for tests and counts."""

    def __init__(self, message, code="unreadable"):
        super().__init__(message)
        self.message = message
        self.code = code


def decode(data: bytes) -> str:
    """The text without its byte order mark; Unreadable for what is empty, binary, too large or in no known encoding."""
    if len(data) > LARGEST:
        raise Unreadable(_TOO_LARGE, "too_large")
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable(_EMPTY, "empty")
    _refuse_known_binaries(data)
    text = _marked(data) or _unmarked(data)
    if not text.strip("\ufeff\u200b \t\r\n\u3000\xa0"):
        raise Unreadable(_EMPTY, "empty")
    if "\0" in text:
        raise Unreadable(_BINARY, "binary")
    return text


def _refuse_known_binaries(data):
    if data.startswith(_WORD_OR_WPS):
        raise Unreadable(_WORD, "word")
    if data.lstrip()[:5] == b"%PDF-":
        raise Unreadable(_PDF, "pdf")
    # BM and MZ are letters too: short marks count only when the rest is binary as well
    if data.startswith(_OTHER_BINARY) and (b"\0" in data[:1024] or data[0] > 0x7F):
        raise Unreadable(_BINARY, "binary")


def _marked(data):
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                raise Unreadable(_UNKNOWN, "unknown") from None
    return ""


def _unmarked(data):
    if b"\0" not in data and (text := _try(data, "utf-8")):
        return text
    # a zero byte is half of an ASCII character in UTF-16, and nothing else in a text
    encodings = ("utf-16-le", "utf-16-be") if b"\0" in data else ("gb18030", "utf-16-le", "utf-16-be")
    guesses = [text for encoding in encodings if (text := _try(data, encoding))]
    best = max(guesses, key=_commonness, default="")
    if _commonness(best) < PLAUSIBLE:
        raise Unreadable(*((_BINARY, "binary") if b"\0" in data else (_UNKNOWN, "unknown")))
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
