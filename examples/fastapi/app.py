"""A service of your own beside Ownly: it takes Ownly's tokens, and a note is its writer's.

    OWNLY_URL=http://localhost:3000 uvicorn app:app --port 8000
"""

import os
from typing import Annotated

import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, Field

OWNLY_URL = os.environ.get("OWNLY_URL", "http://localhost:3000")
# What Ownly writes into its tokens: its origin, unless OWNLY_JWT_ISSUER and OWNLY_JWT_AUDIENCE say
# otherwise there.
ISSUER = os.environ.get("OWNLY_JWT_ISSUER", OWNLY_URL)
AUDIENCE = os.environ.get("OWNLY_JWT_AUDIENCE", OWNLY_URL)
# OWNLY_JWT_ALG's. Never what the token says of itself.
ALGORITHMS = ["EdDSA"]

# Fetched when they are needed, kept for five minutes, and again for a key that is not among them.
keys = jwt.PyJWKClient(f"{OWNLY_URL}/api/auth/jwks", lifespan=300, timeout=5)
bearer = HTTPBearer(auto_error=False, description="What GET /api/auth/token of Ownly answers")


# `def` and not `async def`: fetching the keys waits, so it does so on a thread of its own.
def user_id(given: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]) -> str:
    """Who the token says is calling. 401 without a good one, 503 if there are no keys to tell."""
    if given is None:
        raise unauthorized("Send a token.")
    try:
        key = keys.get_signing_key_from_jwt(given.credentials)
        claims = jwt.decode(
            given.credentials,
            key.key,
            algorithms=ALGORITHMS,
            issuer=ISSUER,
            audience=AUDIENCE,
            options={"require": ["iss", "aud", "sub", "exp"]},
        )
    except jwt.PyJWKClientConnectionError as error:
        raise HTTPException(503, "The keys cannot be had.", {"Retry-After": "5"}) from error
    except jwt.PyJWTError as error:
        raise unauthorized("The token is not good.") from error
    return claims["sub"]


def unauthorized(why: str) -> HTTPException:
    return HTTPException(401, why, {"WWW-Authenticate": "Bearer"})


UserId = Annotated[str, Depends(user_id)]


class Note(BaseModel):
    text: str = Field(min_length=1, max_length=2000)


app = FastAPI(title="Notes")
# By owner, so that there is no way to another's. A database has a column for it, and each
# statement a condition.
notes: dict[str, list[Note]] = {}


@app.get("/notes")
def list_notes(owner: UserId) -> list[Note]:
    return notes.get(owner, [])


@app.post("/notes", status_code=201)
def create_note(note: Note, owner: UserId) -> Note:
    notes.setdefault(owner, []).append(note)
    return note
