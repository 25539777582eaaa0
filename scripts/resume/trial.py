"""One session, one release: export, clone into an empty home, resume, and the request that came of it."""
import contextlib
import json
import os
import pathlib
import signal
import subprocess
import uuid

from .standin import ANSWER, StandIn

TIMEOUT = 60
# What would reach out, or would change the conversation for reasons that are not the file's.
QUIET = {
    "DISABLE_TELEMETRY": "1", "DISABLE_ERROR_REPORTING": "1", "DISABLE_AUTOUPDATER": "1", "DISABLE_BUG_COMMAND": "1",
    "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1", "DISABLE_COMPACT": "1", "DISABLE_AUTO_COMPACT": "1",
    "DISABLE_MICROCOMPACT": "1",
}


class TrialError(Exception):
    """Why a trial did not get as far as a comparison; never holds text of the session."""


class NothingToClone(TrialError):
    """The file has no main conversation."""


def environment(room, **more):
    """Nothing of the person's own but the search path."""
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LANG": "C.UTF-8", "HOME": str(room / "home"),
        "CLAUDE_CONFIG_DIR": str(room / "home" / "agent"), "TMPDIR": str(room / "tmp"), **more,
    }


def make_room(room):
    for name in ("home", "project", "tmp"):
        (room / name).mkdir(parents=True)


def run(command, room, env, timeout=TIMEOUT):
    """Runs a program in the project of `room`, in a process group of its own, which is ended with it."""
    with subprocess.Popen(
            [str(part) for part in command], cwd=room / "project", env=env, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        try:
            out, error = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            raise TrialError(f"{pathlib.Path(command[0]).name} gave no answer in {timeout} s") from None
        finally:
            # Helpers of the agent live in the same group.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    return process.returncode, out, error


def bundle_of(baton, source, limit, room):
    """The bundle of a transcript, made as a person would make it; a bundle is taken as it is."""
    if source.suffix == ".json":
        return source
    path = room / "bundle.json"
    status, _, error = run(
        [baton, "export", source, "--format", "json", "--messages", limit, "--with-subagents", "-o", path], room,
        environment(room))
    if status != 0:
        if b"holds no conversation" in error:
            raise NothingToClone("no main conversation")
        raise TrialError(f"export ended with {status}")
    return path


def clone(baton, bundle, room):
    """Clones into the empty home of `room`; gives what `clone --json` tells."""
    status, out, error = run([baton, "clone", bundle, "--yes", "--json"], room, environment(room))
    if status != 0:
        raise TrialError(f"clone ended with {status}")
    return json.loads(out)


def resume(program, session, room):
    """Resumes with a probe; gives the messages of the request that holds it."""
    probe = f"probe {uuid.uuid4()}"
    with StandIn() as api:
        env = environment(
            room, **QUIET, ANTHROPIC_BASE_URL=api.url, ANTHROPIC_API_KEY="dummy", HTTPS_PROXY=api.url,
            HTTP_PROXY=api.url, NO_PROXY="127.0.0.1")
        status, out, _ = run([program, "--resume", session, "-p", probe, "--output-format", "json"], room, env)
        (room / "requests.json").write_text(json.dumps(api.requests, indent=1))
        requests = list(api.requests)
    main = [request for request in requests if holds_probe(request["messages"], probe)]
    if not main:
        raise TrialError(f"no request holds the probe (exit status {status})")
    try:
        answered = json.loads(out).get("result") == ANSWER
    except ValueError:
        answered = False
    if status != 0 or not answered:
        raise TrialError(f"the answer did not arrive (exit status {status})")
    # Side requests, such as one for a title, repeat the prompt alone and offer no tools.
    return max(main, key=lambda request: (bool(request.get("tools")), len(request["messages"])))["messages"], probe


def holds_probe(messages, probe):
    """Whether the last message of the user holds the probe; reminders of the agent may stand behind it."""
    users = [message for message in messages if message["role"] == "user"]
    return bool(users) and probe in json.dumps(users[-1]["content"])
