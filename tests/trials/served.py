"""What the trials in Python share: a demo folder, the daemon as a child, and asking it."""
import atexit
import csv
import html
import http.client
import io
import json
import re
import subprocess
import threading
import time
from urllib.parse import urlencode


class Daemon:
    """Served as if it were `now`, until stop()."""

    def __init__(self, program, data, now, config=None):
        words = [program, "serve", "--data", data, "--listen", "127.0.0.1:0", "--trial-clock", now]
        if config:
            words += ["--config", config]
        self.process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
        atexit.register(self.process.kill)  # when a trial breaks, nothing is left behind
        self.asked = 0
        for line in self.process.stderr:
            found = re.search(r"listening on http://127\.0\.0\.1:(\d+)/", line)
            if found:
                self.port = int(found[1])
                break
        else:
            raise SystemExit("the daemon ended before it served")
        threading.Thread(target=self.process.stderr.read, daemon=True).start()  # so that it never waits for us
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port)

    def get(self, path, token=None, **query):
        """Status and body. The connection is begun anew when the daemon has had enough of it."""
        target = path + ("?" + urlencode(query) if query else "")
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        for again in (True, False):
            try:
                self.connection.request("GET", target, headers=headers)
                answer = self.connection.getresponse()
                self.asked += 1
                return answer.status, answer.read().decode()
            except (http.client.HTTPException, ConnectionError):
                self.connection.close()
                if not again:
                    raise
        return None

    def json(self, path, token=None, **query):
        status, body = self.get(path, token, **query)
        if status != 200:
            raise SystemExit(f"GET {path} {query}: {status} {body}")
        return json.loads(body)

    def rows(self, path, token=None, **query):
        """The lines of a CSV, as dictionaries."""
        status, body = self.get(path, token, format="csv", **query)
        if status != 200:
            raise SystemExit(f"GET {path} {query} as CSV: {status} {body}")
        return list(csv.DictReader(io.StringIO(body)))

    def cells(self, path, token=None, **query):
        """The rows of the first table of a page, as lists of words, and the words of its chart."""
        status, body = self.get(path, token, format="html", **query)
        if status != 200:
            raise SystemExit(f"GET {path} {query} as a page: {status}")
        table = re.search(r"<tbody.*?</tbody>", body, re.S)[0]
        plain = lambda text: html.unescape(re.sub(r"<[^>]*>", "", text)).strip()
        rows = [[plain(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)]
                for row in re.findall(r"<tr>.*?</tr>", table, re.S)]
        return rows, re.findall(r'dy="32">(.*?)</text>', body)

    def wait_for(self, what, seconds=60):
        until = time.monotonic() + seconds
        while not what():
            if time.monotonic() > until:
                raise SystemExit("the daemon did not get there in time")
            time.sleep(0.1)

    def stop(self):
        self.connection.close()
        self.process.terminate()
        self.process.wait()


def run(program, *words):
    return subprocess.run([program, *words], check=True, capture_output=True, text=True).stdout.strip()
