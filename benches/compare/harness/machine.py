"""The machine that was measured on, as far as a reader has to know it."""

import os
import platform
import subprocess
from pathlib import Path


def describe(scratch, programs):
    """Its parts, and the versions of programs that say theirs."""
    cpu = first("/proc/cpuinfo", "model name") or platform.machine()
    kib = int((first("/proc/meminfo", "MemTotal") or "0").split()[0])
    return {
        "Processor": f"{cpu}, {os.cpu_count()} cores",
        "Memory": f"{round(kib / 1024 / 1024)} GiB",
        "System": f"{platform.freedesktop_os_release()['PRETTY_NAME']}, Linux {platform.release()}",
        "Databases on": file_system(scratch),
        "Load before": f"{os.getloadavg()[0]:.2f}",
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
