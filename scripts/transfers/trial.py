"""One run of the program under test, in a home of its own."""
import json
import os
import pathlib
import subprocess

SCRUBBED = ("http_proxy", "https_proxy", "all_proxy", "ALL_PROXY", "HTTPS_PROXY", "no_proxy", "NO_PROXY")


class Home:
    def __init__(self, program, folder, url, keys=False):
        self.program = str(program)
        self.folder = pathlib.Path(folder)
        for name in ("home/.config/baton", "tmp", "work"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "home/.config/baton/config.yml").write_text(
            f"default_store: lan\nremember_keys: {str(keys).lower()}\n"
            f"stores:\n  lan: {{type: x0, url: '{url}', allow_http: true}}\n")

    @property
    def list(self):
        return self.folder / "home/.local/state/baton/shares.jsonl"

    def environment(self, **more):
        kept = {name: value for name, value in os.environ.items() if name not in SCRUBBED}
        kept.pop("XDG_STATE_HOME", None)
        kept.pop("XDG_CONFIG_HOME", None)
        return kept | {"HOME": str(self.folder / "home"), "TMPDIR": str(self.folder / "tmp"), **more}

    def start(self, *arguments, **more):
        return subprocess.Popen(
            [self.program, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=self.environment(**more), cwd=self.folder / "work")

    def run(self, *arguments, given=b"", timeout=300, **more):
        process = self.start(*arguments, **more)
        try:
            out, err = process.communicate(given, timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            err += b"\n(killed: took too long)"
        return process.returncode, out, err.decode(errors="replace")

    def shares(self):
        """All shares of the list, as the program reads them."""
        status, out, err = self.run("shares", "list", "--all", "--json")
        if status != 0:
            raise AssertionError(f"the list cannot be read: {err}")
        return json.loads(out)

    def leftovers(self):
        """Files that an ended run left in the folder for temporary ones."""
        return sorted(path.name for path in (self.folder / "tmp").rglob("*"))
