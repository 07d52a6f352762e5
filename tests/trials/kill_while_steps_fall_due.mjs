import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { ask, end, program, run, serve, start, told, wish } from "./daemon.mjs";
import { judge_calls, judge_kills, judge_mails, judge_messages, judge_steps } from "./judge_steps.mjs";
import { mail_server, webhook_receiver } from "./receivers.mjs";

const kills = 200;
const killed_early = 0.1; // of them, before the daemon answers
const latest_kill = 0.8; // of the others, after that, in times of what it took to answer
const hour = 3_600_000;
const first_midnight = Date.parse("2026-07-01T23:00:00Z"); // London's, and each 24 hours after it until the clocks change in October
const midnight = (day) => first_midnight + day * 24 * hour;
const noon_after = (day) => midnight(day) + 12 * hour;
const last_day = kills / 2;

const place = mkdtempSync(join(tmpdir(), "clockstart-kill-"));
const data = join(place, "data");
const settings = join(place, "clockstart.toml");
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const clock = (at) => ["--trial-clock", new Date(at).toISOString()];

// Whoever is named "demo" recorded the demo's requests. Where nobody has the role, the one above is told.
const people = [
    { name: "demo", role: "therapist", areas: ["99E", "99F", "00P"], pace: "at_once" },
    { name: "team", role: "therapist", areas: ["99G", "07G", "06Q", "15E"], pace: "daily" },
    { name: "manager", role: "provider_manager", areas: [], pace: "at_once" },
    { name: "commissioner", role: "commissioner", areas: ["07H", "18C", "99E"], pace: "daily" },
    { name: "boss", role: "administrator", areas: [], pace: "at_once" },
].map((one) => ({ ...one, address: `${one.name}@example.test` }));
const boss = people.at(-1);

// The clock of the commands is the daemon's, so that nothing in the ledger lies later than the days of the trial.
async function add_people(served) {
    for (const one of people) {
        const words = ["token", "add", "--data", data, "--name", one.name, "--role", one.role, ...one.areas.flatMap((area) => ["--area", area])];
        one.token = (await promisify(execFile)(program, words)).stdout.trim();
        await want_mail(served, one, one.pace);
    }
}

const want_mail = (served, one, pace) =>
    told(served, one.token, "PUT", "/api/v1/inbox/settings", { body: { address: one.address, pace, nag: false } });

async function add_webhook(served, receiver) {
    const body = { name: "trial", url: `http://127.0.0.1:${receiver.port}/in` };
    const { secret } = await told(served, boss.token, "POST", "/api/v1/webhooks", { body, status: 201 });
    receiver.tell(`secret ${secret}`);
}

// One more request, of that day, which closes the ledger for those who read it: whatever was recorded before has a smaller sequence.
async function mark(served, at) {
    const body = wish(new Date(at).toISOString().slice(0, 10));
    const made = await told(served, boss.token, "POST", "/api/v1/requests", { body, status: 201 });
    return (await events(served, 0, (one) => one.reference === made.reference)).at(-1);
}

// The stream after that sequence, up to the first event that `is_last`.
function events(served, after, is_last) {
    return new Promise((resolve, reject) => {
        const headers = { Authorization: `Bearer ${boss.token}` };
        const asked = request({ host: "127.0.0.1", port: served.port, path: `/api/v1/stream?after=${after}`, headers }, (answer) => {
            const got = [];
            const lines = createInterface({ input: answer }).on("error", reject); // also when we hang up, having had what we want
            lines.on("line", (line) => {
                if (line.startsWith("data: ")) {
                    got.push(JSON.parse(line.slice(6)));
                    if (is_last(got.at(-1))) {
                        asked.destroy();
                        resolve(got);
                    }
                }
            });
            answer.on("end", () => reject(new Error("the stream ended")));
        });
        asked.on("error", reject);
        asked.end();
    });
}

// All pages of a list.
async function all(served, token, path) {
    const items = [];
    for (let next = null; ; ) {
        const page = await told(served, token, "GET", `${path}limit=500${next ? `&cursor=${next}` : ""}`);
        items.push(...page.items);
        next = page.next;
        if (!next) {
            return items;
        }
    }
}

async function release_if_held(served) {
    const { sending } = await told(served, boss.token, "GET", "/api/v1/scheduler");
    if (sending.held) {
        await ask(served, boss.token, "POST", "/api/v1/scheduler/release", { body: {} });
    }
    return sending.held;
}

let usual_start_ms = 100; // from the process to its first answer, as the last one took

// Two starts a day: one sees midnight come soon after it answers, one comes at noon and finds what the first has left.
async function kill_once(round) {
    const day = Math.floor(round / 2);
    const from = round % 2 === 0 ? midnight(day) - usual_start_ms * (1 + 0.3 * Math.random()) : noon_after(day);
    const began = performance.now();
    const served = start(data, ["--config", settings, ...clock(from)]);
    const looked = served.ready.then((answers) => answers && release_if_held(served)).catch(() => false);
    if (Math.random() < killed_early) {
        await pause(Math.random() * usual_start_ms);
    } else {
        await served.ready;
        usual_start_ms = performance.now() - began;
        await pause(Math.random() * latest_kill * usual_start_ms);
    }
    const lived = performance.now() - began;
    const status = await end(served, "SIGKILL");
    return { at: from + lived, status, answered: served.port !== 0, held: await looked };
}

