"""Measuring by turns: each round loads each target once, in another order each time, so that what
the machine does meanwhile meets all of them."""

import statistics
import time
from dataclasses import dataclass, field

from harness import load

WARM_UP = 1
# What was asked for is answered, and the logs of it are written.
REST = 0.1


@dataclass
class Target:
    """What is asked of a server: a file of requests, and a check that the answers are right."""

    name: str
    server: object
    file: object = None
    check: object = None
    # For what takes milliseconds: requests that are sent once each, rather than for a time.
    requests: list = None
    connections: int = load.CONNECTIONS
    # For what is no server: measures by itself, for so many seconds.
    alone: object = None
    samples: list = field(default_factory=list)


@dataclass
class Sample:
    cpu: float
    database: float
    answered: load.Answered


def once(target, seconds):
    if target.alone is not None:
        return target.alone(seconds)
    server = target.server
    before = server.cpu_seconds()
    if target.requests is None:
        options = {"connections": target.connections}
        answered = load.run(server.port, target.file, seconds, **options)
    else:
        answered = load.count(server.port, target.requests, target.connections)
    server.note_memory()
    time.sleep(REST)
    after = server.cpu_seconds()
    own, database = ((b - a) * 1e6 / answered.requests for a, b in zip(before, after))
    return Sample(own, database, answered)


def by_turns(targets, rounds, seconds):
    for target in targets:
        if target.check:
            target.check()
        once(target, WARM_UP)
    for n in range(rounds):
        for target in targets[n % len(targets) :] + targets[: n % len(targets)]:
            target.samples.append(once(target, seconds))
    for target in targets:
        if target.check:
            target.check()


@dataclass
class Ratio:
    """The median of the rounds, the least and the most of them."""

    median: float
    least: float
    most: float


def ratio(target, to, of=lambda sample: sample.cpu):
    """How many times as much a target takes as another, round by round."""
    each = [of(a) / of(b) for a, b in zip(target.samples, to.samples)]
    return Ratio(statistics.median(each), min(each), max(each))


def median(target, of):
    return statistics.median(of(sample) for sample in target.samples)
