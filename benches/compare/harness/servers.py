"""The servers that are compared, each on loopback, with a database of its own."""

import os
import shutil
import time

from harness import install
from harness.dataset import SECRET
from harness.process import Process, cpu_seconds, memory, most_memory
from harness.request import ORIGIN, answers, free_port

CORES = os.cpu_count()
READY = "/health/ready"


class Server:
    """A server, and the database beside it if that is a program."""

    def __init__(self, name, command, env, log, cluster=None, ready=READY, cwd=None, port=None):
        self.name = name
        self.cluster = cluster
        self.port = port
        self.process = Process(command, log, env=env, cwd=cwd)
        try:
            self.start_seconds = self.process.wait_for(lambda: answers(port, ready))
        except BaseException:
            self.process.stop()
            raise
        self.idle_memory = self.most_memory = 0

    def cpu_seconds(self):
        """Of the server, and of its database."""
        database = cpu_seconds(self.cluster.process.ids()) if self.cluster else 0.0
        return cpu_seconds(self.process.ids()), database

    def note_idle_memory(self):
        self.idle_memory = memory(self.process.ids())

    def note_memory(self):
        """Of one process the kernel keeps the most itself; several are looked at now."""
        ids = self.process.ids()
        now = most_memory(ids[0]) if len(ids) == 1 else memory(ids)
        self.most_memory = max(self.most_memory, now)

    def stop(self):
        self.process.stop()


class Servers:
    """Starts servers, and ends all of them."""

    def __init__(self, release, scratch, sqlite_file=None):
        self.release, self.scratch, self.sqlite_file = release, scratch, sqlite_file
        self.running = []

    def keep(self, server):
        self.running.append(server)
        return server

    def settle(self):
        """Waits until none has anything to do any more."""
        time.sleep(2)
        for server in self.running:
            server.note_idle_memory()

    def stop(self):
        while self.running:
            self.running.pop().stop()

    def log(self, name):
        return self.scratch / f"{name}.log"

    def own_file(self, name):
        """A copy of the SQLite file."""
        folder = self.scratch / name
        folder.mkdir()
        return shutil.copy(self.sqlite_file, folder / "tasks.db")

    def floor(self):
        port = free_port()
        command = [self.release / "ownly-floor", "plaintext", f"127.0.0.1:{port}", str(CORES)]
        name = "actix plaintext"
        log = self.log("plaintext")
        return self.keep(Server(name, command, {}, log, ready="/plaintext", port=port))

    def ownly(self, name, url, cluster=None, program="ownly"):
        """Ownly in its own defaults, but for limits and for the line that it logs of each request,
        which the others do not have either."""
        port = free_port()
        env = {
            "BETTER_AUTH_SECRET": SECRET,
            "BETTER_AUTH_URL": ORIGIN,
            "DATABASE_URL": url,
            "OWNLY_LISTEN": f"127.0.0.1:{port}",
            "OWNLY_MAIL": "off",
            "OWNLY_RATE_LIMIT": "off",
            "RUST_LOG": "warn",
        }
        log = self.log(name.replace(" ", "-").replace(",", ""))
        server = Server(name, [self.release / program], env, log, cluster=cluster, port=port)
        return self.keep(server)

    def ownly_on_sqlite(self):
        return self.ownly("Ownly, SQLite", f"sqlite://{self.own_file('ownly')}")

    def ownly_without_token(self):
        url = f"sqlite://{self.own_file('floor')}"
        return self.ownly("Ownly with the floor", url, program="ownly-floor")

    def ownly_on_postgres(self, url, cluster):
        return self.ownly("Ownly, PostgreSQL", url, cluster)

    def fastapi(self, python, workers, jwks_url):
        name, port = f"fastapi-{workers}", free_port()
        command = [python, "-m", "uvicorn", "app:app", "--host", "127.0.0.1", "--port", str(port)]
        command += ["--workers", str(workers), "--loop", "uvloop", "--http", "httptools"]
        command += ["--no-access-log", "--log-level", "warning"]
        env = {"DATABASE": self.own_file(name), "ISSUER": ORIGIN, "JWKS_URL": jwks_url}
        env |= {"PYTHONDONTWRITEBYTECODE": "1"}
        title = f"FastAPI, {workers} worker{'s' if workers > 1 else ''}"
        cwd = install.HERE / "servers/fastapi"
        return self.keep(Server(title, command, env, self.log(name), cwd=cwd, port=port))

    def hono(self, folder):
        port = free_port()
        env = {"DATABASE": self.own_file("hono"), "ISSUER": ORIGIN, "SECRET": SECRET}
        env |= {"NODE_ENV": "production", "PATH": os.environ["PATH"], "PORT": str(port)}
        command = [shutil.which("node"), "server.mjs"]
        name = "Better Auth + Hono"
        return self.keep(Server(name, command, env, self.log("hono"), cwd=folder, port=port))
