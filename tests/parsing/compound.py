"""A compound file ([MS-CFB]) and a Word 97 document in it, no larger than the tests need."""
import struct

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: dict[str, bytes]) -> bytes:
    """Streams of one folder; each is padded to 4,096 bytes, since smaller ones would need a second kind of sectors."""
    streams = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    directory_sectors = -(-(len(streams) + 1) * 128 // SECTOR)
    chains, body, starts = [], b"", {}
    for name, data in streams.items():
        starts[name] = len(chains)
        count = -(-len(data) // SECTOR)
        chains += [len(chains) + n + 1 for n in range(count - 1)] + [END]
        body += data.ljust(count * SECTOR, b"\0")
    directory_at = len(chains)
    chains += [directory_at + n + 1 for n in range(directory_sectors - 1)] + [END]
    fat_sectors = 1
    while (len(chains) + fat_sectors) > fat_sectors * SECTOR // 4:
        fat_sectors += 1
    fat_at = len(chains)
    chains += [FAT] * fat_sectors
    chains += [FREE] * (fat_sectors * SECTOR // 4 - len(chains))
    entries = _entry("Root Entry", 5, child=1 if streams else FREE, start=END, size=0)
    names = list(streams)
    for number, name in enumerate(names, 1):    # a chain to the right: readers that do not balance do not mind
        right = number + 1 if number < len(names) else FREE
        entries += _entry(name, 2, right=right, start=starts[name], size=len(streams[name]))
    entries = entries.ljust(directory_sectors * SECTOR, b"\0")
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, fat_sectors, directory_at, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", *([fat_at + n for n in range(fat_sectors)] + [FREE] * (109 - fat_sectors)))
    return header + body + entries + struct.pack(f"<{len(chains)}I", *chains)


def _entry(name, kind, *, right=FREE, child=FREE, start=0, size=0):
    written = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII16sIQQIQ", written, len(written), kind, 1, FREE, right, child, b"", 0, 0, 0, start, size)


def word(*pieces, after="", flags=0, mark=0xA5EC, deleted=(), length=None, table="1Table") -> bytes:
    """A .doc of pieces: bytes are an eight-bit piece, str a sixteen-bit one; after is text of notes and headers.

    deleted: numbers of pieces that are deleted under change tracking. length: characters the header claims.
    """
    text_at = 2048
    body, places, descriptors, runs = b"", [0], b"", [text_at]
    marks = []
    for number, piece in enumerate([*pieces, *([after] if after else [])]):
        place = text_at + len(body)
        narrow = isinstance(piece, bytes)
        body += piece if narrow else piece.encode("utf-16-le")
        body += b"\0" * (len(body) % 2)
        places.append(places[-1] + (len(piece) if narrow else len(piece.encode("utf-16-le")) // 2))
        descriptors += struct.pack("<HIH", 0, place * 2 | 0x40000000 if narrow else place, 0)
        runs.append(text_at + len(body))
        marks.append(number in deleted)
    claimed = places[len(pieces)] if length is None else length
    clx = b"\x02" + struct.pack("<I", 4 * len(places) + len(descriptors)) + struct.pack(f"<{len(places)}I", *places) + descriptors
    # one page of run formatting at sector 3: the property "deleted" at byte 400 of it
    page = struct.pack(f"<{len(runs)}I", *runs) + bytes(200 if each else 0 for each in marks)
    page = page.ljust(400, b"\0") + b"\x06" + struct.pack("<HBHB", 0x0835, 1, 0x0800, 1)
    page = page.ljust(511, b"\0") + bytes([len(marks)])
    run_table = struct.pack("<III", runs[0], runs[-1], 3)
    addresses = [(0, 0)] * 93
    addresses[12] = (0, len(run_table))
    addresses[33] = (len(run_table), len(clx))
    header = struct.pack("<HHHHHHIBB", mark, 0xC1, 0, 0x804, 0, flags | (0x0200 if table == "1Table" else 0), 0, 0, 0)
    header = header.ljust(32, b"\0") + struct.pack("<H28xH", 14, 22) + struct.pack("<12xI72x", claimed)
    header += struct.pack("<H", 93) + b"".join(struct.pack("<II", *address) for address in addresses)
    stream = header.ljust(1536, b"\0") + page + body
    return compound({"WordDocument": stream, table: run_table + clx})
