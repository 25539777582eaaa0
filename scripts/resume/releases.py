"""The releases of Claude Code that a clone is proven on, taken from a Python package that ships them."""
import os
import pathlib
import shutil
import subprocess
import sys
import zipfile

# Claude Code's version, and the version of the PyPI package `claude-agent-sdk` whose wheel holds that binary.
PACKAGES = {
    "2.0.53": "0.1.10",
    "2.1.81": "0.1.50",
    "2.1.176": "0.2.100",
    "2.1.330": "0.2.187",
}
MEMBER = "claude_agent_sdk/_bundled/claude"


def cache():
    """The folder for downloads, outside of the repository."""
    base = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    return pathlib.Path(base) / "baton" / "verify-resume"


def program(version):
    """The path of the executable of `version`, downloaded when it is not in the cache.

    Raises subprocess.CalledProcessError when pip cannot get the package, and KeyError when its wheel holds no binary.
    """
    path = cache() / version / "claude"
    if path.exists():
        return path
    package = PACKAGES[version]
    print(f"verify-resume: downloading claude-agent-sdk {package} for Claude Code {version}", file=sys.stderr)
    wheels = cache() / version / "wheel"
    shutil.rmtree(wheels, ignore_errors=True)
    wheels.mkdir(parents=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
               "--only-binary", ":all:", "--dest", str(wheels), f"claude-agent-sdk=={package}"]
    subprocess.run(command, check=True, stdout=sys.stderr)
    (wheel,) = wheels.glob("*.whl")
    part = path.with_suffix(".part")
    with zipfile.ZipFile(wheel) as archive, archive.open(MEMBER) as source, open(part, "wb") as target:
        shutil.copyfileobj(source, target)
    part.chmod(0o755)
    part.rename(path)
    shutil.rmtree(wheels)
    return path
