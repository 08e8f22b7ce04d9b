"""The same requests of databases of several sizes, by turns."""

import os
import time
from dataclasses import dataclass, field, replace

import filling
from asking import Asking
from harness import load, measure
from harness.machine import Others, describe
from harness.measure import Sample, Target
from harness.program import say
from harness.servers import Servers
from harness.tables import told
from population import Population

TASKS_EACH = 100
SQLITE, POSTGRES = "SQLite", "PostgreSQL"
DATABASES = [SQLITE, POSTGRES]
# Enough for the server to have always something to do, which CPU is counted under; and so few, with
# a pause, that latencies tell of requests, and not of how many of them wait.
CONNECTIONS = 4
PACE = {"connections": 2, "pause": 1}
SIGN_INS = 24
PAGES = [1, 1000]


@dataclass
class Size:
    """A database of each kind with so many rows, and what is asked of it."""

    name: str
    asking: Asking
    servers: dict = field(default_factory=dict)
    bytes: dict = field(default_factory=dict)
    seconds: dict = field(default_factory=dict)


def paced(target):
    """Sends requests as soon as it may for the CPU, and then at a pace for p50 and p99."""
    busy = Target(target.name, target.server, target.file, connections=CONNECTIONS)

    def alone(seconds):
        sample = measure.once(busy, seconds)
        answered = load.run(target.server.port, target.file, seconds, **PACE)
        return Sample(sample.cpu, sample.database, answered)

    return replace(busy, check=target.check, alone=alone)


class Growth:
    def __init__(self, scratch, release, rows, users, rounds, seconds):
        self.scratch, self.ownly = scratch, release / "ownly"
        self.rows, self.users = sorted(rows), sorted(users)
        self.rounds, self.seconds = rounds, seconds
        self.servers = Servers(release, scratch)
        self.clusters, self.tables = [], []

    def run(self):
        """Measures; what came of it, ready for JSON."""
        began = time.monotonic()
        users = sum(rows // TASKS_EACH for rows in self.rows) + sum(self.users)
        filling.need_room(self.scratch, sum(self.rows), users)
        try:
            by_rows = [self.size(f"{n:,} tasks", n // TASKS_EACH, TASKS_EACH) for n in self.rows]
            by_users = [self.size(f"{n:,} users", n, 0) for n in self.users]
            say("writing all of it to the disk")
            os.sync()
            self.servers.settle()
            filled = time.monotonic() - began
            programs = {"Load": ["wrk", "--version"]}
            if self.clusters:
                postgres = self.clusters[0].programs / "postgres"
                programs = {"PostgreSQL": [postgres, "--version"]} | programs
            machine = describe(self.scratch, programs)
            others = Others()
            for database in DATABASES:
                self.measure(database, by_rows, by_users)
            machine["Other programs had"] = others.share()
            sizes = [
                {"name": size.name, "bytes": size.bytes, "seconds": size.seconds}
                for size in by_rows + by_users
            ]
            return {
                "machine": machine,
                "rounds": self.rounds,
                "seconds": self.seconds,
                "sizes": sizes,
                "tables": self.tables,
                "filled": filled,
                "took": time.monotonic() - began,
            }
        finally:
            self.servers.stop()
            for cluster in self.clusters:
                cluster.stop()

    def size(self, name, users, tasks_each):
        say(f"filling databases: {name}")
        home = self.scratch / name.replace(" ", "-").replace(",", "")
        home.mkdir(mode=0o711)
        population = Population(users, tasks_each)
        size = Size(name, Asking(population, home))
        began = time.monotonic()
        file = filling.sqlite(self.ownly, home / "ownly.db", population)
        size.seconds[SQLITE] = time.monotonic() - began
        size.bytes[SQLITE] = file.stat().st_size
        size.servers[SQLITE] = self.servers.ownly(f"{SQLITE}, {name}", f"sqlite://{file}")
        began = time.monotonic()
        cluster, url = filling.postgres(self.ownly, home / "cluster", population)
        self.clusters.append(cluster)
        size.seconds[POSTGRES] = time.monotonic() - began
        size.bytes[POSTGRES] = int(cluster.sql("ownly", "SELECT pg_database_size('ownly')"))
        size.servers[POSTGRES] = self.servers.ownly(f"{POSTGRES}, {name}", url, cluster)
        return size

    def table(self, title, targets, aims=("ratio_all", "p99_ratio")):
        say(title)
        measure.by_turns(targets, self.rounds, self.seconds)
        self.tables.append(told("", title, targets, 0) | {"aims": aims})

    def measure(self, database, by_rows, by_users):
        def asked(name, size, ask):
            target = ask(size.asking, size.servers[database])
            return replace(target if target.requests else paced(target), name=name)

        def grown(what, sizes, ask, **options):
            if sizes:
                targets = [asked(size.name, size, ask) for size in sizes]
                self.table(f"{what}, {database}", targets, **options)

        grown("A page of 20 tasks", by_rows, Asking.list)
        grown("One task", by_rows, Asking.one)
        for size in by_rows:
            pages = [
                asked(f"page {page:,}", size, lambda s, server: s.deep_page(server, page))
                for page in PAGES
            ]
            self.table(f"Deep in {size.name}, {database}", pages)
        grown("GET /api/auth/get-session", by_users, Asking.get_session)
        # There are too few of them for the slowest in a hundred.
        sign_in = lambda asking, server: asking.sign_in(server, SIGN_INS, CONNECTIONS)
        grown("Signing in", by_users, sign_in, aims=("ratio_all", "p50_ratio"))
