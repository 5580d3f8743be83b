"""Makes .venv what requirements-dev.lock says, then hands over to ``python -m openness.development`` inside it.

Run by path with whatever ``python3`` the machine has, so: the standard library only, and syntax that Python 3.8 reads.
"""

import ctypes
import fcntl
import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
UV_VERSION = "0.13.9"
FETCHED_PYTHON = "3.13"  # what uv fetches when the machine has none: one that all locked packages have wheels for
NO_PYTHON = "Python 3.12 or newer is needed; none was found and none could be fetched. Install one and try again."


def say(text):
    """A line of progress with the seconds since the command was given; a vanished terminal is no reason to die."""
    started = float(os.environ.setdefault("OPENNESS_STARTED", str(time.time())))
    try:
        print(f"[{time.time() - started:5.1f} s] {text}", flush=True)
    except OSError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115


def die_with_parent(death=signal.SIGTERM):
    """Ask Linux to signal this process when its parent ends, however that happens (PR_SET_PDEATHSIG)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, int(death))


def wanted_port():
    port = os.environ.get("PORT") or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise SystemExit(f"PORT={port} is not a port number.")
    return int(port)


def refuse_taken_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise SystemExit(
                f"Port {port} cannot be used ({error.strerror}). Choose another one: make demo PORT={port % 65535 + 1}"
            ) from None


def refuse_early():
    """Say what would make `demo` fail in the end before minutes are spent on installing."""
    lock = Path(os.environ.get("OPENNESS_VAR") or ROOT / "var") / "lock"
    if lock.exists():
        with lock.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return  # running already, or just ending: the runner tells which
    refuse_taken_port(wanted_port())


def run(*command, **options):
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT, preexec_fn=die_with_parent, **options)


def uv():
    """The machine's uv, or one of our own in .tools."""
    own = ROOT / ".tools/bin/uv"
    found = own if own.exists() else shutil.which("uv")
    if not found:
        say("getting uv")
        run(sys.executable, "-m", "venv", ROOT / ".tools")
        run(ROOT / ".tools/bin/pip", "install", "--quiet", "--disable-pip-version-check", "uv==" + UV_VERSION)
        found = own
    return found


def pyenv_first(path):
    """PATH with pyenv's newest suitable Python in front: its shims hide all but the chosen one from uv."""
    versions = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    suitable = [bin for bin in versions.glob("3.*/bin") if re.fullmatch(r"3\.(1[2-9]|[2-9]\d)\.\d+", bin.parent.name)]
    newest = sorted(suitable, key=lambda bin: [int(part) for part in bin.parent.name.split(".")], reverse=True)
    return os.pathsep.join([str(bin) for bin in newest[:1]] + [path])


def usable(python):
    test = [str(python), "-c", "import sys; sys.exit(sys.version_info < (3, 12))"]
    try:
        return subprocess.run(test, capture_output=True).returncode == 0
    except OSError:
        return False


def make_venv(tool, environment, *wanted, **options):
    command = [str(tool), "venv", "--quiet", "--clear", *wanted, str(VENV)]
    return subprocess.run(command, cwd=ROOT, env=environment, preexec_fn=die_with_parent, **options).returncode == 0


def install():
    lock = ROOT / "requirements-dev.lock"
    stamp, expected = VENV / ".synced", hashlib.sha256(lock.read_bytes()).hexdigest()
    if usable(VENV / "bin/python"):
        if stamp.exists() and stamp.read_text() == expected:
            return
    else:
        tool, search = uv(), dict(os.environ, PATH=pyenv_first(os.environ.get("PATH", os.defpath)))
        say("making .venv")
        found = make_venv(tool, search, "--no-python-downloads", "--python", ">=3.12", capture_output=True)
        if not found and not make_venv(tool, search, "--python", FETCHED_PYTHON):
            raise SystemExit(NO_PYTHON)
    say("installing what requirements-dev.lock names")
    run(uv(), "pip", "sync", "--quiet", "--require-hashes", "--python", VENV / "bin/python", lock)
    stamp.write_text(expected)


def main():
    say("Openness: " + " ".join(sys.argv[1:]))
    if os.environ.get("MAKELEVEL"):
        die_with_parent()
    if sys.argv[1:2] == ["demo"]:
        refuse_early()
    (ROOT / "var").mkdir(mode=0o700, exist_ok=True)
    with open(ROOT / "var/install.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # a demo and a test begun together install once
        try:
            install()
        except subprocess.CalledProcessError as error:
            raise SystemExit(f"Installing failed (see above): {' '.join(error.cmd)}") from None
    python = str(VENV / "bin/python")
    os.chdir(ROOT)
    os.execv(python, [python, "-m", "openness.development", *sys.argv[1:]])


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
