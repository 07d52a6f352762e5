import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const program = process.argv[2];
const rounds = 10;
const lanes = 32;

const place = mkdtempSync(join(tmpdir(), "clockstart-kill-"));
const data = join(place, "data");
const run = (...words) => execFileSync(program, words, { encoding: "utf8" });

// The daemon, from the moment that it answers.
async function serve() {
    const daemon = spawn(program, ["serve", "--data", data, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "ignore", "pipe"] });
    const ended = once(daemon, "exit");
    for await (const line of createInterface({ input: daemon.stderr })) {
        const port = /listening on http:\/\/127\.0\.0\.1:(\d+)\//.exec(line)?.[1];
        if (port) {
            daemon.stderr.resume();
            return { daemon, ended, port, agent: new Agent({ keepAlive: true, maxSockets: lanes }) };
        }
    }
    throw new Error("the daemon ended before it served");
}

function ask(served, token, method, path, key, body) {
    return new Promise((resolve, reject) => {
        const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
        if (key) {
            headers["Idempotency-Key"] = key;
        }
        const text = body ? JSON.stringify(body) : "";
        headers["Content-Length"] = Buffer.byteLength(text);
        const sent = request({ host: "127.0.0.1", port: served.port, agent: served.agent, method, path, headers }, (answer) => {
            let got = "";
            answer.setEncoding("utf8");
            answer.on("data", (part) => (got += part));
            answer.on("error", reject);
            answer.on("end", () => resolve({ status: answer.statusCode, body: got }));
        });
        sent.on("error", reject);
        sent.end(text);
    });
}

const wish = {
    pathway: "equipment",
    service: "equipment-99G-PV06",
    clock_start_on: "2026-06-01",
    priority: "routine",
    child: { no_nhs_number_reason: "not_traced", given_name: "Invented", family_name: "Child", birth_date: "2019-03-01" },
};

async function create(served, token, key) {
    const answer = await ask(served, token, "POST", "/api/v1/requests", key, wish);
    if (answer.status !== 201) {
        throw new Error(`status ${answer.status}: ${answer.body}`);
    }
    return JSON.parse(answer.body).reference;
}

const waiting = async (served, token) => {
    const answer = await ask(served, token, "GET", "/api/v1/waits?pathway=equipment&as_at=2026-06-30");
    return JSON.parse(answer.body).groups.reduce((sum, group) => sum + group.waiting, 0);
};

// Creates until the daemon is killed. Gives the keys that were sent, and for the acknowledged ones their references.
async function burst(token, round) {
    const served = await serve();
    const sent = new Map();
    let killed = false;
    let number = 0;
    const lane = async () => {
        while (!killed) {
            const key = `${round}-${number++}`;
            sent.set(key, null);
            try {
                sent.set(key, await create(served, token, key));
            } catch (why) {
                if (!killed) {
                    throw why;
                }
            }
        }
    };
    const working = Promise.all(Array.from({ length: lanes }, lane));
    await Promise.race([working, new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * 800))]);
    killed = true;
    served.daemon.kill("SIGKILL");
    await working;
    await served.ended;
    served.agent.destroy();
    return sent;
}

let passed = 0;
let failed = 0;
const known = new Set(); // references of all rounds
try {
    run("demo", "--data", data, "--requests", "0", "--seed", "1", "--as-at", "2026-06-30");
    const token = run("token", "add", "--data", data, "--name", "trial", "--role", "administrator").trim();
    for (let round = 1; round <= rounds; ++round) {
        const sent = await burst(token, round);
        const acknowledged = [...sent.values()].filter(Boolean).length;
        const served = await serve();
        const problems = [];
        for (const [key, first] of sent) {
            const reference = await create(served, token, key);
            if (first && first !== reference) {
                problems.push(`${key} was ${first} and is now ${reference}`);
            }
            if (known.has(reference)) {
                problems.push(`${reference} was given to two keys`);
            }
            known.add(reference);
        }
        const there = await waiting(served, token);
        if (there !== known.size) {
            problems.push(`${known.size} requests are known, ${there} are there`);
        }
        if (acknowledged === 0) {
            problems.push("nothing was acknowledged before the kill: this round says nothing");
        }
        served.daemon.kill("SIGTERM");
        const [status] = await served.ended;
        served.agent.destroy();
        if (status !== 0) {
            problems.push(`the daemon ended with status ${status}`);
        }
        run("verify", "--data", data);
        console.log(`round ${round}: ${sent.size} sent, ${acknowledged} acknowledged, ${problems.length} problems`);
        problems.slice(0, 5).forEach((problem) => console.log(`  ${problem}`));
        problems.length === 0 ? ++passed : ++failed;
    }
} catch (why) {
    console.log(`the trial broke: ${why.stack}`);
    ++failed;
} finally {
    rmSync(place, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
