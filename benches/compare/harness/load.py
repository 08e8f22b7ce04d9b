"""Load: wrk for a given time, or a given number of requests."""

import json
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from harness.install import HERE

CONNECTIONS = 32


class BadAnswers(Exception):
    """A server answered something else than it should."""


@dataclass
class Answered:
    """What came of load, in milliseconds and seconds."""

    requests: int
    refused: int
    seconds: float
    p50: float
    p99: float


def write(path, requests):
    """The requests as `requests.lua` reads them."""
    with path.open("wb") as file:
        for request in requests:
            data = request.to_bytes()
            file.write(b"%d\n" % len(data) + data)
    return path


def start(port, file, seconds, connections=CONNECTIONS, pause=None):
    """Starts to send the requests of a file for so many seconds, with a pause before each."""
    command = ["wrk", "--threads=1", f"--connections={connections}", f"--duration={seconds}s"]
    command += ["--timeout=10s", f"--script={HERE / 'requests.lua'}", f"http://127.0.0.1:{port}"]
    command += ["--", file, *([] if pause is None else [str(pause)])]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def end(wrk, may_refuse=False):
    """Waits for wrk: what it saw."""
    output, _ = wrk.communicate()
    if wrk.returncode != 0:
        raise BadAnswers(f"wrk failed: {output}")
    said = json.loads(output.strip().splitlines()[-1])
    if said["broken"] or (said["refused"] and not may_refuse) or not said["requests"]:
        raise BadAnswers(f"under load: {said}")
    return Answered(
        said["requests"],
        said["refused"],
        said["microseconds"] / 1e6,
        said["p50"] / 1e3,
        said["p99"] / 1e3,
    )


def run(port, file, seconds, **options):
    wrk = start(port, file, seconds, **options)
    try:
        return end(wrk)
    finally:
        wrk.kill()


def count(port, requests, connections):
    """Sends each of the requests once, so many at a time. For what takes milliseconds."""

    def one(request):
        began = time.monotonic()
        status, body = request.send(port)
        if status != 200:
            raise BadAnswers(f"{request.path}: {status} {body}")
        return (time.monotonic() - began) * 1e3

    began = time.monotonic()
    with ThreadPoolExecutor(connections) as pool:
        took = sorted(pool.map(one, requests))
    seconds = time.monotonic() - began
    at = lambda part: took[min(len(took) - 1, int(len(took) * part))]
    return Answered(len(took), 0, seconds, at(0.5), at(0.99))
