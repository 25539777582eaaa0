"""Two uploads at once that are killed at random moments: the list stays whole and forgets no link that was shown."""
import json
import os
import random
import signal
import tempfile
import threading
import time

from .server import Fault, Server
from .trial import Home


def kills(program, count, seed, tell=lambda line: None):
    """Kills `count` times; returns what was seen."""
    dice = random.Random(f"kills {seed}")
    # Slow enough that an upload has many moments.
    server = Server(lambda number: Fault("slow while sending"))
    shown, started, killed = [], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        home = Home(program, folder, server.url)
        (home.folder / "work/notes.txt").write_text("hello\n" * 60000)
        times = []
        for _ in range(3):
            begin = time.monotonic()
            status, out, err = home.run("upload", "notes.txt", "--yes")
            assert status == 0, err
            times.append(time.monotonic() - begin)
            shown += links(out)
            started += 1
        usual = min(times)
        while killed < count:
            processes = [home.start("upload", "notes.txt", "--yes") for _ in range(2)]
            started += 2
            # Each has a moment of its own, from the start to a little behind the usual end.
            moments = [dice.uniform(0, usual * 1.4) for _ in processes]
            results = [None, None]

            def one(index):
                process = processes[index]
                timer = threading.Timer(moments[index], lambda: process.send_signal(signal.SIGKILL))
                timer.start()
                results[index] = process.communicate()[0]
                timer.cancel()

            threads = [threading.Thread(target=one, args=(index,)) for index in range(2)]
            [thread.start() for thread in threads]
            [thread.join() for thread in threads]
            killed += sum(process.returncode == -signal.SIGKILL for process in processes)
            for out in results:
                shown += links(out)
            check(home, server, shown, started)
        torn = sum(not is_json(line) for line in home.list.read_bytes().splitlines())
        shares = home.shares()
        counts = {state: sum(share["state"] == state for share in shares) for state in
                  sorted({share["state"] for share in shares})}
        mode = os.stat(home.list).st_mode & 0o777
        assert mode == 0o600, f"the list has mode {mode:o}"
        assert not home.leftovers(), f"left behind: {home.leftovers()}"
        server.close()
        return (f"{killed} kills in {started} uploads: {len(shown)} links shown, all listed; {counts}; "
                f"{len(server.files)} files at the server; {torn} torn lines")


def check(home, server, shown, started):
    shares = home.shares()
    listed = {share["url"]: share for share in shares if share["url"]}
    for link in shown:
        assert listed.get(link, {}).get("state") == "shared", f"the link {link} was shown and is not listed"
    numbers = [share["number"] for share in shares]
    assert len(set(numbers)) == len(numbers), "a number was given twice"
    assert len(shares) <= started, "more entries than uploads"
    # What the server has and nobody knows the link of is listed as one that may have arrived.
    open_ones = sum(share["state"] in ("pending", "unknown") for share in shares)
    unlisted = sum(f"{server.url}/{name}" not in listed for name in list(server.files))
    assert unlisted <= open_ones, f"{unlisted} files at the server, {open_ones} entries that may have arrived"


def links(out):
    # A line that was not whole was not shown.
    return [line.strip("'").split("#")[0] for line in out.decode().split("\n")[:-1] if line]


def is_json(line):
    try:
        json.loads(line)
        return True
    except ValueError:
        return False


def interrupt(program, seed):
    """Ctrl-C in the middle of an upload: nothing stays, and the list says so."""
    server = Server(lambda number: Fault("slow while sending"))
    with tempfile.TemporaryDirectory() as folder:
        home = Home(program, folder, server.url)
        (home.folder / "work/big.txt").write_bytes(random.Random(seed).randbytes(30_000_000))
        process = home.start("upload", "big.txt", "--yes", "--no-redact")
        while server.requests == 0 and process.poll() is None:
            time.sleep(0.02)
        time.sleep(0.5)
        begin = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        took = time.monotonic() - begin
        assert process.returncode == 130, f"status {process.returncode}: {err.decode()}"
        assert not out and not server.files, "something came of it"
        assert [share["state"] for share in home.shares()] == ["cancelled"], "the list does not say so"
        assert not home.leftovers(), f"left behind: {home.leftovers()}"
        server.close()
        return f"Ctrl-C: status 130 after {took:.1f} s, nothing left, listed as cancelled"
