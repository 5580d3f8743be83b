"""What reading a file costs, in the child and all told, beside a floor.

A floor is what the library underneath takes for the same bytes, in this process, without making a text of it.
"""
import io
import statistics
import time
import zipfile
from functools import partial
from xml.parsers import expat

import olefile
import pypdfium2

from openness.parsing import doc, docx, pdf
from openness.parsing.reading import read
from tests.documents_data import NOTICE
from tests.parsing.compound import word
from tests.parsing.packed import docx as packed
from tests.parsing.packed import p
from tests.parsing.pages import column
from tests.parsing.pages import pdf as printed

LINES = [line[n:n + 28] for line in NOTICE.splitlines() for n in range(0, len(line), 28)]
FILES = {
    "docx": packed("".join(p(line) for line in NOTICE.splitlines())),
    "pdf": printed(*[column(LINES[n:n + 22]) for n in range(0, len(LINES), 22)]),
    "doc": word(NOTICE.replace("\n", "\r")),
    "txt": NOTICE.encode("gb18030"),
}


def median(work, times=30):
    """Milliseconds of the middle run; two runs first, to warm up."""
    seconds = []
    for _ in range(times + 2):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds[2:]) * 1000


def unpack_and_walk():
    expat.ParserCreate().Parse(zipfile.ZipFile(io.BytesIO(FILES["docx"])).read("word/document.xml"), True)


def open_pages():
    document = pypdfium2.PdfDocument(FILES["pdf"])
    for page in document:
        page.get_textpage().get_text_range()
    document.close()


def open_streams():
    olefile.OleFileIO(io.BytesIO(FILES["doc"])).openstream("WordDocument").read()


READERS = {"docx": docx.read, "pdf": pdf.read, "doc": doc.read, "txt": lambda data: read("x.txt", data)}
FLOORS = {"docx": unpack_and_walk, "pdf": open_pages, "doc": open_streams, "txt": lambda: FILES["txt"].decode("gb18030")}


def measure():
    """[(name, ms all told, floor ms, remark)] for the table of `make bench`."""
    rows = []
    for kind, data in FILES.items():
        told, reader, floor = median(partial(read, "x", data)), median(partial(READERS[kind], data)), median(FLOORS[kind])
        rows.append((f"read: the notice as {kind}", told, floor, f"{len(data) // 1024} KB, the reader alone {reader:.1f}"))
    return rows
