"""A programme as PDF, set by typst: tagged, with an outline, PDF/UA-1 where the text allows it."""

import json
import logging
import subprocess
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from forumapp import paths
from forumapp.documents.rules import Paper

TEMPLATE = paths.TEMPLATES / "documents" / "programme.typ"
TYPESETTER = Path(__file__).with_name("typesetter.py")
LONGEST = 30.0
"""Seconds after which a document is given up."""

logger = logging.getLogger("forumapp.documents")


class NotSetError(Exception):
    """A document could not be set; the log says why."""


def write(paper: Paper, *, made_at: datetime) -> bytes:
    """Return the programme as PDF; the same octets for the same paper and instant, on every machine.

    Raises NotSetError, after which there is nothing, never a part.
    """
    order = {
        "template": str(TEMPLATE),
        "root": str(TEMPLATE.parent),
        "fonts": [str(paths.FONTS)],
        "programme": json.dumps(asdict(paper), ensure_ascii=False),
        "made_at": int(made_at.timestamp()),
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own program, its order on standard input
            [sys.executable, "-P", str(TYPESETTER)],
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=LONGEST,
            check=True,
        )
    except subprocess.CalledProcessError as failed:
        logger.error("typst failed: %s", _last_line(failed.stderr))
        raise NotSetError("the PDF could not be set") from failed
    except subprocess.TimeoutExpired as failed:
        raise NotSetError("the PDF took too long") from failed
    return done.stdout


def _last_line(octets: bytes) -> str:
    """Return what a program said last: its error, without the order it was given."""
    return octets.decode(errors="replace").strip().rpartition("\n")[2][:300]
