"""Says which built assets go into a wheel; called by hatchling (pyproject.toml)."""

import json
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DIST = "forumapp/static/dist"


class Assets(BuildHookInterface[Any]):
    """Adds the files of the last build of the front end (frontend/build.mjs)."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name them as artifacts; before the first build there are none."""
        built = Path(self.root, DIST, "files.json")
        if built.is_file():
            build_data["artifacts"] += [f"/{DIST}/{name}" for name in json.loads(built.read_text(encoding="utf-8"))]
