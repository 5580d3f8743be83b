"""The processes that a runner starts, and their end.

Each child leads a process group of its own, so that Ctrl-C reaches only the runner, which then stops them in the
opposite order of their start.
"""

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from .bootstrap import ROOT, die_with_parent, say
from .guardian import Guardian, send
from .privileges import drop


class ChildFailed(Exception):
    """A child ended that should not have, or did not get ready."""


@dataclass
class Child:
    name: str
    process: subprocess.Popen
    stop_signal: signal.Signals
    patience: float
    log: Path | None

    def explain(self, what):
        """What happened, and the end of the child's log."""
        tail = self.log.read_text(errors="replace").splitlines()[-15:] if self.log else []
        return "\n".join([f"{self.name} {what}" + (f"; its log is {self.log}" if self.log else ""), *tail])


class Children:
    def __init__(self, log, environment, lock):
        self.log, self.environment = log, environment
        self._children = []
        self._guardian = Guardian(lock)

    def start(self, name, command, *, stop_signal=signal.SIGTERM, patience=10, env=None, unprivileged=None, lines=False):
        """Start a child that stays; what it writes goes to the log named after it, the log before is kept as .old.

        With `lines` its standard output is a pipe to read from, and only the rest is logged.
        """
        log = self.log / f"{name}.log"
        if log.exists():
            log.replace(log.with_suffix(".log.old"))
        with log.open("wb") as file:
            output = {"stdout": subprocess.PIPE if lines else file, "stderr": file}
            return self._spawn(name, command, stop_signal, patience, log, env, unprivileged, **output)

    def run(self, name, command, *, env=None, patience=10, foreground=False, quiet=False):
        """Run a command to its end and return its exit code.

        `quiet` sends what it writes to its log and says each line of its standard output; `foreground` leaves it the
        terminal, which an interactive shell needs.
        """
        options = {"env": self.environment | (env or {}), "stop_signal": signal.SIGINT, "patience": patience}
        if quiet:
            child = self.start(name, command, **options, lines=True)
            for line in child.process.stdout:
                say(line.decode(errors="replace").rstrip())
        else:
            child = self._spawn(name, command, log=None, foreground=foreground, **options)
        code = child.process.wait()
        self.finished(child)
        if quiet and code:
            raise ChildFailed(child.explain(f"failed with exit code {code}"))
        return code

    def _spawn(self, name, command, stop_signal, patience, log, env, unprivileged=None, foreground=False, **output):
        command, before = [str(part) for part in command], None
        if unprivileged is not None:
            command, before = drop(command, unprivileged, stop_signal)
        runner = os.getpid()

        def prepare():
            if not foreground:
                os.setpgid(0, 0)
            if before:
                before()
            die_with_parent(stop_signal)  # last: a change of credentials clears it
            if os.getppid() != runner:
                os._exit(1)  # the runner died in between

        stdin = None if foreground else subprocess.DEVNULL
        environment = self.environment if env is None else env
        process = subprocess.Popen(command, cwd=ROOT, preexec_fn=prepare, stdin=stdin, env=environment, **output)
        child = Child(name, process, stop_signal, patience, log)
        self._children.append(child)
        if not foreground:
            self._guardian.watch(process.pid)
        return child

    def wait_for(self, child, ready, seconds):
        end = time.monotonic() + seconds
        while not ready():
            self.check()
            if time.monotonic() > end:
                raise ChildFailed(child.explain(f"was not ready after {seconds} s"))
            time.sleep(0.05)

    def check(self):
        for child in self._children:
            if child.process.poll() is not None:
                raise ChildFailed(child.explain(f"ended by itself (exit code {child.process.returncode})"))

    def stop(self):
        """Stop all, the youngest first; a child that takes too long is killed with all of its group."""
        for child in reversed(self._children[:]):
            began = time.monotonic()
            if child.process.poll() is None:
                child.process.send_signal(child.stop_signal)
                try:
                    child.process.wait(child.patience)
                except subprocess.TimeoutExpired:
                    child.process.kill()
                    child.process.wait()
            self.finished(child)
            say(f"stopped {child.name} ({time.monotonic() - began:.1f} s)")
        self._guardian.dismiss()

    def finished(self, child):
        """Forget a child that has ended; nobody of its group may outlive it."""
        self._children.remove(child)
        send(child.process.pid, signal.SIGKILL)
        self._guardian.forget(child.process.pid)
