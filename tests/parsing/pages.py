"""PDF files written object by object, with a font of one glyph, a box, and a ToUnicode map that names the characters."""
import struct
import zlib

A4 = (595, 842)
PICTURE = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"


def pdf(*pages, turn=0, extra=b"", named=True) -> bytes:
    """Pages are lists of (x, y, size, text, matrix or nothing) in points, or bytes of a content stream; named: with a ToUnicode map."""
    characters = sorted({character for page in pages if isinstance(page, list) for piece in page for character in piece[3]})
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{8 + 2 * n} 0 R' for n in range(len(pages)))}]>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/Sung/Encoding/Identity-H/DescendantFonts[4 0 R]"
        + (b"/ToUnicode 5 0 R" if named else b"") + b">>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Sung/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/Sung/Flags 4/FontBBox[0 -120 1000 880]/Ascent 880"
        b"/Descent -120/ItalicAngle 0/CapHeight 880/StemV 80/FontFile2 6 0 R>>/CIDToGIDMap 7 0 R>>",
        stream(_map(characters)),
        stream(_font(), f"/Length1 {len(_font())}".encode()),
        stream(zlib.compress(b"\0\1" * 0x10000), b"/Filter/FlateDecode"),
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {A4[0]} {A4[1]}]/Rotate {turn}/Resources<</Font<</F 3 0 R>>>>"
            f"/Contents {9 + 2 * number} 0 R>>".encode())
        objects.append(stream(page if isinstance(page, bytes) else b"".join(_shown(*piece) for piece in page)))
    return assembled(objects, extra)


def assembled(objects: list[bytes], extra=b"") -> bytes:
    """The objects, numbered from one, with table and trailer; extra: more entries of the trailer."""
    body, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R".encode() + extra + b">>\n"
    return body + table.encode() + trailer + f"startxref\n{len(body)}\n%%EOF\n".encode()


def stream(content: bytes, entries=b"") -> bytes:
    return f"<</Length {len(content)}".encode() + entries + b">>\nstream\n" + content + b"\nendstream"


def column(lines, *, left=79, top=730, size=16, pitch=28):
    """Lines below one another, 28 characters of 16 points wide at most; those that begin with 　 are indented."""
    return [(left + size * (len(line) - len(line.lstrip("　"))), top - pitch * number, size, line.lstrip("　"))
            for number, line in enumerate(lines)]


def _code(character):
    return ord(character) & 0xFFFF


def _shown(x, y, size, text, matrix="1 0 0 1"):
    codes = "".join(f"{_code(character):04X}" for character in text)
    return f"BT /F {size} Tf {matrix} {x} {y} Tm <{codes}> Tj ET\n".encode()


def _map(characters):
    lines = "".join(f"<{_code(c):04X}> <{c.encode('utf-16-be').hex()}>\n" for c in characters)
    blocks = f"{len(characters)} beginbfchar\n{lines}endbfchar\n" if characters else ""
    return ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange <0000> <FFFF> "
            f"endcodespacerange\n{blocks}endcmap end end").encode()


def _font():
    """A TrueType font: nothing as glyph 0, a box of nearly a full square as glyph 1, for every code."""
    box = struct.pack(">hhhhh", 1, 50, -100, 950, 850) + struct.pack(">HH", 3, 0) + b"\1\1\1\1" + struct.pack(
        ">4h4h", 50, 900, 0, -900, -100, 0, 950, 0)
    box += b"\0" * (-len(box) % 4)
    tables = {
        b"glyf": box,
        b"head": struct.pack(">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, 1000, 0, 0, 0, -120, 1000, 880, 0, 8, 2, 1, 0),
        b"hhea": struct.pack(">IhhhHhhhhhh8xhH", 0x10000, 880, -120, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 2),
        b"hmtx": struct.pack(">HhHh", 1000, 0, 1000, 50),
        b"loca": struct.pack(">III", 0, 0, len(box)),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    at, directory, body = 12 + 16 * len(tables), b"", b""
    for tag, content in tables.items():
        directory += tag + struct.pack(">III", 0, at + len(body), len(content))
        body += content + b"\0" * (-len(content) % 4)
    return struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 32) + directory + body
