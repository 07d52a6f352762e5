"""A server that puts what it is asked into its SQL, so that the look for such servers has one to find. GET /people?name=NAME; the first line
on standard output is its port. Ends when its standard input ends."""
import http.server
import json
import sqlite3
import sys
import threading
import urllib.parse


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        asked = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        name = asked.get("name", [""])[0]
        with sqlite3.connect(":memory:") as people:
            people.execute("CREATE TABLE person (name TEXT)")
            people.executemany("INSERT INTO person VALUES (?)", [("ada",), ("bea",)])
            try:
                status, text = 200, json.dumps(people.execute(f"SELECT name FROM person WHERE name = '{name}'").fetchall())
            except sqlite3.Error as why:
                status, text = 500, f"SQLite error: {why}"
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
