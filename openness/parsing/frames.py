"""What goes over the socket between host and child: two lengths, a JSON object, bytes. Never pickle."""
import json
import struct
import time

LENGTHS = struct.Struct("!IQ")      # bytes of the JSON object, bytes of the rest
LARGEST_HEADER = 4 * 1024 * 1024
LARGEST_BODY = 256 * 1024 * 1024


def send(sock, header: dict, body: bytes = b"", *, until=None):
    """until is a time.monotonic(); TimeoutError after it."""
    written = json.dumps(header).encode()
    _wait_until(sock, until)
    sock.sendall(LENGTHS.pack(len(written), len(body)) + written)
    if body:
        _wait_until(sock, until)
        sock.sendall(body)


def receive(sock, *, until=None) -> tuple[dict, bytes]:
    """EOFError when the other side ended too early; ValueError for what is no frame."""
    header_length, body_length = LENGTHS.unpack(_exactly(sock, LENGTHS.size, until))
    if header_length > LARGEST_HEADER or body_length > LARGEST_BODY:
        raise ValueError("frame too large")
    header = json.loads(_exactly(sock, header_length, until))
    if not isinstance(header, dict):
        raise ValueError("header is no object")
    return header, _exactly(sock, body_length, until)


def _exactly(sock, length, until):
    taken = bytearray(length)
    rest = memoryview(taken)
    while rest:
        _wait_until(sock, until)
        count = sock.recv_into(rest)
        if not count:
            raise EOFError
        rest = rest[count:]
    return bytes(taken)


def _wait_until(sock, until):
    if until is not None:
        sock.settimeout(max(0.001, until - time.monotonic()))
