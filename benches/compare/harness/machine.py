"""The machine that was measured on, as far as a reader has to know it."""

import os
import platform
import subprocess
import time
from pathlib import Path

from harness.process import cpu_seconds, family


def describe(scratch, programs):
    """Its parts, and the versions of programs that say theirs."""
    cpu = first("/proc/cpuinfo", "model name") or platform.machine()
    kib = int((first("/proc/meminfo", "MemTotal") or "0").split()[0])
    return {
        "Processor": f"{cpu}, {os.cpu_count()} cores",
        "Memory": f"{round(kib / 1024 / 1024)} GiB",
        "System": f"{platform.freedesktop_os_release()['PRETTY_NAME']}, Linux {platform.release()}",
        "Databases on": file_system(scratch),
        **{name: version(command) for name, command in programs.items()},
    }


def first(path, name):
    for line in Path(path).read_text().splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return None


def file_system(path):
    mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
    over = [mount for mount in mounts if path.is_relative_to(mount[0])]
    return max(over, key=lambda mount: len(mount[0]))[1]


def version(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.stdout.strip().splitlines()[0]


class Others:
    """What programs that are none of ours took of the cores since this was made. The time of one
    that ended counts with its parent."""

    def __init__(self):
        self.began, self.before = time.monotonic(), self.taken()

    @staticmethod
    def taken():
        ours = set(family(os.getpid()))
        ids = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
        return cpu_seconds(pid for pid in ids if pid not in ours)

    def share(self):
        passed = (time.monotonic() - self.began) * os.cpu_count()
        return f"{max(0, (self.taken() - self.before) / passed):.0%} of the cores, meanwhile"
