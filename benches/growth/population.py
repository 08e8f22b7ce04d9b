"""The data of one size: made row by row, the same each time that it is asked for, and never held."""

import heapq
import random
from datetime import datetime, timedelta, timezone
from itertools import product

from harness.dataset import LETTERS, WORDS, Dataset

DAY = 24 * 60 * 60 * 1000
DAYS = 90
ASKED = 1000
PAGE, DEEP_PAGES = 20, 1005
COLUMNS = "id owner_id title description completed due_at created_at updated_at".split()
NAMES = "id title description completed dueAt createdAt updatedAt".split()
SECONDS = [f"T{h:02}:{m:02}:{s:02}" for h, m, s in product(range(24), range(60), range(60))]
MILLISECONDS = [f".{n:03}Z" for n in range(1000)]
TITLES = [" ".join(words) for words in product(WORDS, repeat=4)]


class Population(Dataset):
    """Users with as many tasks each, and one more who has more than a thousand pages of them. Those
    who are asked for are spread over all; there are as many tokens, however few users there are."""

    def __init__(self, users, tasks_each):
        self.random = random.Random(20260401)
        self.now = datetime.now(timezone.utc)
        self.first_day = (self.now - timedelta(days=DAYS)).replace(hour=0, minute=0, second=0)
        self.start = int(self.first_day.timestamp()) * 1000
        self.dates = [str((self.first_day + timedelta(days=n)).date()) for n in range(DAYS + 9)]
        self.titles = [title.capitalize() for title in TITLES]
        self.count, self.each = users, tasks_each
        self.deep_each = PAGE * DEEP_PAGES if tasks_each else 0
        self.ids, self.sessions = self.many_letters(users + 1), self.many_letters(users + 1)
        # What is random in the ids of a user's tasks.
        self.tails = [f"{self.random.getrandbits(62) | 1 << 63:016x}" for _ in self.ids]
        asked = [n * users // min(users, ASKED) for n in range(min(users, ASKED))]
        self.users = [self.user(n) for n in asked]
        self.tasks = {self.ids[n]: self.some_tasks(n, range(tasks_each)) for n in asked}
        self.deep = self.user(users)
        *self.repeated, self.deep_token = self.make_tokens(
            [*(self.users * (ASKED // len(asked))), self.deep], 1
        )

    def many_letters(self, count):
        text = "".join(self.random.choices(LETTERS, k=32 * count))
        return [text[at : at + 32] for at in range(0, len(text), 32)]

    def user(self, n):
        name, email = f"User {n}", f"user{n}@example.com"
        return {"id": self.ids[n], "name": name, "email": email, "session": self.sessions[n]}

    def rows(self, n, numbers):
        """A user's tasks, oldest first. Users make theirs by turns, as they do in life."""
        owner, tail, titles, last = self.ids[n], self.tails[n], self.titles, len(TITLES)
        tail = f"{tail[:4]}-{tail[4:]}"
        if n == self.count:
            step, begin = DAYS * DAY / max(self.deep_each, 1), 0
        else:
            step = DAYS * DAY / max(self.each, 1)
            begin = step * n / self.count
        for number in numbers:
            made = int(begin + step * number)
            stamp = f"{self.start + made:012x}"
            day, rest = divmod(made, DAY)
            second, millisecond = divmod(rest, 1000)
            time = SECONDS[second] + MILLISECONDS[millisecond]
            at = self.dates[day] + time
            which = (n * 7919 + number * 5113) % last
            yield (
                f"{stamp[:8]}-{stamp[8:]}-7{which & 0xFFF:03x}-{tail}",
                owner,
                titles[which],
                " ".join([TITLES[which]] * 4) if which % 3 == 0 else None,
                number % 4 == 0,
                self.dates[day + 7] + time if number % 2 == 0 else None,
                at,
                at,
            )

    def some_tasks(self, n, numbers):
        without_owner = ((row[0], *row[2:]) for row in self.rows(n, numbers))
        return [dict(zip(NAMES, row)) for row in without_owner]

    def by_owner(self):
        """In the order of SQLite's key."""
        for n in sorted(range(self.count + 1), key=self.ids.__getitem__):
            yield from self.rows(n, range(self.each if n < self.count else self.deep_each))

    def by_time(self):
        """In the order in which they were made."""
        rounds = ((n, (number,)) for number in range(self.each) for n in range(self.count))
        turns = (row for n, number in rounds for row in self.rows(n, number))
        return heapq.merge(turns, self.rows(self.count, range(self.deep_each)))

    def tables(self, tasks):
        yield from self.accounts(lambda: map(self.user, range(self.count + 1)))
        yield "tasks", COLUMNS, tasks

    def deep_page(self, page):
        """The tasks of a page of the user who has many, newest first."""
        newest = self.deep_each - 1 - PAGE * (page - 1)
        return self.some_tasks(self.count, range(newest, newest - PAGE, -1))
