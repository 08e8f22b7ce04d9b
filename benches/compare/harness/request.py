"""Requests as they go over the wire, and the answers to single ones."""

import json
import socket
from http.client import HTTPConnection
from urllib.parse import urlsplit

ORIGIN = "http://localhost:3000"


class Request:
    def __init__(self, method, path, headers=None, body=None):
        self.method = method
        self.path = path
        self.headers = dict(headers or {})
        self.body = None if body is None else json.dumps(body).encode()
        if self.body is not None:
            self.headers["Content-Type"] = "application/json"

    def under(self, headers):
        """The same under other headers."""
        return Request(self.method, self.path, headers)

    def to_bytes(self):
        """All servers are called by the one name that their users would call them by."""
        headers = {"Host": urlsplit(ORIGIN).netloc, **self.headers}
        if self.body is not None:
            headers["Content-Length"] = str(len(self.body))
        lines = [f"{self.method} {self.path} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return "\r\n".join([*lines, "", ""]).encode() + (self.body or b"")

    def send(self, port, patience=30):
        """The status and the body, read as JSON if it is."""
        connection = HTTPConnection("127.0.0.1", port, timeout=patience)
        try:
            headers = {"Host": urlsplit(ORIGIN).netloc, **self.headers}
            connection.request(self.method, self.path, self.body, headers)
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        try:
            return answer.status, json.loads(body)
        except ValueError:
            return answer.status, body.decode(errors="replace")


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def answers(port, path):
    """Whether that is answered 200 by now."""
    try:
        return Request("GET", path).send(port, patience=2)[0] == 200
    except OSError:
        return False


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
