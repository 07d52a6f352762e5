"""What somebody with root and a day may do to the audit of a folder, and whether `clockstart verify` tells."""

import base64
import hashlib
import json
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

program = sys.argv[1]
place = Path(tempfile.mkdtemp(prefix="clockstart-tamper-"))
data, heads = place / "data", place / "elsewhere" / "heads"


def run(*words):
    return subprocess.run([program, *map(str, words)], capture_output=True, text=True, check=False)


def need(*words):
    done = run(*words)
    if done.returncode != 0:
        raise RuntimeError(f"{words[0]}: {done.stderr}")
    return done.stdout.strip()


class Served:
    """The folder while it is served; the audit is signed when it stops."""

    def __enter__(self):
        self.daemon = subprocess.Popen(
            [program, "serve", "--data", data, "--config", place / "clockstart.toml", "--listen", "127.0.0.1:0"],
            stderr=subprocess.PIPE, text=True)
        for line in self.daemon.stderr:
            if found := re.search(r"listening on (http://127\.0\.0\.1:\d+)/", line):
                self.url = found[1]
                return self
        raise RuntimeError("the daemon ended before it served")

    def __exit__(self, *_):
        self.daemon.send_signal(signal.SIGTERM)
        self.daemon.stderr.read()
        if self.daemon.wait() != 0:
            raise RuntimeError("the daemon did not end well")

    def ask(self, token, path, body=None):
        asked = urllib.request.Request(self.url + path, json.dumps(body).encode() if body else None,
                                       {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
        with urllib.request.urlopen(asked) as answer:
            return json.load(answer)


def fill(served, token, count):
    for _ in range(count):
        made = served.ask(token, "/api/v1/requests", {
            "pathway": "equipment", "service": "equipment-99G-PV06", "clock_start_on": "2026-06-01",
            "priority": "routine",
            "child": {"no_nhs_number_reason": "not_traced", "given_name": "Invented", "family_name": "Child",
                      "birth_date": "2019-03-01"}})
        served.ask(token, f"/api/v1/requests/{made['reference']}")


def altered(folder, statements):
    """No trigger stands in the way of who can write to the file."""
    with sqlite3.connect(folder / "clockstart.db") as sql:
        for (name,) in sql.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            sql.execute(f"DROP TRIGGER {name}")
        for one in statements:
            sql.execute(one)
    sql.close()


columns = ("number recorded_at who token from_where what outcome about sequence event_hash why_digest details").split()


def written_anew(folder):
    """Every hash follows from the one before, and no signature tells that it was another one."""
    altered(folder, ["UPDATE audit SET who = 'somebody else' WHERE number = 3", "DELETE FROM audit_signature"])
    with sqlite3.connect(folder / "clockstart.db") as sql:
        previous = ""
        for row in sql.execute(f"SELECT {', '.join(columns)} FROM audit ORDER BY number").fetchall():
            fields = [previous, *map(str, row)]
            canonical = "".join(f"{len(one.encode())}:{one}," for one in fields)
            digest = hashlib.sha256(canonical.encode()).digest()
            previous = base64.urlsafe_b64encode(digest).decode().rstrip("=")
            sql.execute("UPDATE audit SET hash = ? WHERE number = ?", (previous, row[0]))
        sql.execute("UPDATE audit_head SET hash = ?", (previous,))
    sql.close()


# What is done to a copy of the folder, and the entry that has to be named.
def cases(older_entries):
    swap = [f"UPDATE {table} SET {column} = {column} + 1000 WHERE {column} IN (5, 6)"
            for table, column in (("audit_about", "audit"), ("audit", "number"))]
    swap += [f"UPDATE {table} SET {column} = 1011 - {column} WHERE {column} > 1000"
             for table, column in (("audit_about", "audit"), ("audit", "number"))]
    cut = ["DELETE FROM audit_about WHERE audit > 7", "DELETE FROM audit WHERE number > 7",
           "DELETE FROM audit_signature WHERE audit > 7",
           "UPDATE audit_head SET number = 7, hash = (SELECT hash FROM audit WHERE number = 7)"]
    return {
        "edited": (lambda folder: altered(folder, ["UPDATE audit SET who = 'somebody else' WHERE number = 4"]), 4),
        "deleted": (lambda folder: altered(folder, ["DELETE FROM audit_about WHERE audit = 4",
                                                    "DELETE FROM audit WHERE number = 4"]), 4),
        "reordered": (lambda folder: altered(folder, swap), 5),
        "cut off, its head too": (lambda folder: altered(folder, cut), 8),
        "written anew with sound hashes": (written_anew, None),
        "an older copy put back": (lambda folder: shutil.copy(place / "older.db", folder / "clockstart.db"),
                                   older_entries + 1),
    }


def trial(name, do, entry):
    folder = place / "copy"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(data, folder, ignore=shutil.ignore_patterns("*.sock"))
    do(folder)
    told = run("verify", "--data", folder, "--head", heads)
    named = re.search(r"^audit entry (\d+): .*", told.stderr, re.MULTILINE)
    found = told.returncode == 1 and named is not None and (entry is None or int(named[1]) == entry)
    print(f"{'found' if found else 'NOT FOUND'}: {name}: {named[0] if named else told.stderr.strip() or told.stdout}")
    return found


passed = failed = 0
try:
    heads.parent.mkdir()
    (place / "clockstart.toml").write_text(f'[audit]\nheads_file = "{heads}"\n')
    need("demo", "--data", data, "--requests", "0", "--seed", "1", "--as-at", "2026-06-30")
    key = need("token", "add", "--data", data, "--name", "trial", "--role", "administrator")
    with Served() as house:
        fill(house, key, 5)
    with sqlite3.connect(data / "clockstart.db") as whole:
        before = whole.execute("SELECT number FROM audit_head").fetchone()[0]
    whole.close()
    shutil.copy(data / "clockstart.db", place / "older.db")
    with Served() as house:
        fill(house, key, 5)

    control = run("verify", "--data", data, "--head", heads)
    sound = control.returncode == 0 and "The audit is sound" in control.stdout
    print(f"untouched: {control.stdout.strip() or control.stderr.strip()}")
    found = [trial(name, *what) for name, what in cases(before).items()]
    words = "no one two three four five six".split()
    print(f"{words[sum(found)]} of {words[len(found)]} found")
    passed, failed = sum(found) + sound, len(found) - sum(found) + (not sound)
except (RuntimeError, OSError) as why:
    print(f"the trial broke: {why}")
    failed += 1
finally:
    shutil.rmtree(place, ignore_errors=True)
print(f"{passed} passed, {failed} failed")
sys.exit(0 if failed == 0 else 1)
