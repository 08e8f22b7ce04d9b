"""A bench as a program: it has a folder of its own while it runs, and ends what it started."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from harness.install import Missing
from harness.load import BadAnswers
from harness.process import DidNotStart


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(name, work):
    """Does the work in a new folder: 0 where it says that all is well."""

    def interrupted(*_):
        # What was started is ended on the way out.
        sys.exit(f"benches/{name}: interrupted.")

    signal.signal(signal.SIGTERM, interrupted)
    scratch = Path(tempfile.mkdtemp(prefix=f"ownly-{name}-"))
    # PostgreSQL's account has to get through to its own folder.
    os.chmod(scratch, 0o711)
    try:
        return 0 if work(scratch) else 1
    except (Missing, BadAnswers, DidNotStart, subprocess.CalledProcessError) as error:
        say(f"benches/{name}: {error}")
        return 1
    except KeyboardInterrupt:
        interrupted()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
