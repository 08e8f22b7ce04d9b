"""What is asked of each size: the same number of requests with the same number of tokens."""

from harness.account_scenarios import AccountScenarios
from harness.measure import Target
from harness.request import Request, bearer
from harness.scenarios import PAGE, expect


class Asking(AccountScenarios):
    """What is asked of anyone, and pages of the user who has many."""

    def deep_page(self, server, page):
        data = self.dataset
        items = data.deep_page(page)
        path = f"/api/tasks?limit={PAGE}"
        if page > 1:
            path += f"&cursor={data.deep_page(page - 1)[-1]['id']}"
        request = Request("GET", path, bearer(data.deep_token))
        body = {
            "items": [task | {"role": "owner"} for task in items],
            "nextCursor": items[-1]["id"],
        }
        file = self.file(f"page-{page}", [request])
        return Target("", server, file, lambda: expect(server, request, 200, body))
