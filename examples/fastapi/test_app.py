"""The service against running Ownlys, as `examples/run` starts them on one database:

OWNLY_URL      whose tokens it takes
OWNLY_ABROAD   the same issuer with the same keys, for another audience
"""

import base64
import json
import os
import uuid
from datetime import datetime, timedelta

import httpx2
import jwt
import pytest
from fastapi.testclient import TestClient

from app import OWNLY_URL, app, keys

client = TestClient(app)


class Person:
    def __init__(self) -> None:
        answer = httpx2.post(
            f"{OWNLY_URL}/api/auth/sign-up/email",
            json={"name": "Ada", "email": f"{uuid.uuid4()}@example.com", "password": "correct horse battery"},
        )
        self.session = answer.raise_for_status().headers["set-auth-token"]

    def token(self, ownly: str = OWNLY_URL) -> str:
        headers = {"Authorization": f"Bearer {self.session}"}
        return httpx2.get(f"{ownly}/api/auth/token", headers=headers).raise_for_status().json()["token"]


def status(token: str) -> int:
    return client.get("/notes", headers={"Authorization": f"Bearer {token}"}).status_code


def encoded(value: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


@pytest.fixture(scope="module")
def ada() -> Person:
    return Person()


@pytest.fixture(scope="module")
def token(ada: Person) -> str:
    return ada.token()


def test_a_note_is_its_writers_and_nobody_elses(token: str) -> None:
    hers = {"Authorization": f"Bearer {token}"}
    his = {"Authorization": f"Bearer {Person().token()}"}
    assert client.post("/notes", json={"text": "Mine"}, headers=hers).status_code == 201
    assert client.get("/notes", headers=hers).json() == [{"text": "Mine"}]
    assert client.get("/notes", headers=his).json() == []


def test_without_a_token_one_is_asked_for() -> None:
    answer = client.get("/notes")
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_a_token_for_somebody_else_is_refused(ada: Person, token: str) -> None:
    abroad = ada.token(os.environ["OWNLY_ABROAD"])
    unverified = {"verify_signature": False}
    claims, foreign = (jwt.decode(each, options=unverified) for each in (token, abroad))
    # All is the same, the key too, but for whom it is.
    assert jwt.get_unverified_header(abroad) == jwt.get_unverified_header(token)
    assert (foreign["iss"], foreign["sub"]) == (claims["iss"], claims["sub"])
    assert foreign["aud"] != claims["aud"]
    assert status(abroad) == 401


@pytest.mark.parametrize(("minutes", "expected"), [(14, 200), (16, 401)])
def test_a_token_is_good_until_it_ends(
    token: str, monkeypatch: pytest.MonkeyPatch, minutes: int, expected: int
) -> None:
    """It lasts for 15 minutes, and the test does not wait for them."""

    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + timedelta(minutes=minutes)

    monkeypatch.setattr("jwt.api_jwt.datetime", Later)
    assert status(token) == expected


def test_a_token_that_was_tampered_with_is_refused(token: str) -> None:
    header, _, signature = token.split(".")
    claims = jwt.decode(token, options={"verify_signature": False})
    changed = encoded(claims | {"sub": "somebody-else"})
    spoilt = token[:-10] + ("B" if token[-10] == "A" else "A") + token[-9:]
    for forged in (f"{header}.{changed}.{signature}", spoilt, token.rsplit(".", 1)[0] + ".", "none"):
        assert status(forged) == 401
    assert status(token) == 200


def test_the_token_does_not_choose_how_it_is_checked(token: str) -> None:
    claims = jwt.decode(token, options={"verify_signature": False})
    header = jwt.get_unverified_header(token)
    assert status(f"{encoded(header | {'alg': 'none'})}.{encoded(claims)}.") == 401
    # The public key is no secret, so nothing may be signed with it.
    public = keys.get_signing_key_from_jwt(token).key.public_bytes_raw()
    assert status(jwt.encode(claims, public, algorithm="HS256", headers={"kid": header["kid"]})) == 401
    # Nor is a key good that the token brings along, or names and is not there.
    assert status(jwt.encode(claims, public, algorithm="HS256", headers={"kid": "made-up"})) == 401
