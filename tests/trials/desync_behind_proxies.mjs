import { mkdtempSync, mkdirSync, rmSync } from "node:fs";
import { request } from "node:http";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { desync_pairs } from "./desync_pairs.mjs";
import { end, run, serve, told } from "./daemon.mjs";
import { start_haproxy } from "./haproxy.mjs";
import { start_nginx } from "./nginx.mjs";
import { finish, result } from "./verdict.mjs";

// Milliseconds without a byte, after which the attacker is content with what he has: before he heard anything, and after.
const patience = { before: 150, after: 15 };

// Says these bytes, listens until nothing more comes, and leaves.
function attack(port, bytes) {
    return new Promise((resolve) => {
        const socket = connect(port, "127.0.0.1");
        const leave = () => (socket.destroy(), resolve());
        socket.setTimeout(patience.before, leave);
        socket.on("data", () => socket.setTimeout(patience.after));
        socket.on("end", leave).on("error", leave);
        socket.write(Buffer.from(bytes, "latin1"));
    });
}

// What another caller hears of what is his.
function ask(port, path, token) {
    return new Promise((resolve) => {
        const sent = request({ host: "127.0.0.1", port, path, agent: false, headers: { Host: "localhost", Authorization: `Bearer ${token}` } }, (answer) => {
            let text = "";
            answer.on("data", (part) => (text += part)).on("end", () => resolve({ status: answer.statusCode, text }));
        });
        sent.setTimeout(5000, () => sent.destroy());
        sent.on("error", (why) => resolve({ status: 0, text: why.message })).end();
    });
}

// Each pair, both ways through the proxy, then two callers who ask each for something of their own.
async function try_pairs(proxy, victims, token, is_mine) {
    const found = { pairs: 0, wrong: [] };
    for (const [way, port] of Object.entries(proxy.ports)) {
        for (const [name, bytes] of desync_pairs()) {
            await attack(port, bytes);
            for (const place of [found.pairs % victims.length, (found.pairs + 1) % victims.length]) {
                const heard = await ask(port, victims[place].path, token);
                if (!is_mine(heard, victims[place])) {
                    found.wrong.push(`${name} (${way}): asked for ${victims[place].path}, heard ${heard.status} ${heard.text.slice(0, 80)}`);
                }
            }
            ++found.pairs;
        }
    }
    return found;
}

// A server that takes no heed of bodies: what comes after a header is the next message. It tells each caller what he asked for.
function naive_server() {
    const server = createServer((socket) => {
        let text = "";
        socket.on("error", () => {}).on("data", (part) => {
            text += part.toString("latin1");
            for (let at = text.indexOf("\r\n\r\n"); at !== -1; at = text.indexOf("\r\n\r\n")) {
                const asked = text.slice(0, at).split("\r\n")[0].split(" ")[1] ?? "";
                text = text.slice(at + 4);
                socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${asked.length}\r\n\r\n${asked}`);
            }
        });
    });
    return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

const place = mkdtempSync(join(tmpdir(), "clockstart-desync-"));
const data = join(place, "data");
async function behind_each_proxy(name, port, work) {
    for (const [proxy_name, start] of [["nginx", start_nginx], ["haproxy", start_haproxy]]) {
        const folder = join(place, `${name}-${proxy_name}`);
        mkdirSync(folder);
        const proxy = await start(folder, port);
        try {
            await work(proxy, proxy_name);
        } finally {
            await proxy.stop();
        }
    }
}
try {
    run("demo", "--data", data, "--requests", "40", "--seed", "1", "--as-at", "2026-06-30");
    const token = run("token", "add", "--data", data, "--name", "trial", "--role", "administrator").trim();
    const served = await serve(data);
    const { items } = await told(served, token, "GET", "/api/v1/requests?limit=40");
    const victims = items.map(({ reference }) => ({ reference, path: `/api/v1/requests/${reference}` }));
    await behind_each_proxy("daemon", served.port, async (proxy, name) => {
        const is_mine = (heard, { reference }) => heard.status === 200 && JSON.parse(heard.text).reference === reference;
        const { pairs, wrong } = await try_pairs(proxy, victims, token, is_mine);
        const through = (await proxy.handed_on()) - 2 * pairs;
        result(`${pairs} pairs, ${wrong.length} answers given to the wrong request; ${name} let ${through} of the messages through`,
            through > 0 ? wrong : ["nothing came through: this trial says nothing", ...wrong]);
    });
    const status = await end(served, "SIGTERM");
    result("the daemon ends as it should afterwards", status === 0 ? [] : [`status ${status}`]);
    const naive = await naive_server();
    await behind_each_proxy("naive", naive.address().port, async (proxy, name) => {
        const { pairs, wrong } = await try_pairs(proxy, victims, token, (heard, { path }) => heard.text === path);
        result(`control: of a server that takes no heed of bodies the same ${pairs} pairs find behind ${name} ${wrong.length} answers given to the wrong request`,
            wrong.length > 0 ? [] : ["none"]);
    });
    naive.close();
} catch (why) {
    result("the trial itself", [why.stack]);
} finally {
    rmSync(place, { recursive: true, force: true });
}
finish();
