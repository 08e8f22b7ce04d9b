"""The whole comparison: every scenario on every server that has it, by turns."""

import statistics

from harness import databases, install, measure, signing_in
from harness.account_scenarios import AccountScenarios
from harness.dataset import Dataset
from harness.machine import Others, describe
from harness.program import say
from harness.servers import Servers
from harness.tables import told

USERS, TASKS_EACH = 1000, 100
# More than twice what is remembered of tokens.
ROUNDS_OF_TOKENS = 21
STARTS = 5
SIGN_INS, SIGNING_IN = 24, 4


class Comparison:
    def __init__(self, scratch, rounds, seconds, only):
        self.scratch, self.rounds, self.seconds, self.only = scratch, rounds, seconds, only
        self.tables = []

    def run(self):
        """Measures; what came of it, ready for JSON."""
        install.need("cargo", "node", "npm", "wrk", "python3")
        say("building and installing")
        release, python, hono = install.release(), install.fastapi(), install.hono()
        say("making the data")
        dataset = Dataset(USERS, TASKS_EACH, ROUNDS_OF_TOKENS)
        self.scenarios = AccountScenarios(dataset, self.scratch)
        ownly = release / "ownly"
        file = databases.sqlite(ownly, self.scratch / "tasks.db", dataset)
        self.servers = Servers(release, self.scratch, file)
        cluster = None
        try:
            cluster = databases.Cluster(self.scratch)
            url = cluster.filled(ownly, dataset)
            started = self.servers.own_file("started")
            starts = [self.start_and_stop(started) for _ in range(STARTS)]
            self.start(url, cluster, python, hono)
            programs = {
                "Rust": ["rustc", "--version"],
                "Node.js": ["node", "--version"],
                "Python": [python, "--version"],
                "PostgreSQL": [cluster.programs / "postgres", "--version"],
                "Load": ["wrk", "--version"],
            }
            machine = describe(self.scratch, programs)
            others = Others()
            flood = self.measure(release)
            machine["Other programs had"] = others.share()
            return {
                "machine": machine,
                "rounds": self.rounds,
                "seconds": self.seconds,
                "tables": self.tables,
                "flood": flood,
                "memory": [
                    {"name": each.name, "idle": each.idle_memory, "most": each.most_memory}
                    for each in self.servers.running
                ],
                "start": {"ms": statistics.median(starts) * 1e3, "most_ms": max(starts) * 1e3},
                "binary": ownly.stat().st_size,
            }
        finally:
            self.servers.stop()
            if cluster:
                cluster.stop()

    def start_and_stop(self, file):
        server = self.servers.ownly("started", f"sqlite://{file}")
        self.servers.stop()
        return server.start_seconds

    def start(self, url, cluster, python, hono):
        say("starting the servers")
        servers = self.servers
        self.floor = servers.floor()
        self.sqlite = servers.ownly_on_sqlite()
        self.postgres = servers.ownly_on_postgres(url, cluster)
        self.tokenless = servers.ownly_without_token()
        jwks = f"http://127.0.0.1:{self.sqlite.port}/api/auth/jwks"
        self.fastapi = [servers.fastapi(python, workers, jwks) for workers in (1, 2)]
        self.hono = servers.hono(hono)
        servers.settle()

    def table(self, key, title, targets, against=0):
        if self.only and key not in self.only:
            return
        say(title)
        measure.by_turns(targets, self.rounds, self.seconds)
        self.tables.append(told(key, title, targets, against))

    def measure(self, release):
        """Inserts come last: until then every server has the same tasks."""
        s, sqlite, postgres, hono = self.scenarios, self.sqlite, self.postgres, self.hono
        floor = lambda: s.plaintext(self.floor)
        others = [sqlite, postgres, *self.fastapi, hono]
        verifying = map(s.me, [sqlite, *self.fastapi, hono])
        self.table("me", "A verified route without database", [floor(), *verifying])
        # By itself, for it makes Ownly forget the tokens of the others.
        first_seen = [floor(), s.first_seen(sqlite)]
        self.table("first-seen", "The same, tokens that were not seen before", first_seen)
        lists = [*map(s.list, others), s.list_by_session(hono)]
        self.table("list", "A page of 20 tasks", [floor(), *lists])
        ones = [*map(s.one, others), s.one_by_session(hono)]
        self.table("one", "One task", [floor(), *ones])
        without, with_token = s.list_without_token(self.tokenless), s.list(self.tokenless)
        with_token.name = "with a token"
        self.table("tokenless", "The list without a token and with one", [without, with_token])
        self.table("token", "GET /api/auth/token", [s.token(sqlite), s.token(hono)])
        sessions = [s.get_session(sqlite), s.get_session(hono)]
        self.table("get-session", "GET /api/auth/get-session", sessions)
        sign_ins = [s.sign_in(server, SIGN_INS, SIGNING_IN) for server in (sqlite, hono)]
        bare = signing_in.bare_hash(release / "ownly-floor")
        self.table("sign-in", "Signing in", [bare, *sign_ins])
        flood = None
        if not self.only or "flood" in self.only:
            say("Reads beside sign-ins")
            file = s.list(sqlite).file
            *readers, flood = signing_in.beside(sqlite, s, file, self.rounds, self.seconds)
            self.tables.append(told("flood", "Reads beside a flood of sign-ins", readers, 0))
        inserts = [floor(), *map(s.insert, others)]
        self.table("insert", "A new task, durable", inserts)
        return flood
