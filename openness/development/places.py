"""Where things lie: one folder for the demonstration, one below it for the tests, so that both can run at once."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOCKET_NAME_LIMIT = 107  # bytes; the kernel's sockaddr_un holds no more


@dataclass(frozen=True)
class Place:
    var: Path

    @property
    def lock(self):
        return self.var / "lock"

    @property
    def log(self):
        return self.var / "log"

    @property
    def accounts(self):
        return self.var / "demo-accounts.json"

    @property
    def run(self):
        """The folder of the sockets: below var, or, when that makes their names too long, one in the temporary folder.

        Its name follows from var's, so that `make shell` finds the sockets of a running `make demo`.
        """
        run = self.var / "run"
        if len(os.fsencode(run / ".s.PGSQL.5432.lock")) <= SOCKET_NAME_LIMIT:
            return run
        name = f"openness-{os.getuid()}-{hashlib.sha256(os.fsencode(run)).hexdigest()[:12]}"
        folder = Path(tempfile.gettempdir()) / name
        return folder if len(os.fsencode(folder)) < 80 else Path("/tmp") / name  # noqa: S108

    def make(self):
        for folder in (self.var, self.run, self.log):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if folder.is_symlink() or folder.stat().st_uid not in (os.getuid(), 65534):
                raise SystemExit(f"{folder} belongs to somebody else.")


DEMO = Place(Path(os.environ.get("OPENNESS_VAR") or ROOT / "var").resolve())
TEST = Place(DEMO.var / "test")
