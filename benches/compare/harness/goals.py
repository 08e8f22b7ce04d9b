"""What is aimed at, and whether it was reached."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass
class Goal:
    what: str
    aim: str
    is_reached: object
    value: object
    unit: str = "×"


def row(results, key, name):
    for table in results["tables"]:
        if table["key"] == key:
            return next(row for row in table["rows"] if row["name"] == name)
    raise KeyError(key)


def floor(key, name, of="ratio"):
    return lambda results: row(results, key, name)[of]["median"]


def times(key, other, name="Ownly, SQLite"):
    """How many times as much CPU the other takes as Ownly."""
    return lambda results: row(results, key, other)["cpu"] / row(results, key, name)["cpu"]


def speed(key, name):
    return lambda results: row(results, key, name)["speed"]["median"] * 100


def most(limit):
    return lambda value: value <= limit


def least(limit):
    return lambda value: value >= limit


def memory(name, when):
    def value(results):
        return next(each[when] for each in results["memory"] if each["name"] == name) / MIB

    return value


def at_most(what, limit, value, unit="×"):
    return Goal(what, f"≤ {limit} {unit}", most(limit), value, unit)


def at_least(what, limit, value, unit="×"):
    return Goal(what, f"≥ {limit} {unit}", least(limit), value, unit)


SQLITE, POSTGRES = "Ownly, SQLite", "Ownly, PostgreSQL"
ONE_WORKER, TWO_WORKERS = "FastAPI, 1 worker", "FastAPI, 2 workers"
BETTER_AUTH = "Better Auth + Hono"

GOALS = [
    at_most("Verified route, repeated token, beside the floor", 1.15, floor("me", SQLITE)),
    at_most("The same, first-seen token", 5, floor("first-seen", f"{SQLITE}, first-seen")),
    at_most("A page of 20, SQLite, beside the floor", 3, floor("list", SQLITE)),
    at_most("One task, SQLite, beside the floor", 2, floor("one", SQLITE)),
    at_most("A new task, SQLite, beside the floor", 8, floor("insert", SQLITE)),
    at_most("A page of 20, PostgreSQL, the server", 4.5, floor("list", POSTGRES)),
    at_most("The same with PostgreSQL itself", 9, floor("list", POSTGRES, "ratio_all")),
    at_least("The list with a token, speed beside the same without", 97, speed("tokenless", "with a token"), "%"),
    at_least("FastAPI, 1 worker, beside Ownly: list", 80, times("list", ONE_WORKER)),
    at_least("FastAPI, 1 worker, beside Ownly: one task", 100, times("one", ONE_WORKER)),
    at_least("FastAPI, 2 workers, beside Ownly: list", 60, times("list", TWO_WORKERS)),
    at_least("Better Auth + Hono, by session, beside Ownly: list", 40, times("list", f"{BETTER_AUTH}, by session")),
    at_least("Better Auth beside Ownly: token", 40, times("token", BETTER_AUTH)),
    at_least("Better Auth beside Ownly: get-session", 40, times("get-session", BETTER_AUTH)),
    at_least("Sign-ins, speed beside the bare hash", 95, speed("sign-in", SQLITE), "%"),
    at_most("Reads beside sign-ins: p50", 1.2, floor("flood", "reads beside sign-ins", "p50_ratio")),
    at_most("Reads beside sign-ins: p99", 2, floor("flood", "reads beside sign-ins", "p99_ratio")),
    at_most("Memory, idle", 15, memory(SQLITE, "idle"), "MiB"),
    at_most("Memory, under all loads", 120, memory(SQLITE, "most"), "MiB"),
    at_most("First 200 after the start", 100, lambda results: results["start"]["ms"], "ms"),
    at_most("Release binary", 12, lambda results: results["binary"] / 1e6, "MB"),
]
