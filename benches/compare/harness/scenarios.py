"""What is asked of the servers, and what they have to answer."""

from harness.load import BadAnswers, write
from harness.measure import Target
from harness.request import ORIGIN, Request, bearer

PAGE = 20


def expect(server, request, status, body=None, shape=None):
    said, answer = request.send(server.port)
    good = said == status and (body is None or answer == body) and (shape is None or shape(answer))
    if not good:
        what = f"{server.name}: {request.method} {request.path}"
        raise BadAnswers(f"{what}: {said} {str(answer)[:300]}, and not {status} {str(body)[:300]}")


class Scenarios:
    """Targets by what is asked: each has its requests in a file, and checks the answers of three
    users before and after the load."""

    def __init__(self, dataset, scratch):
        self.dataset, self.scratch = dataset, scratch
        self.some = [0, len(dataset.users) // 2, len(dataset.users) - 1]

    def file(self, name, requests):
        path = self.scratch / f"{name}.requests"
        return path if path.exists() else write(path, requests)

    def target(self, server, kind, request, checks, named=None, tokens=None):
        tokens = self.dataset.repeated if tokens is None else tokens
        count = len(self.dataset.users)
        requests = (request(n % count, token) for n, token in enumerate(tokens))

        def check():
            for n in self.some:
                checks(server, n)

        return Target(named or server.name, server, self.file(kind, requests), check)

    def plaintext(self, server):
        request = Request("GET", "/plaintext")
        check = lambda: expect(server, request, 200, "ok")
        return Target(server.name, server, self.file("plaintext", [request]), check)

    def me(self, server, tokens=None, kind="me", named=None):
        def check(server, n):
            user = self.dataset.users[n]
            right = lambda me: [me["id"], me["issuer"], me["email"], me["name"]] == [
                user["id"],
                ORIGIN,
                user["email"],
                user["name"],
            ]
            expect(server, self.get("/api/me", self.dataset.repeated[n]), 200, shape=right)
            spoilt = self.dataset.repeated[n][:-5] + "AAAAA"
            expect(server, self.get("/api/me", spoilt), 401)

        request = lambda _, token: self.get("/api/me", token)
        return self.target(server, kind, request, check, named, tokens)

    def first_seen(self, server):
        """More tokens than are remembered, so that each is forgotten before it comes again."""
        named = f"{server.name}, first-seen"
        return self.me(server, self.dataset.others, "me-first-seen", named)

    @staticmethod
    def get(path, token):
        return Request("GET", path, bearer(token))

    def page(self, n):
        newest = self.dataset.tasks[self.dataset.users[n]["id"]][: -PAGE - 1 : -1]
        items = [task | {"role": "owner"} for task in newest]
        return {"items": items, "nextCursor": items[-1]["id"]}

    def list(self, server):
        path = f"/api/tasks?limit={PAGE}"
        check = lambda server, n: expect(
            server, self.get(path, self.dataset.repeated[n]), 200, self.page(n)
        )
        return self.target(server, "list", lambda _, token: self.get(path, token), check)

    def list_by_session(self, server):
        """The same by the session's cookie, which is looked up for each request."""
        request = lambda n, _: Request(
            "GET", f"/session/tasks?limit={PAGE}", self.dataset.cookie(n)
        )
        check = lambda server, n: expect(server, request(n, ""), 200, self.page(n))
        named = f"{server.name}, by session"
        return self.target(server, "list-session", request, check, named)

    def list_without_token(self, server):
        """Each user proves once who they are; then they are called by their number."""
        for token in self.dataset.repeated:
            expect(server, Request("POST", "/floor/users", bearer(token)), 204)
        request = lambda n, _: Request("GET", f"/floor/tasks/{n}?limit={PAGE}")
        check = lambda server, n: expect(server, request(n, ""), 200, self.page(n))
        return self.target(server, "list-floor", request, check, "without a token")

    def one(self, server, prefix="/api", named=None):
        def request(n, token):
            tasks = self.dataset.tasks[self.dataset.users[n]["id"]]
            path = f"{prefix}/tasks/{tasks[n % len(tasks)]['id']}"
            headers = bearer(token) if prefix == "/api" else self.dataset.cookie(n)
            return Request("GET", path, headers)

        def check(server, n):
            tasks = self.dataset.tasks[self.dataset.users[n]["id"]]
            task = tasks[n % len(tasks)] | {"role": "owner"}
            token = self.dataset.repeated[n]
            expect(server, request(n, token), 200, task)
            other = self.dataset.repeated[(n + 1) % len(self.dataset.users)]
            if prefix == "/api":
                expect(server, request(n, token).under(bearer(other)), 404)

        kind = "one" if prefix == "/api" else "one-session"
        return self.target(server, kind, request, check, named)

    def one_by_session(self, server):
        return self.one(server, "/session", f"{server.name}, by session")

    def insert(self, server):
        body = {"title": "Water the plants", "description": "All of them", "completed": False}
        request = lambda _, token: Request("POST", "/api/tasks", bearer(token), body)

        def right(task):
            same = all(task[name] == value for name, value in body.items())
            return same and task["dueAt"] is None and task["role"] == "owner" and task["id"]

        def check(server, n):
            token = self.dataset.repeated[n]
            expect(server, request(n, token), 201, shape=right)
            newest = lambda page: right(page["items"][0])
            expect(server, self.get("/api/tasks?limit=1", token), 200, shape=newest)

        return self.target(server, "insert", request, check)
