"""The databases: Ownly makes the tables, and the data is put into them."""

import csv
import os
import pwd
import shutil
import sqlite3
import subprocess
from pathlib import Path

from harness.dataset import SECRET
from harness.install import Missing
from harness.process import Process
from harness.request import free_port

PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda at: -float(at.parent.name))


def migrate(ownly, url):
    told = {"BETTER_AUTH_SECRET": SECRET, "DATABASE_URL": url, "RUST_LOG": "warn"}
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    subprocess.run([ownly, "migrate"], env=told, check=True, **quiet)


def sqlite(ownly, path, dataset):
    """A new SQLite file with the data in it."""
    migrate(ownly, f"sqlite://{path}")
    connection = sqlite3.connect(path)
    with connection:
        for table, columns, rows in dataset.tables():
            names = ", ".join(f'"{name}"' for name in columns)
            places = ", ".join("?" * len(columns))
            connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)
    connection.execute("ANALYZE")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


class Cluster:
    """A PostgreSQL cluster as it comes, durable, on a port of its own."""

    def __init__(self, scratch):
        found = [place for place in PLACES if (place / "initdb").exists()]
        if not found and (initdb := shutil.which("initdb")):
            found = [Path(initdb).parent]
        if not found:
            raise Missing("PostgreSQL's server programs are missing.")
        self.programs = found[0]
        self.home = scratch / "postgres"
        self.home.mkdir()
        self.port = free_port()
        # It refuses to run as root, and root lends it an account.
        self.account = {}
        if os.geteuid() == 0:
            person = pwd.getpwnam("postgres")
            os.chown(self.home, person.pw_uid, person.pw_gid)
            self.account = {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
        initdb = [self.programs / "initdb", "--pgdata", self.home / "data", "--auth=trust"]
        initdb += ["--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8"]
        quiet = {"stdout": subprocess.DEVNULL, "check": True, "cwd": self.home}
        subprocess.run(initdb, **quiet, **self.account)
        server = [self.programs / "postgres", "-D", self.home / "data", "-p", str(self.port)]
        server += ["-h", "127.0.0.1", "-c", "unix_socket_directories="]
        self.process = Process(server, scratch / "postgres.log", cwd=self.home, **self.account)
        try:
            self.process.wait_for(self.is_ready, pause=0.1)
        except BaseException:
            self.stop()
            raise

    def is_ready(self):
        asked = [self.programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(asked).returncode == 0

    def url(self, user, database):
        return f"postgres://{user}@127.0.0.1:{self.port}/{database}"

    def sql(self, database, text):
        """Runs SQL as the superuser: what it shows."""
        command = [self.programs / "psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-f", "-"]
        url = self.url("postgres", database)
        done = subprocess.run(
            [*command, url], input=text, text=True, stdout=subprocess.PIPE, check=True
        )
        return done.stdout.strip()

    def filled(self, ownly, dataset, scratch):
        """The URL of a new database with the data in it, for a login that is no superuser."""
        self.sql("postgres", "CREATE ROLE ownly LOGIN CREATEROLE;")
        self.sql("postgres", "CREATE DATABASE ownly OWNER ownly;")
        url = self.url("ownly", "ownly")
        migrate(ownly, url)
        for table, columns, rows in dataset.tables():
            path = scratch / "rows.csv"
            with path.open("w", newline="") as file:
                csv.writer(file).writerows(rows)
            names = ", ".join(f'"{name}"' for name in columns)
            self.sql("ownly", f"\\copy \"{table}\" ({names}) FROM '{path}' WITH (FORMAT csv)\n")
            path.unlink()
        self.sql("ownly", "VACUUM ANALYZE;")
        return url

    def stop(self):
        # SIGINT is its own way to be quick about it, and ends the sessions; then the rest.
        if self.process.child.poll() is None:
            self.process.child.send_signal(2)
            try:
                self.process.child.wait(20)
            except subprocess.TimeoutExpired:
                pass
        self.process.stop()
