// What the trials share: the daemon as a child that may be killed at any moment, and asking it.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { createInterface } from "node:readline";

export const program = process.argv[2];
const alive = new Set();
process.on("exit", () => alive.forEach((daemon) => daemon.kill("SIGKILL"))); // when a trial breaks, nothing is left behind

export const run = (...words) => execFileSync(program, words, { encoding: "utf8" });

// From the moment that the process is there. `ready` becomes true when it answers, false when it ended before.
export function start(data, words = [], lanes = 32) {
    const daemon = spawn(program, ["serve", "--data", data, "--listen", "127.0.0.1:0", ...words], { stdio: ["ignore", "ignore", "pipe"] });
    alive.add(daemon);
    const ended = once(daemon, "exit").finally(() => alive.delete(daemon));
    const served = { daemon, ended, port: 0, agent: new Agent({ keepAlive: true, maxSockets: lanes }) };
    served.ready = new Promise((resolve) => {
        createInterface({ input: daemon.stderr })
            .on("line", (line) => {
                const port = /listening on http:\/\/127\.0\.0\.1:(\d+)\//.exec(line)?.[1];
                if (port) {
                    served.port = Number(port);
                    resolve(true);
                }
            })
            .on("close", () => resolve(false));
    });
    return served;
}

// From the moment that it answers.
export async function serve(data, words, lanes) {
    const served = start(data, words, lanes);
    if (!(await served.ready)) {
        throw new Error("the daemon ended before it served");
    }
    return served;
}

// Sends the signal and waits for the end; gives the exit status, or null when the signal ended it.
export async function end(served, signal) {
    served.daemon.kill(signal);
    const [status] = await served.ended;
    served.agent.destroy();
    return status;
}

export function ask(served, token, method, path, { key, body } = {}) {
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

// What must be answered with that status; gives the JSON.
export async function told(served, token, method, path, { status = 200, ...more } = {}) {
    const answer = await ask(served, token, method, path, more);
    if (answer.status !== status) {
        throw new Error(`${method} ${path}: status ${answer.status}: ${answer.body}`);
    }
    return JSON.parse(answer.body);
}

// A whole new request, as the API takes it.
export const wish = (clock_start_on) => ({
    pathway: "equipment",
    service: "equipment-99G-PV06",
    clock_start_on,
    priority: "routine",
    child: { no_nhs_number_reason: "not_traced", given_name: "Invented", family_name: "Child", birth_date: "2019-03-01" },
});
