import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { end, run, serve, told, wish } from "./daemon.mjs";

const rounds = 10;
const lanes = 32;

const place = mkdtempSync(join(tmpdir(), "clockstart-kill-"));
const data = join(place, "data");

async function create(served, token, key) {
    const made = await told(served, token, "POST", "/api/v1/requests", { key, body: wish("2026-06-01"), status: 201 });
    return made.reference;
}

const waiting = async (served, token) => {
    const waits = await told(served, token, "GET", "/api/v1/waits?pathway=equipment&as_at=2026-06-30");
    return waits.groups.reduce((sum, group) => sum + group.waiting, 0);
};

// Creates until the daemon is killed. Gives the keys that were sent, and for the acknowledged ones their references.
async function burst(token, round) {
    const served = await serve(data, [], lanes);
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
        const served = await serve(data, [], lanes);
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
        const status = await end(served, "SIGTERM");
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
