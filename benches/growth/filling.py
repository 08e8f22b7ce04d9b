"""Databases that are filled as quickly as it goes, and then are as if they had grown."""

import os
import shutil
import sqlite3
import subprocess

from harness.databases import Cluster, insert, migrate
from harness.install import Missing

# What a task takes with its indexes on both databases, and what they are sorted in meanwhile; and a
# user with a session and an account.
TASK_BYTES, USER_BYTES = 1600, 3000
SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL ORDER BY rowid"
# Nobody else has the file, and if the machine stops it is made anew.
QUICKLY = {"journal_mode": "OFF", "synchronous": "OFF", "cache_size": -2 * 1024 * 1024}
FILLING = ["fsync=off", "wal_level=minimal", "max_wal_senders=0", "max_wal_size=8GB"]
FILLING += ["maintenance_work_mem=1GB", "autovacuum=off"]


def need_room(scratch, tasks, users):
    """Fails where there is too little for so many rows on both databases."""
    needed, free = tasks * TASK_BYTES + users * USER_BYTES, shutil.disk_usage(scratch).free
    if free < needed * 1.1:
        room = f"{free / 1e9:.1f} GB are free in {scratch}; it takes {needed * 1.1 / 1e9:.1f}"
        raise Missing(f"{room}. TMPDIR names another place, and --rows and --users less.")


def sqlite(ownly, path, population):
    """A new SQLite file. Tasks go in by their key, and into other indexes after that."""
    migrate(ownly, f"sqlite://{path}")
    # What it sorts lies beside it.
    os.environ["SQLITE_TMPDIR"] = str(path.parent)
    connection = sqlite3.connect(path, isolation_level=None)
    for name, value in QUICKLY.items():
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
    schema = connection.execute(SCHEMA).fetchall()
    indexes = connection.execute(INDEXES).fetchall()
    connection.execute("BEGIN")
    for name, _ in indexes:
        connection.execute(f'DROP INDEX "{name}"')
    insert(connection, population.tables(population.by_owner()))
    for _, sql in indexes:
        connection.execute(sql)
    connection.execute("COMMIT")
    assert connection.execute(SCHEMA).fetchall() == schema
    connection.execute("PRAGMA analysis_limit = 1000").fetchall()
    connection.execute("ANALYZE")
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.close()
    return path


def schema(cluster, database):
    """What there is but for rows. psql's commands have a word in them that is another each time."""
    lines = cluster.dump(database, "--schema-only").splitlines()
    return [line for line in lines if not line.startswith("\\")]


def postgres(ownly, scratch, population):
    """A new cluster with a database, and that one's URL. Tasks go in by their age, and keys and
    indexes after that: the two parts of a dump of an empty one."""
    scratch.mkdir()
    scratch.chmod(0o711)
    cluster = Cluster(scratch, FILLING)
    try:
        cluster.sql("postgres", "CREATE ROLE ownly LOGIN CREATEROLE;")
        migrate(ownly, cluster.database("empty"))
        url = cluster.database("ownly")
        restore = lambda part: cluster.sql("ownly", cluster.dump("empty", f"--section={part}"))
        restore("pre-data")
        restore("data")
        cluster.copy("ownly", population.tables(population.by_time()))
        restore("post-data")
        assert schema(cluster, "ownly") == schema(cluster, "empty")
        cluster.sql("postgres", "DROP DATABASE empty;")
        cluster.sql("ownly", "VACUUM ANALYZE; CHECKPOINT;")
        cluster.stop()
        cluster.start()
        return cluster, url
    except BaseException:
        cluster.stop()
        raise
