"""JPG and PNG: pixels and colour profile alone go out. Pictures inside other files are stripped without re-encoding."""
import io
import re
import struct
import warnings

from PIL import Image, ImageOps, MpoImagePlugin  # noqa: F401

from openness.parsing.refusal import Refusal

FORMATS = {"jpg": "JPEG", "png": "PNG"}
MOST_PIXELS = 50_000_000
LARGE = 4_000_000
JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
UNREADABLE = (OSError, SyntaxError, ValueError, KeyError, IndexError, TypeError, AttributeError, ZeroDivisionError,
              OverflowError, EOFError, struct.error, Image.DecompressionBombError)
# application segments that say how colours are to be read: JFIF, colour profile, Adobe's transform
COLOUR_SEGMENTS = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
SCAN, COMMENT, END = 0xDA, 0xFE, b"\xff\xd9"
NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")       # others stand within a scan
NOT_SHOWN = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
ORIENTATION = 0x0112
# what Pillow tells of a picture besides what somebody wrote into it
TECHNICAL = {"icc_profile", "transparency", "gamma", "srgb", "chromaticity", "jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi",
             "aspect", "adobe", "adobe_transform", "progressive", "progression", "interlace"}
Image.MAX_IMAGE_PIXELS = None       # counted in look(), before anything is unpacked
Image.preinit()                     # Pillow loads its formats at the first picture, which would be in each child anew


def look(data: bytes, kind: str) -> dict:
    """Reads the head for the size, then every pixel."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=[FORMATS[kind]]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Refusal("pixels", have=image.width * image.height // 10_000, limit=MOST_PIXELS // 10_000)
            image.verify()
    except UNREADABLE as error:
        raise Refusal("broken") from error
    return {}


def scrub(data: bytes, kind: str) -> tuple[dict, bytes]:
    """Upright, re-encoded (JPG at quality 95): what hangs on the file behind or between the pixels stays behind."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=[FORMATS[kind]]) as image:
            image.load()
            had = {*image.info} - TECHNICAL
            profile = image.info.get("icc_profile")
            upright = ImageOps.exif_transpose(image)
            upright.info = {key: value for key, value in upright.info.items() if key == "transparency"}
            made = io.BytesIO()
            if kind == "jpg":
                upright.save(made, "JPEG", quality=95, icc_profile=profile, exif=b"", comment=b"")
            else:
                level = 6 if image.width * image.height < LARGE else 2      # level 6 takes seconds for a photograph
                upright.save(made, "PNG", icc_profile=profile, exif=b"", compress_level=level)
    except UNREADABLE as error:
        raise Refusal("broken") from error
    return ({"metadata": True} if had else {}), made.getvalue()


def strip(data: bytes) -> tuple[bytes, int]:
    """A picture within a document, without what says who took it when and where; and whether there was such a thing."""
    try:
        if data.startswith(JPEG):
            made = strip_jpeg(data)
        elif data.startswith(PNG):
            made = strip_png(data)
        else:
            return data, 0
    except (IndexError, AttributeError, struct.error):
        return data, 0
    return made, int(made != data)


def strip_jpeg(data):
    """Segment by segment (ITU-T T.81, B.1.1) to the end of the first picture; only the orientation of its Exif stays."""
    kept, place, turned = [data[:2]], 2, orientation(data)
    if turned != 1:
        kept.append(upright_exif(turned))
    while data[place:place + 2] != END:
        if data[place] != 0xFF:
            raise IndexError
        if data[place + 1] == 0xFF:         # a filler
            place += 1
            continue
        marker, end = data[place + 1], place + 2 + struct.unpack_from(">H", data, place + 2)[0]
        if marker == SCAN:
            end = NEXT_MARKER.search(data, end).start()
        segment, place = data[place:end], end
        if marker != COMMENT and (marker not in range(0xE0, 0xF0) or marker in COLOUR_SEGMENTS and segment[4:].startswith(
                COLOUR_SEGMENTS[marker])):
            kept.append(segment)
    return b"".join(kept) + END


def orientation(data):
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
            found = image.getexif().get(ORIENTATION, 1)
    except UNREADABLE:
        return 1
    return found if found in range(1, 9) else 1


def upright_exif(turned):
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    block = exif.tobytes()
    return b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block


def strip_png(data):
    kept, place = [data[:8]], 8
    while place + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        if kind not in NOT_SHOWN:
            kept.append(data[place:place + 12 + length])
        place += 12 + length
        if kind == b"IEND":
            break
    return b"".join(kept)
