"""The tasks on FastAPI, with PyJWT and SQLAlchemy, on SQLite.

Written as their manuals teach it: sessions and tokens are dependencies, endpoints that use the
database are `def` and run on FastAPI's threads, keys come from a JWKS URL and are kept. Times stay
the text that they are in the database, which costs less than to take them apart.
"""

import os
import secrets
import time
import uuid
from datetime import datetime, timezone
from typing import Annotated

import jwt
from fastapi import Depends, FastAPI, HTTPException, Query, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from sqlalchemy import String, create_engine, event, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

ISSUER = os.environ["ISSUER"]
# FastAPI has 40 threads.
engine = create_engine(f"sqlite:///{os.environ['DATABASE']}", pool_size=40, max_overflow=0)
keys = jwt.PyJWKClient(os.environ["JWKS_URL"], cache_keys=True, lifespan=300)


@event.listens_for(engine, "connect")
def set_up(connection, _):
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA busy_timeout = 5000")


class Base(DeclarativeBase):
    pass


class Task(Base):
    __tablename__ = "tasks"

    owner_id: Mapped[str] = mapped_column(String, primary_key=True)
    id: Mapped[str] = mapped_column(String, primary_key=True)
    title: Mapped[str]
    description: Mapped[str | None]
    completed: Mapped[bool]
    due_at: Mapped[str | None]
    created_at: Mapped[str]
    updated_at: Mapped[str]


class Model(BaseModel):
    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, from_attributes=True
    )


class TaskOut(Model):
    id: str
    title: str
    description: str | None
    completed: bool
    due_at: str | None
    created_at: str
    updated_at: str
    role: str = "owner"


class PageOut(Model):
    items: list[TaskOut]
    next_cursor: str | None


class NewTask(Model):
    model_config = ConfigDict(extra="forbid")

    title: str = Field(min_length=1, max_length=200)
    description: str | None = Field(default=None, max_length=10_000)
    completed: bool = False
    due_at: datetime | None = None


class Me(Model):
    id: str
    issuer: str
    email: str | None
    name: str | None
    expires_at: int


def session():
    with Session(engine) as session:
        yield session


# Not `def`, which would be one more thread to wait for: the key is fetched once.
async def claims(
    bearer: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())],
) -> dict:
    try:
        key = keys.get_signing_key_from_jwt(bearer.credentials)
        return jwt.decode(
            bearer.credentials,
            key,
            algorithms=["EdDSA"],
            issuer=ISSUER,
            audience=ISSUER,
            options={"require": ["exp", "sub"]},
        )
    except jwt.PyJWTError as error:
        raise HTTPException(401, "the token is not valid") from error


Claims = Annotated[dict, Depends(claims)]
Database = Annotated[Session, Depends(session)]
app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)


def now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_id() -> str:
    """A version 7 UUID."""
    number = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=number))


@app.get("/health/ready")
def ready(database: Database) -> dict[str, str]:
    database.execute(text("SELECT 1"))
    return {"status": "ok"}


@app.get("/api/me")
async def me(claims: Claims) -> Me:
    return Me(
        id=claims["sub"],
        issuer=claims["iss"],
        email=claims.get("email"),
        name=claims.get("name"),
        expires_at=claims["exp"],
    )


@app.get("/api/tasks", response_model=PageOut)
def tasks(
    claims: Claims,
    database: Database,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: str | None = None,
):
    mine = select(Task).where(Task.owner_id == claims["sub"])
    if cursor is not None:
        mine = mine.where(Task.id < cursor)
    rows = database.scalars(mine.order_by(Task.id.desc()).limit(limit + 1)).all()
    items = rows[:limit]
    return {"items": items, "next_cursor": items[-1].id if len(rows) > limit else None}


@app.get("/api/tasks/{task}", response_model=TaskOut)
def one_task(task: uuid.UUID, claims: Claims, database: Database):
    mine = select(Task).where(Task.owner_id == claims["sub"], Task.id == str(task))
    found = database.scalars(mine).one_or_none()
    if found is None:
        raise HTTPException(404, "there is no such task")
    return found


@app.post("/api/tasks", response_model=TaskOut, status_code=201)
def create(new: NewTask, response: Response, claims: Claims, database: Database):
    at = now()
    due = new.due_at and new.due_at.isoformat(timespec="milliseconds")
    task = Task(
        owner_id=claims["sub"],
        id=new_id(),
        title=new.title,
        description=new.description,
        completed=new.completed,
        due_at=due,
        created_at=at,
        updated_at=at,
    )
    database.add(task)
    made = TaskOut.model_validate(task)
    database.commit()
    response.headers["Location"] = f"/api/tasks/{made.id}"
    return made
