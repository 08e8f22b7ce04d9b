"""What is asked of the accounts."""

from harness.dataset import PASSWORD
from harness.measure import Target
from harness.request import ORIGIN, Request
from harness.scenarios import Scenarios, expect


class AccountScenarios(Scenarios):
    """And what is asked of the accounts, on the same data."""

    def token(self, server):
        request = lambda n, _: Request("GET", "/api/auth/token", self.dataset.cookie(n))

        def check(server, n):
            expect(server, request(n, ""), 200, shape=lambda body: body["token"].count(".") == 2)

        return self.target(server, "token", request, check)

    def get_session(self, server):
        request = lambda n, _: Request("GET", "/api/auth/get-session", self.dataset.cookie(n))

        def check(server, n):
            email = self.dataset.users[n]["email"]
            expect(server, request(n, ""), 200, shape=lambda body: body["user"]["email"] == email)

        return self.target(server, "get-session", request, check)

    def sign_in_requests(self, count):
        users = self.dataset.users
        for n in range(count):
            body = {"email": users[n % len(users)]["email"], "password": PASSWORD}
            yield Request("POST", "/api/auth/sign-in/email", {"Origin": ORIGIN}, body)

    def sign_in(self, server, count, connections):
        def check():
            (request,) = self.sign_in_requests(1)
            user = self.dataset.users[0]
            expect(server, request, 200, shape=lambda body: body["user"]["id"] == user["id"])
            wrong = Request(request.method, request.path, request.headers)
            wrong.body = request.body.replace(PASSWORD.encode(), b"something else")
            expect(server, wrong, 401)

        requests = list(self.sign_in_requests(count))
        return Target(server.name, server, None, check, requests, connections)
