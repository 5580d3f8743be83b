"""PostgreSQL refuses to run as root; root here becomes somebody else without a new account.

First choice: a user namespace of the process's own, in which root is called 1000. It works below folders that only
root may enter. Where the machine forbids that: setpriv to "nobody", which needs folders that others may traverse.
"""

import functools
import os
import shutil
import subprocess
from pathlib import Path

NOBODY = 65534
HELP = "As root, PostgreSQL needs user namespaces or setpriv; run as an ordinary user or set DATABASE_URL."


def enter_namespace():
    """Between fork and exec: be uid 1000 in a user namespace whose files are root's."""
    group = os.getegid()
    os.unshare(os.CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text("1000 0 1")
    Path("/proc/self/gid_map").write_text(f"1000 {group} 1")


@functools.cache
def namespaces_work():
    try:
        subprocess.run(["true"], preexec_fn=enter_namespace, check=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def drop(command, folders, death):
    """The command and the function for its child that together run it without privileges; folders become its own."""
    if os.geteuid() != 0:
        return command, None
    if namespaces_work():
        return command, enter_namespace
    if not shutil.which("setpriv"):
        raise SystemExit(HELP)
    for folder in folders:
        os.chown(folder, NOBODY, NOBODY)
        for parent in folder.parents:
            if not parent.stat().st_mode & 0o001:
                _open_or_refuse(parent)
    # a change of credentials clears the death signal, so setpriv has to set it after its own
    user = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", f"--pdeathsig={death.name.removeprefix('SIG')}"]
    return ["setpriv", *user, *command], None


def _open_or_refuse(parent):
    """Our own var may be opened for passing through; a folder above it is not ours to open."""
    if parent.name not in ("var", "test"):
        raise SystemExit(f"{HELP} (setpriv cannot pass through {parent})")
    parent.chmod(0o711)
