"""Programs of ours: started, watched through /proc, and ended by their ids."""

import os
import signal
import subprocess
import time
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PATIENCE = 60


class DidNotStart(Exception):
    """A program ended, or took too long to say that it is there."""


class Process:
    """A program with its children, in a session of its own, so that all of them can be ended."""

    def __init__(self, command, log, **options):
        self.log = Path(log)
        with self.log.open("ab") as out:
            self.child = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                **options,
            )

    def wait_for(self, is_there, pause=0.001):
        """Waits until it is there: how many seconds that took."""
        began = time.monotonic()
        while not is_there():
            if self.child.poll() is not None or time.monotonic() - began > PATIENCE:
                tail = self.log.read_text(errors="replace")[-2000:]
                raise DidNotStart(f"{self.child.args[0]} did not start:\n{tail}")
            time.sleep(pause)
        return time.monotonic() - began

    def stop(self):
        for request, patience in ((signal.SIGTERM, 10), (signal.SIGKILL, 10)):
            if self.child.poll() is not None:
                break
            os.killpg(self.child.pid, request)
            try:
                self.child.wait(patience)
            except subprocess.TimeoutExpired:
                continue
        # A child may outlive its parent.
        try:
            os.killpg(self.child.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def ids(self):
        return family(self.child.pid)


def family(pid):
    """A process and all that come from it."""
    children = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := stat(entry.name)):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [pid]
    for parent in found:
        found.extend(children.get(parent, []))
    return found


def stat(pid):
    """What /proc says of a process after its name; None when it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def cpu_seconds(pids):
    """The CPU time of processes, with that of children of theirs that have ended."""
    known = filter(None, map(stat, pids))
    return sum(sum(map(int, fields[11:15])) for fields in known) / TICK


def most_memory(pid):
    """The most resident bytes that a process has had."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) * 1024


def memory(pids):
    """Resident bytes: of several processes their proportional share, or what they have in common
    would count several times."""
    measure = "Rss" if len(pids) == 1 else "Pss"
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith(f"{measure}:"))
    return total * 1024
