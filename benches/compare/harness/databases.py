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


def insert(connection, tables):
    """Puts rows into tables of SQLite's."""
    for table, columns, rows in tables:
        names = ", ".join(f'"{name}"' for name in columns)
        places = ", ".join("?" * len(columns))
        connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)


def sqlite(ownly, path, dataset):
    """A new SQLite file with the data in it."""
    migrate(ownly, f"sqlite://{path}")
    connection = sqlite3.connect(path)
    with connection:
        insert(connection, dataset.tables())
    connection.execute("ANALYZE")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


class Cluster:
    """A PostgreSQL cluster as it comes, durable, on a port of its own."""

    def __init__(self, scratch, settings=()):
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
        self.log = scratch / "postgres.log"
        self.start(settings)

    def start(self, settings=()):
        server = [self.programs / "postgres", "-D", self.home / "data", "-p", str(self.port)]
        for setting in ("unix_socket_directories=", *settings):
            server += ["-c", setting]
        self.process = Process(
            [*server, "-h", "127.0.0.1"], self.log, cwd=self.home, **self.account
        )
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

    def database(self, name):
        """The URL of a new database, for a login that is no superuser."""
        self.sql("postgres", f"CREATE DATABASE {name} OWNER ownly;")
        return self.url("ownly", name)

    def dump(self, database, *options):
        """A database as SQL."""
        command = [self.programs / "pg_dump", *options, self.url("postgres", database)]
        return subprocess.run(command, text=True, stdout=subprocess.PIPE, check=True).stdout

    def copy(self, database, tables):
        """Puts rows into tables, as they are made."""
        for table, columns, rows in tables:
            names = ", ".join(f'"{name}"' for name in columns)
            command = [self.programs / "psql", "-qX", "-v", "ON_ERROR_STOP=1", "-c"]
            command += [f'COPY "{table}" ({names}) FROM STDIN WITH (FORMAT csv)']
            command += [self.url("postgres", database)]
            psql = subprocess.Popen(command, stdin=subprocess.PIPE, text=True)
            try:
                with psql.stdin as told:
                    csv.writer(told, lineterminator="\n").writerows(rows)
            finally:
                if psql.wait():
                    raise subprocess.CalledProcessError(psql.returncode, command)

    def filled(self, ownly, dataset):
        """The URL of a new database with the data in it."""
        self.sql("postgres", "CREATE ROLE ownly LOGIN CREATEROLE;")
        url = self.database("ownly")
        migrate(ownly, url)
        self.copy("ownly", dataset.tables())
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
