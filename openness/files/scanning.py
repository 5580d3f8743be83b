"""A client of clamd's INSTREAM command (clamd(8)): length and bytes of each chunk, a length of nought, one answer."""
import socket
from urllib.parse import urlsplit

from django.conf import settings

CHUNK = 64 * 1024
TIMEOUT = 60        # seconds for each exchange
LONGEST_ANSWER = 4096


class NoVerdict(Exception):
    """The scanner did not judge this file: it stays where it is."""


class ScannerDown(NoVerdict):
    """The scanner does not answer, for this file and for others."""


def scan(path) -> str:
    """What clamd found in a file, by clamd's name for it; empty when it found nothing. Raises NoVerdict."""
    try:
        with connect(settings.CLAMD) as link, open(path, "rb") as data:
            link.sendall(b"zINSTREAM\0")
            while chunk := data.read(CHUNK):
                link.sendall(len(chunk).to_bytes(4, "big") + chunk)
            link.sendall(bytes(4))
            return verdict(answer(link))
    except OSError as error:
        raise ScannerDown(str(error)) from error


def connect(address):
    """unix:///run/clamav/clamd.ctl or tcp://127.0.0.1:3310."""
    parts = urlsplit(address)
    if parts.scheme == "tcp":
        return socket.create_connection((parts.hostname, parts.port or 3310), TIMEOUT)
    link = socket.socket(socket.AF_UNIX)
    link.settimeout(TIMEOUT)
    try:
        link.connect(parts.path)
    except OSError:
        link.close()
        raise
    return link


def answer(link):
    received = b""
    while b"\0" not in received and len(received) < LONGEST_ANSWER:
        more = link.recv(LONGEST_ANSWER)
        if not more:
            break
        received += more
    return received.partition(b"\0")[0].decode("utf-8", "replace").strip()


def verdict(words):
    """“stream: OK” or “stream: Eicar-Test-Signature FOUND”; anything else is no verdict."""
    if words == "stream: OK":
        return ""
    if words.startswith("stream: ") and words.endswith(" FOUND"):
        return words.removeprefix("stream: ").removesuffix(" FOUND")
    raise NoVerdict(words or "no answer")
