"""PDF → text: the lines of each page, joined to paragraphs again; page numbers left out."""
import re
from collections import Counter

import pypdfium2 as pdfium
import pypdfium2.raw

from .pdf_lines import Line, Page, space_between
from .radicals import without_radicals
from .refusal import Refusal
from .text import MOST_CHARACTERS, Lines, answer, check_length

MOST_PAGES = 500
FEW = 10                            # characters that a scanned page may have: its number, a mark of the scanner
WIDEST_PITCH = 2.6                  # distance of lines of one paragraph, in sizes of a character
_ERRORS = {                         # of FPDF_GetLastError
    pypdfium2.raw.FPDF_ERR_PASSWORD: "encrypted", pypdfium2.raw.FPDF_ERR_SECURITY: "encrypted"}
_DASHES = "-—–―─－·•"
_PAGE_NUMBER = re.compile(
    rf"[{_DASHES}\s]*[0-9０-９]{{1,4}}[{_DASHES}\s]*|第?\s*[0-9]{{1,4}}\s*页?\s*[/，,]?\s*共\s*[0-9]{{1,4}}\s*页|第\s*[0-9]{{1,4}}\s*页|"
    r"[0-9]{1,4}\s*/\s*[0-9]{1,4}")


def read(data: bytes) -> tuple[dict, bytes]:
    """({"kind": "pdf", "pages": n, "without_text": m}, text in UTF-8): m pages are pictures alone. Refusal otherwise."""
    document = _open(data)
    if len(document) > MOST_PAGES:
        raise Refusal("long")
    pages, pictures, characters, nowhere = [], 0, 0, 0
    for number in range(len(document)):
        lines, codes, lost, is_picture = _read_page(document, number, MOST_CHARACTERS + 1 - characters)
        characters += codes
        nowhere += lost
        pictures += is_picture
        check_length(0, characters)
        pages.append(lines)
    if pictures == len(pages):
        raise Refusal("scan")
    if nowhere > characters / 3:
        raise Refusal("codes")                  # fonts that draw characters and do not say which
    text = Lines()
    for paragraph in paragraphs(pages):
        text.add(without_radicals(paragraph))
    return answer("pdf", text.joined(), pages=len(pages), without_text=pictures)


def _open(data):
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise Refusal(_ERRORS.get(getattr(error, "err_code", None), "damaged")) from None
    if not len(document):
        raise Refusal("damaged")
    return document


def _read_page(document, number, limit):
    """(lines, characters, characters without a code, whether it is a picture)."""
    try:
        page = document[number]
    except pdfium.PdfiumError:                  # one broken page; the others may be read
        return [], 0, 0, False
    text_page = page.get_textpage()
    reader = Page(page.raw, text_page.raw, limit)
    lines = reader.lines()
    few = sum(len(line.text) for line in lines) < FEW
    is_picture = few and reader.nowhere < FEW and _has_pictures(page)
    text_page.close()
    page.close()
    return lines, reader.codes, reader.nowhere, is_picture


def _has_pictures(page):
    """Pictures, drawings (text turned into outlines) or forms that may hold them."""
    raw = page.raw
    kinds = (pypdfium2.raw.FPDF_PAGEOBJ_IMAGE, pypdfium2.raw.FPDF_PAGEOBJ_PATH, pypdfium2.raw.FPDF_PAGEOBJ_FORM)
    return any(
        pypdfium2.raw.FPDFPageObj_GetType(pypdfium2.raw.FPDFPage_GetObject(raw, index)) in kinds
        for index in range(min(pypdfium2.raw.FPDFPage_CountObjects(raw), 1000)))


def paragraphs(pages: list[list[Line]]) -> list[str]:
    """A line that stops before the right margin ends its paragraph; so does one before an indented line or a gap."""
    kept = [_without_page_number(lines) for lines in pages]
    right, left = _margins([line for lines in kept for line in lines])
    found, last, fresh = [], None, False
    for lines in kept:
        pitch = _pitch(lines)
        fresh = True                            # first line of a page: its distance to the last one says nothing
        for line in lines:
            if last is not None and _goes_on(last, line, left, right, None if fresh else pitch):
                found[-1] += space_between(found[-1], line.text) + line.text
            else:
                found.append(line.text)
            last, fresh = line, False
    return found


def _goes_on(last, line, left, right, pitch):
    size = max(last.size, line.size)
    if min(last.size, line.size) < 0.85 * size:
        return False                            # title and text
    if last.right < right - 1.5 * size or line.left > left + size or "\t" in last.text + line.text:
        return False
    return pitch is None or last.y - line.y < min(1.6 * pitch, WIDEST_PITCH * size)


def _margins(lines):
    """(right, left) of the text: where most of the longer lines end, and begin."""
    if not lines:
        return 0, 0
    longest = max(line.right - line.left for line in lines)
    long = [line for line in lines if line.right - line.left > 0.7 * longest]
    # the first line of a paragraph begins two characters farther in: the left margin is the lesser of the usual ones
    rights = Counter(round(line.right / line.size) for line in long)
    lefts = Counter(round(line.left / line.size) for line in long)
    right = rights.most_common(1)[0][0]
    usual = max(lefts.values()) / 4
    left = min(place for place, count in lefts.items() if count >= usual)
    return (max(line.right for line in long if round(line.right / line.size) == right),
            min(line.left for line in long if round(line.left / line.size) == left))


def _pitch(lines):
    """The usual distance from line to line on a page, in points."""
    distances = sorted(one.y - other.y for one, other in zip(lines, lines[1:], strict=False) if one.y > other.y)
    return distances[len(distances) // 2] if distances else 0


def _without_page_number(lines):
    """The first and the last line of a page may be its number."""
    if lines and _PAGE_NUMBER.fullmatch(lines[-1].text):
        lines = lines[:-1]
    if lines and _PAGE_NUMBER.fullmatch(lines[0].text):
        lines = lines[1:]
    return lines
