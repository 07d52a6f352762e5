import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canary_child, canary_words, find_in } from "./canaries.mjs";
import { by_import, by_mistake, by_outsiders, over_the_api, over_the_pages, say } from "./canary_journeys.mjs";
import { program, run, told } from "./daemon.mjs";
import { mail_server, webhook_receiver } from "./receivers.mjs";
import { finish, result } from "./verdict.mjs";

const place = mkdtempSync(join(tmpdir(), "clockstart-canaries-"));
const data = join(place, "data");
const log = join(place, "daemon.log");
const settings = join(place, "clockstart.toml");
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// [name, bytes] of all that is looked through.
const places = [];
const keep = (name, bytes) => places.push([name, Buffer.from(bytes)]);
function keep_folder(name, folder) {
    for (const file of readdirSync(folder, { withFileTypes: true })) {
        if (file.isFile() && file.name !== "vault.key") {
            keep(`${name}: ${file.name}`, readFileSync(join(folder, file.name)));
        }
    }
}


// The daemon with a log of everything, in a folder where a core would be written, and allowed to write one.
async function serve(at) {
    const words = ["serve", "--data", data, "--listen", "127.0.0.1:0", "--config", settings, "--trial-clock", at];
    const began = existsSync(log) ? readFileSync(log).length : 0;
    const daemon = spawn("bash", ["-c", 'ulimit -c unlimited; exec "$0" "$@"', program, ...words], { cwd: join(place, "cores"), stdio: ["ignore", "ignore", openSync(log, "a")] });
    const served = { daemon, ended: once(daemon, "exit"), port: 0 };
    process.on("exit", () => daemon.kill("SIGKILL"));
    for (let tries = 0; served.port === 0; ++tries) {
        served.port = Number(/listening on http:\/\/127\.0\.0\.1:(\d+)\//.exec(readFileSync(log, "utf8").slice(began))?.[1] ?? 0);
        if (tries === 200 || daemon.exitCode !== null) {
            throw new Error("the daemon did not become ready");
        }
        await pause(50);
    }
    return served;
}

// All that the live stream says until what it says has been told.
function follow(served, token, last) {
    return new Promise((resolve) => {
        let text = "";
        const asked = request({ host: "127.0.0.1", port: served.port, path: "/api/v1/stream?after=0", headers: { Authorization: `Bearer ${token}` } }, (answer) => {
            answer.setEncoding("utf8").on("error", () => {}).on("data", (part) => {
                text += part;
                if (text.includes(last)) {
                    asked.destroy();
                    resolve(text);
                }
            });
        });
        asked.on("error", () => resolve(text)).end();
    });
}

async function until(what, is_done) {
    for (let tries = 0; !(await is_done()); ++tries) {
        if (tries === 600) {
            throw new Error(`after half a minute: ${what}`);
        }
        await pause(50);
    }
}

const names = [...Array(9).keys()].map(canary_child);
const canaries = names.flatMap((child) => [
    { kind: "number", value: child.nhs_number }, { kind: "name", value: child.given_name }, { kind: "name", value: child.family_name },
    { kind: "date", value: child.birth_date }, { kind: "words", value: child.postcode },
]);
canaries.push(...names.map((_, n) => ({ kind: "words", value: canary_words(n, "").trim() })));
const secret = (value) => canaries.push({ kind: "secret", value });

// Kills it with the signal that a broken assertion sends, and gives what it left behind.
async function die(served) {
    served.daemon.kill("SIGABRT");
    const [, signal] = await served.ended;
    return { signal, cores: readdirSync(join(place, "cores")) };
}

async function journeys() {
    const mails = await mail_server();
    const calls = await webhook_receiver();
    writeFileSync(join(place, "mail.password"), "Tumbrelwick-9\n", { mode: 0o600 });
    writeFileSync(settings, `[log]\nlevel = "debug"\n[mail]\nhost = "127.0.0.1"\nport = ${mails.port}\nsecurity = "none"\nuser = "x"\npassword_file = "mail.password"\nsender = "waits@example.test"\n` +
        `[webhooks]\nallowed_hosts = ["127.0.0.1"]\n`);
    secret("Tumbrelwick-9");
    run("demo", "--data", data, "--requests", "0", "--seed", "1", "--as-at", "2026-06-30");
    let served = await serve("2026-06-30T09:00:00Z");
    const add = (role, ...words) => {
        const token = run("token", "add", "--data", data, "--name", role, "--role", role, ...words).trim();
        secret(token);
        return token;
    };
    const boss = add("administrator");
    const therapist = add("therapist");
    const manager = add("provider_manager");
    const outsiders = [add("commissioner"), add("auditor"), add("therapist", "--area", "06Q")];
    await told(served, manager, "PUT", "/api/v1/inbox/settings", { body: { address: "blenkinsopp.mandrake@example.test", pace: "at_once", nag: false } });
    await told(served, boss, "PUT", "/api/v1/inbox/settings", { body: { address: "blenkinsopp.mandrake@example.test", pace: "at_once", nag: false } });
    const hook = await told(served, boss, "POST", "/api/v1/webhooks", { body: { name: "trial", url: `http://127.0.0.1:${calls.port}/wumblethorpe-path` }, status: 201 });
    secret(hook.secret.replace(/^whsec_/, ""));
    calls.tell(`secret ${hook.secret}`);

    const references = await over_the_api(served, therapist);
    const page = await over_the_pages(served, therapist);
    secret(page.cookie);
    keep("addresses that pages lead to", page.location);
    keep("what the import said", by_import(place, data));
    keep("answers to mistakes", await by_mistake(served, therapist, references[0]));
    served.daemon.kill("SIGKILL"); // with everything still in the write-ahead log
    await served.ended;
    cpSync(data, join(place, "killed"), { recursive: true, filter: (from) => !from.endsWith(".sock") });

    served = await serve("2026-11-02T09:00:00Z"); // everything has fallen due meanwhile
    await say(served, { method: "POST", path: "/api/v1/scheduler/release", headers: { Authorization: `Bearer ${boss}`, "Content-Type": "application/json" }, body: "{}" });
    await until("no mail and no calls have come", async () => {
        const { items } = await told(served, boss, "GET", "/api/v1/outbox?limit=500");
        return mails.taken.length > 0 && calls.taken.length > 30 && items.every((one) => one.state !== "waiting");
    });
    keep("answers to those who must not know", await by_outsiders(served, outsiders, references));
    const { items } = await told(served, boss, "GET", "/api/v1/requests?limit=500");
    keep("live stream", await follow(served, boss, `"reference":"${items.at(-1).reference}"`));
    keep("metrics", (await say(served, { path: "/metrics", headers: { Authorization: `Bearer ${boss}` } })).text);
    keep("words of the process", readFileSync(`/proc/${served.daemon.pid}/cmdline`));
    keep("environment of the process", readFileSync(`/proc/${served.daemon.pid}/environ`));
    run("backup", "--data", data, join(place, "backup"));
    keep("backup", readFileSync(join(place, "backup")));
    const { signal, cores } = await die(served);
    cores.forEach((core) => keep("core", readFileSync(join(place, "cores", core))));
    run("restore", join(place, "backup"), "--data", join(place, "restored"), "--key", join(data, "vault.key"));
    run("verify", "--data", join(place, "restored"));
    keep_folder("folder", data);
    keep_folder("folder after a kill", join(place, "killed"));
    keep_folder("restored folder", join(place, "restored"));
    keep("log", readFileSync(log));
    keep("mails", mails.taken.map((one) => one.raw).join("\n"));
    keep("calls of webhooks", calls.taken.map((one) => `${one.body} ${JSON.stringify(one.headers)}`).join("\n"));
    await mails.stop();
    await calls.stop();
    const counted = `${items.length} children, ${mails.taken.length} mails, ${calls.taken.length} calls`;
    return { counted, signal, cores, made: items.length, boss, references };
}

// Does this machine write a core where it is asked to? Otherwise that none was written says nothing.
function writes_cores() {
    const there = join(place, "control");
    mkdirSync(there);
    try {
        execFileSync("bash", ["-c", "ulimit -c unlimited; kill -ABRT $$"], { cwd: there, stdio: "ignore" });
    } catch {
        // as it should
    }
    return readdirSync(there).length > 0;
}

// The same look finds them where they are: in the answer to somebody who may know them, and in a log somebody spoilt.
function control() {
    const spoilt = join(place, "spoilt.log");
    cpSync(log, spoilt);
    const planted = [canary_child(3).family_name, Buffer.from(canary_child(4).nhs_number).toString("base64"), canary_child(5).birth_date, encodeURIComponent(canary_child(1).given_name),
        Buffer.from(canary_child(2).postcode).toString("hex"), "Tumbre\nlwick-9"];
    planted.forEach((text) => appendFileSync(spoilt, `a line that says ${text} and more\n`));
    return { planted: planted.length, found: find_in(readFileSync(spoilt), canaries).length };
}

try {
    mkdirSync(join(place, "cores"));
    const { counted, signal, cores, made } = await journeys();
    const found = places.flatMap(([name, bytes]) => find_in(bytes, canaries).map((one) => `${name}: ${one.kind} ${one.value}`));
    const empty = places.filter(([, bytes]) => bytes.length === 0).map(([name]) => name).filter((name) => !/-wal$|-shm$|lock$|: trial$/.test(name));
    result(`${canaries.length} canaries, ${places.length} places, ${found.length} found (${counted})`, [...found, ...empty.map((name) => `${name} is empty`), ...(made < 8 ? ["too few children"] : [])]);
    const can = writes_cores();
    result(`SIGABRT with cores allowed: ${cores.length} cores${can ? "" : " (this machine writes none there at all)"}`, signal === "SIGABRT" && cores.length === 0 ? [] : [`${signal} ${cores}`]);
    const look = control();
    result(`control: ${look.planted} canaries planted in a log in several ways, ${look.found} found`, look.found === look.planted ? [] : ["not all"]);
} catch (why) {
    result("the trial itself", [why.stack, existsSync(log) ? readFileSync(log, "utf8").slice(-1500) : ""]);
} finally {
    rmSync(place, { recursive: true, force: true });
}
finish();
