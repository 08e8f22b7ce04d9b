"""The data that all servers have: users with their sessions, tasks and tokens, and the key."""

import base64
import hashlib
import hmac
import json
import random
import subprocess
import uuid
from datetime import datetime, timedelta, timezone
from urllib.parse import quote

from harness.install import HERE
from harness.request import ORIGIN

SECRET = "a secret that all servers know, and nobody else"
PASSWORD = "correct horse battery"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
WORDS = "call buy write mend plan water answer paint order visit read fetch".split()


def text(time):
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Dataset:
    """Made from a fixed seed, except for times, keys and tokens. `rounds` tokens a user."""

    def __init__(self, users, tasks_each, rounds):
        self.random = random.Random(20260401)
        self.now = datetime.now(timezone.utc)
        self.users = [self.user(n) for n in range(users)]
        self.tasks = self.make_tasks(tasks_each)
        self.tokens = self.make_tokens(self.users, rounds)
        # A token of each user, and the same users' others.
        self.repeated, self.others = self.tokens[:users], self.tokens[users:]

    def make_tokens(self, users, rounds):
        """So many of each, and the key for all of them."""
        asked = {"issuer": ORIGIN, "users": users, "rounds": rounds}
        made = subprocess.run(
            ["node", HERE / "tokens.mjs"],
            input=json.dumps(asked).encode(),
            stdout=subprocess.PIPE,
            check=True,
        )
        self.key = json.loads(made.stdout)
        return self.key.pop("tokens")

    def letters(self):
        return "".join(self.random.choices(LETTERS, k=32))

    def user(self, n):
        return {
            "id": self.letters(),
            "name": f"User {n}",
            "email": f"user{n}@example.com",
            "session": self.letters(),
        }

    def make_tasks(self, each):
        """By user, oldest first. Users make theirs by turns, as they do in life."""
        tasks = {user["id"]: [] for user in self.users}
        start = self.now - timedelta(days=90)
        for n in range(each * len(self.users)):
            made = start + timedelta(milliseconds=n * 60)
            words = self.random.choices(WORDS, k=4)
            tasks[self.users[n % len(self.users)]["id"]].append(
                {
                    "id": self.uuid7(made),
                    "title": " ".join(words).capitalize(),
                    "description": " ".join(words * 4) if n % 3 == 0 else None,
                    "completed": n % 4 == 0,
                    "dueAt": text(made + timedelta(days=7)) if n % 2 == 0 else None,
                    "createdAt": text(made),
                    "updatedAt": text(made),
                }
            )
        return tasks

    def uuid7(self, time):
        number = int(time.timestamp() * 1000) << 80 | self.random.getrandbits(80)
        number = number & ~(0xF << 76) | 0x7 << 76
        number = number & ~(0x3 << 62) | 0x2 << 62
        return str(uuid.UUID(int=number))

    def cookie(self, n):
        """The session's cookie, signed as Better Auth signs it."""
        token = self.users[n]["session"]
        signature = hmac.digest(SECRET.encode(), token.encode(), hashlib.sha256)
        value = f"{token}.{base64.b64encode(signature).decode()}"
        return {"Cookie": f"better-auth.session_token={quote(value, safe='')}"}

    def accounts(self, users):
        """The users' tables: each one's name, its columns and its rows. All users have one
        password, for to hash it takes a while."""
        now, later = text(self.now), text(self.now + timedelta(days=7))
        salt = "00112233445566778899aabbccddeeff"
        cost = {"n": 16384, "r": 16, "p": 1, "maxmem": 64 * 1024 * 1024, "dklen": 64}
        key = hashlib.scrypt(PASSWORD.encode(), salt=salt.encode(), **cost)
        password = f"{salt}:{key.hex()}"
        jwk = [self.key["kid"], self.key["publicKey"], self.key["privateKey"], now, "EdDSA"]
        yield "jwks", ["id", "publicKey", "privateKey", "createdAt", "alg", "crv"], [
            [*jwk, "Ed25519"]
        ]
        times = ["createdAt", "updatedAt"]
        yield "user", ["id", "name", "email", "emailVerified", *times], (
            [user["id"], user["name"], user["email"], 1, now, now] for user in users()
        )
        yield "account", ["id", "accountId", "providerId", "userId", "password", *times], (
            [f"account-{user['id']}", user["id"], "credential", user["id"], password, now, now]
            for user in users()
        )
        yield "session", ["id", "expiresAt", "token", "userId", *times], (
            [f"session-{user['id']}", later, user["session"], user["id"], now, now]
            for user in users()
        )

    def tables(self):
        yield from self.accounts(lambda: self.users)
        columns = ["id", "title", "description", "completed", "due_at", "created_at", "updated_at"]
        yield "tasks", ["owner_id", *columns], sorted(
            ([owner, *task.values()] for owner, tasks in self.tasks.items() for task in tasks),
            key=lambda row: row[1],
        )
