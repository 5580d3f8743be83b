"""The lines of a PDF page, from the boxes of its characters, in the order in which a person reads them."""
import ctypes
import math
from dataclasses import dataclass

import pypdfium2.raw as pdfium

_WIDE = ((0x2E80, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFF60), (0x20000, 0x3FFFF))
_SPACES = (0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x3000)
CELL = 1.5                          # gap between cells, in sizes of a character
UPRIGHT = math.radians(10)          # a page's text is horizontal; watermarks stand aslant


@dataclass
class Line:
    """Units are points; y is that of the base line and grows upwards."""
    text: str
    left: float
    right: float
    y: float
    size: float                     # of the font


class Page:
    """Reads one text page. codes: how many characters it has; nowhere: those of which the font does not say which."""

    def __init__(self, page, text_page, limit):
        self._page = text_page
        self._box, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._box_at = ctypes.byref(self._box)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._height = self._base = None        # of the last character
        self._turn = pdfium.FPDFPage_GetRotation(page) % 4
        self.codes = min(pdfium.FPDFText_CountChars(text_page), limit)
        self.nowhere = 0

    def lines(self) -> list[Line]:
        """Top to bottom; pieces on one base line joined from left to right, a tab between distant ones."""
        lines, row = [], []
        for piece in sorted(self._pieces(), key=lambda piece: -piece.y):
            if row and row[0].y - piece.y > 0.5 * min(row[0].size, piece.size):
                lines.append(_joined(row))
                row = []
            row.append(piece)
        if row:
            lines.append(_joined(row))
        return [line for line in lines if line.text]

    def _pieces(self):
        """Characters that follow one another on one base line, in the order of the drawing.

        Those of a ligature share one box, hence the allowance for going back.
        """
        piece, gap = None, ""
        for character, place in self._characters():
            if place is None:
                gap = " "
                continue
            left, right, y, size = place
            if piece and abs(piece.y - y) < 0.5 * min(piece.size, size) and left - piece.right > -0.8 * size:
                piece.text += between(left - piece.right, size, piece.text[-1], character, gap) + character
                piece.right, piece.size = max(piece.right, right), max(piece.size, size)
            else:
                if piece:
                    yield piece
                piece = Line(character, left, right, y, size)
            gap = ""
        if piece:
            yield piece

    def _characters(self):
        """(character, (left, right, y, size)); (" ", None) for spaces, those too that PDFium put in."""
        page = self._page
        for index in range(self.codes):
            code = pdfium.FPDFText_GetUnicode(page, index)
            if code in _SPACES:
                yield " ", None
            elif code in (0, 0xFFFD, 0xFFFE, 0xFFFF) or 0xE000 <= code <= 0xF8FF or 0xD800 <= code <= 0xDFFF:
                self.nowhere += 1
            elif place := self._place(index):
                self.nowhere += pdfium.FPDFText_HasUnicodeMapError(page, index) == 1       # what it gives is a guess
                yield chr(code), place

    def _place(self, index):
        """(left, right, y, size) of a character as the page is seen, turned or not; None for one that stands aslant."""
        box = self._box
        if not pdfium.FPDFText_GetLooseCharBox(self._page, index, self._box_at):
            return None
        if self._turn == 0:
            left, right, height = box.left, box.right, (box.bottom, box.top)
        elif self._turn == 1:                   # by a quarter to the right: up is now to the right
            left, right, height = box.bottom, box.top, (box.left, box.right)
        elif self._turn == 2:
            left, right, height = -box.right, -box.left, (box.bottom, box.top)
        else:
            left, right, height = -box.top, -box.bottom, (box.left, box.right)
        if height != self._height:              # mostly it is that of the character before, and with it the rest
            self._height, self._base = height, self._base_line(index)
        return self._base and (left, right, *self._base)

    def _base_line(self, index):
        """(y, size), or None for what stands aslant. y is no side of the box: that of 一 is low, as is the character."""
        page, matrix = self._page, self._matrix
        pdfium.FPDFText_GetMatrix(page, index, ctypes.byref(matrix))
        if _is_aslant(matrix):
            return None
        pdfium.FPDFText_GetCharOrigin(page, index, ctypes.byref(self._x), ctypes.byref(self._y))
        size = pdfium.FPDFText_GetFontSize(page, index) * math.hypot(matrix.c, matrix.d) or 1
        return (self._y.value, -self._x.value, -self._y.value, self._x.value)[self._turn], size


def _is_aslant(matrix):
    angle = math.atan2(matrix.b, matrix.a) % (math.pi / 2)
    return UPRIGHT < angle < math.pi / 2 - UPRIGHT


def _joined(row):
    """One line of the pieces of a row."""
    row.sort(key=lambda piece: piece.left)
    line = row[0]
    for piece in row[1:]:
        distance = piece.left - line.right
        if distance < -0.5 * line.size and piece.text in line.text:
            continue                            # drawn twice to look bold
        parted = between(distance, line.size, line.text[-1], piece.text[0], space_between(line.text, piece.text))
        line = Line(line.text + parted + piece.text, line.left, max(line.right, piece.right), line.y,
                    max(line.size, piece.size))
    return line


def between(distance: float, size: float, before: str, after: str, otherwise="") -> str:
    """What stands for a gap between two characters, measured in points beside their size; otherwise: in a narrow one."""
    if distance > CELL * size:
        return "\t"
    if is_wide(before) and is_wide(after):
        return " " if distance > 0.8 * size else ""
    return otherwise or (" " if distance > 0.8 * size else "")


def space_between(before: str, after: str) -> str:
    """A space between Latin words or figures, nothing beside Chinese."""
    before, after = before[-1:], after[:1]
    latin = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    return " " if latin else ""


def is_wide(character: str) -> bool:
    return character > "\x7f" and any(first <= ord(character) <= last for first, last in _WIDE)
