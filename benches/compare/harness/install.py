"""What is compared: built or installed into the target folder, and kept there for the next run."""

import os
import shutil
import subprocess
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ROOT = HERE.parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target").resolve()
KEPT = TARGET / "compare"


class Missing(Exception):
    """What has to be there is not: a tool, or room."""


def need(*tools):
    for tool in tools:
        if not shutil.which(tool):
            raise Missing(f"{tool} is missing.")


def release(profile="release"):
    """Ownly and the floor under it: the folder that both are in."""
    command = ["cargo", "build", "--profile", profile, "--locked", "--quiet"]
    command += ["--package", "ownly", "--package", "ownly-floor", "--bins"]
    # Incremental code is slower code.
    env = os.environ | {"CARGO_INCREMENTAL": "0"}
    subprocess.run(command, cwd=ROOT, check=True, env=env)
    return TARGET / profile


def fastapi():
    """The Python that has FastAPI and what goes with it."""
    here, lock = KEPT / "fastapi", HERE / "servers/fastapi/requirements.txt"
    if is_new(here, lock):
        shutil.rmtree(here, ignore_errors=True)
        venv.create(here, with_pip=True)
        pip = [here / "bin/pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--no-deps", "--require-hashes", "-r", lock], check=True)
        shutil.copy(lock, here / lock.name)
    return here / "bin/python"


def hono():
    """The folder that has Hono, Better Auth and what goes with them."""
    here, source = KEPT / "hono", HERE / "servers/hono"
    lock = source / "package-lock.json"
    if is_new(here, lock):
        shutil.rmtree(here, ignore_errors=True)
        here.mkdir(parents=True)
        shutil.copy(source / "package.json", here)
        shutil.copy(lock, here / "lock")
        shutil.copy(lock, here)
        npm = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(npm, cwd=here, check=True)
    shutil.copy(source / "server.mjs", here)
    return here


def is_new(here, lock):
    installed = here / lock.name
    return not installed.exists() or installed.read_bytes() != lock.read_bytes()