async function in_time(is_done) {
    for (const until = Date.now() + 60_000; !(await is_done()); await pause(50)) {
        if (Date.now() > until) {
            throw new Error("after a minute something was still to be done");
        }
    }
}

const has_caught_up = async (served) => {
    const { lag_seconds, last_finished_pass_at, jobs } = await told(served, boss.token, "GET", "/api/v1/scheduler");
    return last_finished_pass_at && lag_seconds === 0 && jobs.every((one) => one.lag_seconds === 0);
};

const has_told_everybody = async (served) => {
    const waiting = await told(served, boss.token, "GET", "/api/v1/outbox?state=waiting&limit=1");
    const newest = await Promise.all(people.map((one) => told(served, one.token, "GET", "/api/v1/inbox?limit=1")));
    return waiting.items.length === 0 && newest.every((page) => page.items.every((one) => one.mailed_at));
};

// Until nothing is left to be done, and everybody has been told of everything.
async function finish() {
    const served = await serve(data, ["--config", settings, ...clock(noon_after(last_day))]);
    for (const one of people) {
        await want_mail(served, one, "at_once");
    }
    await in_time(async () => !(await release_if_held(served)) && (await has_caught_up(served)) && (await has_told_everybody(served)));
    return served;
}

// A copy of the folder, without kills and without mail, on the days on which the other has noticed something: some watches count from the
// day on which a breach was noticed.
async function control(folder, began, recorded) {
    const days = new Set(recorded.map((one) => Math.floor((Date.parse(one.recorded_at) - first_midnight) / (24 * hour))));
    let served;
    for (const day of days) {
        if (served) {
            await end(served, "SIGTERM");
        }
        served = await serve(folder, clock(noon_after(day)));
        await in_time(() => has_caught_up(served));
    }
    const last = await mark(served, noon_after(last_day));
    const got = await events(served, began.sequence, (one) => one.sequence === last.sequence);
    await end(served, "SIGTERM");
    return got;
}

let passed = 0;
let failed = 0;
function tell(title, problems) {
    console.log(`${problems.length === 0 ? "ok" : "NOT OK"}: ${title}`);
    problems.slice(0, 5).forEach((problem) => console.log(`  ${problem}`));
    problems.length === 0 ? ++passed : ++failed;
}

const mails = await mail_server();
const calls = await webhook_receiver();
try {
    run("demo", "--data", data, "--requests", "2000", "--seed", "5", "--as-at", "2026-06-30");
    const mail = `[mail]\nhost = "127.0.0.1"\nport = ${mails.port}\nsecurity = "none"\nsender = "waits@example.test"\n`;
    const hours = `[delivery]\nworking_hours = "00:00-24:00"\nworking_days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]\ndigest_at = "08:00"\n`;
    writeFileSync(settings, `${mail}${hours}[webhooks]\nallowed_hosts = ["127.0.0.1"]\n`);

    let served = await serve(data, ["--config", settings, ...clock(noon_after(-1))]);
    await add_people(served);
    await add_webhook(served, calls);
    const began = await mark(served, noon_after(-1));
    await end(served, "SIGTERM");
    const untouched = join(place, "untouched");
    cpSync(data, untouched, { recursive: true });

    const rounds = [];
    for (let round = 0; round < kills; ++round) {
        rounds.push(await kill_once(round));
    }
    served = await finish();
    const last = await mark(served, noon_after(last_day));
    const recorded = await events(served, began.sequence, (one) => one.sequence === last.sequence);
    const are_called = () => {
        const got = new Set(calls.taken.map((one) => JSON.parse(one.body).data.sequence));
        return recorded.every((one) => got.has(one.sequence));
    };
    await in_time(are_called).catch(() => {}); // the judge says what is missing
    for (const one of people) {
        one.inbox = await all(served, one.token, "/api/v1/inbox?state=all&");
    }
    const outbox = await all(served, boss.token, "/api/v1/outbox?");
    tell("the daemon ends with status 0 when it is asked to", (await end(served, "SIGTERM")) === 0 ? [] : ["it does not"]);
    tell(run("verify", "--data", data).trim(), []); // or it throws
    await mails.stop();
    await calls.stop();
    const expected = await control(untouched, began, recorded);

    tell(...judge_kills(rounds, recorded, outbox));
    tell(...judge_steps(recorded, expected));
    tell(...judge_messages(recorded, people, began));
    tell(...judge_mails(people, mails.taken, outbox));
    tell(...judge_calls(recorded, calls.taken));
} catch (why) {
    console.log(`the trial broke: ${why.stack}`);
    ++failed;
    await Promise.all([mails.stop(), calls.stop()]);
} finally {
    rmSync(place, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
