"""Plain text: UTF-8 or GB18030 in, UTF-8 without a byte order mark out."""
import re

from openness.parsing.refusal import Refusal

NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes) -> tuple[str, str]:
    """(text, encoding); Refusal("mismatch") for what is no text."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if NOT_TEXT.search(text):
            break
        return text, encoding
    raise Refusal("mismatch")


def look(data: bytes) -> dict:
    decode(data)
    return {}


def scrub(data: bytes) -> tuple[dict, bytes]:
    """The media type says UTF-8: so the copy is."""
    text, encoding = decode(data)
    return ({"recoded": 1} if encoding == "gb18030" else {}), text.encode()
