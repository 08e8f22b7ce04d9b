"""Sign-ins: beside the bare hash, and beside readers who want to be served meanwhile."""

import os
import statistics
import subprocess
import threading
import time

from harness import load, measure
from harness.measure import Sample, Target
from harness.servers import CORES

READERS, READ_EVERY_MS = 8, 5
FLOOD, TRY_AGAIN_MS = 128, 100
PROBES = 20


def bare_hash(program):
    """The hash alone, on as many threads as there are cores."""

    def alone(seconds):
        command = [program, "hash", str(CORES), str(seconds)]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        made, took = child.stdout.read().split()
        child.stdout.close()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        cpu = (used.ru_utime + used.ru_stime) * 1e6 / int(made)
        each = float(took) * 1e3 * CORES / int(made)
        answered = load.Answered(int(made), 0, float(took), each, each)
        return Sample(cpu, 0.0, answered)

    return Target("the bare hash", None, alone=alone)


def readers(name, server, file, flood=None):
    """Reads at a steady pace, alone or beside a flood of sign-ins."""

    def alone(seconds):
        options = {"connections": FLOOD, "pause": TRY_AGAIN_MS}
        wrk = flood and load.start(server.port, flood.file, seconds + 1, **options)
        try:
            if wrk:
                # The queue is full when the reading begins.
                time.sleep(0.5)
            before = sum(server.cpu_seconds())
            probes = flood and flood.probe()
            pace = {"connections": READERS, "pause": READ_EVERY_MS}
            answered = load.run(server.port, file, seconds, **pace)
            cpu = (sum(server.cpu_seconds()) - before) * 1e6 / answered.requests
            server.note_memory()
            if wrk:
                probes.join()
                flood.ended(load.end(wrk, may_refuse=True))
        finally:
            if wrk:
                wrk.kill()
        return Sample(cpu, 0.0, answered)

    return Target(name, server, alone=alone)


class Flood:
    """More sign-ins than the machine has hashes for. Some are watched by their statuses."""

    def __init__(self, server, scenarios):
        self.server = server
        self.requests = list(scenarios.sign_in_requests(100))
        self.file = scenarios.file("sign-in", self.requests)
        self.taken, self.refused, self.refused_ms, self.others = 0, 0, [], set()

    def probe(self):
        def ask():
            for request in self.requests[:PROBES]:
                began = time.monotonic()
                status, _ = request.send(self.server.port)
                if status in (429, 503):
                    self.refused_ms.append((time.monotonic() - began) * 1e3)
                elif status != 200:
                    self.others.add(status)

        thread = threading.Thread(target=ask)
        thread.start()
        return thread

    def ended(self, answered):
        self.taken += answered.requests - answered.refused
        self.refused += answered.refused

    def told(self):
        if self.others:
            raise load.BadAnswers(f"sign-ins in the flood were answered {self.others}")
        return {
            "taken": self.taken,
            "refused": self.refused,
            "refused_ms": statistics.median(self.refused_ms) if self.refused_ms else None,
            "refused_ms_most": max(self.refused_ms, default=None),
        }


def beside(server, scenarios, file, rounds, seconds):
    """Reads without and with the flood, by turns."""
    flood = Flood(server, scenarios)
    calm = readers("reads alone", server, file)
    rough = readers("reads beside sign-ins", server, file, flood)
    measure.by_turns([calm, rough], rounds, max(seconds, 3))
    return calm, rough, flood.told()
