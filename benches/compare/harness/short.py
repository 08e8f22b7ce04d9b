"""The short form: Ownly beside its own floor, against the ratios that are committed."""

import json

from harness import databases, install, measure
from harness.comparison import ROUNDS_OF_TOKENS, TASKS_EACH, USERS
from harness.dataset import Dataset
from harness.program import say
from harness.scenarios import Scenarios
from harness.servers import Servers

BASELINE = install.HERE / "baseline.json"
WORSE = 1.25
# How often it is measured again before it is believed to be worse.
AGAIN = 2
# What is measured by turns. First-seen tokens make the others be forgotten. Inserts are left out:
# what they cost is the disk's doing, and disks differ more than by a quarter.
GROUPS = [["me", "list", "one"], ["first_seen"]]


def ratios(scratch, rounds, seconds):
    """How many times the floor's CPU each kind of request takes."""
    install.need("cargo", "node", "wrk")
    release = install.release("short")
    say("making the data")
    dataset = Dataset(USERS, TASKS_EACH, ROUNDS_OF_TOKENS)
    scenarios = Scenarios(dataset, scratch)
    file = databases.sqlite(release / "ownly", scratch / "tasks.db", dataset)
    servers = Servers(release, scratch, file)
    try:
        floor, ownly = servers.floor(), servers.ownly_on_sqlite()
        say("measuring")
        measured = {}
        for kinds in GROUPS:
            under = scenarios.plaintext(floor)
            targets = {kind: getattr(scenarios, kind)(ownly) for kind in kinds}
            measure.by_turns([under, *targets.values()], rounds, seconds)
            for kind, target in targets.items():
                measured[kind] = measure.ratio(target, under)
        return measured
    finally:
        servers.stop()


def scratch_for(scratch, time):
    """A folder for another time, for the first has its files in it."""
    folder = scratch / f"again-{time}"
    folder.mkdir()
    return folder


def run(scratch, rounds, seconds, write):
    """Whether nothing got worse."""
    known = json.loads(BASELINE.read_text())
    measured = ratios(scratch, rounds, seconds)
    if write:
        new = {kind: round(ratio.median, 2) for kind, ratio in measured.items()}
        BASELINE.write_text(json.dumps(new, indent=2) + "\n")
        return True
    for time in range(AGAIN):
        if all(ratio.median <= known[kind] * WORSE for kind, ratio in measured.items()):
            break
        say("worse than the baseline: measuring again, for it may be the machine's doing")
        again = ratios(scratch_for(scratch, time), rounds, seconds)
        less = lambda kind: min(measured[kind], again[kind], key=lambda ratio: ratio.median)
        measured = {kind: less(kind) for kind in measured}
    print(f"{'':12}{'ratio':>8}{'of rounds':>16}{'baseline':>10}")
    good = True
    for kind, ratio in measured.items():
        is_worse = ratio.median > known[kind] * WORSE
        good = good and not is_worse
        span = f"{ratio.least:.2f} to {ratio.most:.2f}"
        verdict = "  WORSE by more than 25 %" if is_worse else ""
        print(f"{kind:12}{ratio.median:8.2f}{span:>16}{known[kind]:10.2f}{verdict}")
    return good
