import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { end, run, serve } from "./daemon.mjs";
import { median, rank_test } from "./rank_test.mjs";
import { finish, result } from "./verdict.mjs";

const rounds = Number(process.argv[3]);
const judged = rounds >= 400;
const place = mkdtempSync(join(tmpdir(), "clockstart-guess-"));
const data = join(place, "data");
const password = "kettle-harbour-violin";

const check = (holds, problem) => (holds ? [] : [problem]);

// Somebody at an address of their own, as the trusted proxy tells it; keeps cookies.
let last_address = 0;
class browser {
    constructor(port) {
        this.port = port;
        this.cookies = {};
        ++last_address;
        this.address = `198.51.${last_address >> 8}.${last_address & 255}`;
    }
    ask(method, path, fields) {
        const body = fields ? new URLSearchParams(fields).toString() : "";
        const headers = {
            Host: "localhost", Accept: "text/html", "X-Forwarded-For": this.address, "X-Forwarded-Proto": "https",
            Cookie: Object.entries(this.cookies).map(([name, value]) => `${name}=${value}`).join("; "),
            ...(fields && { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": Buffer.byteLength(body) }),
        };
        if (headers.Cookie === "") {
            delete headers.Cookie;
        }
        return new Promise((resolve, reject) => {
            const began = process.hrtime.bigint();
            const sent = request({ host: "127.0.0.1", port: this.port, method, path, headers }, (answer) => {
                const took = Number(process.hrtime.bigint() - began) / 1e6;
                let text = "";
                answer.setEncoding("utf8");
                answer.on("data", (part) => (text += part));
                answer.on("end", () => {
                    for (const set of answer.headers["set-cookie"] ?? []) {
                        const [, name, value] = /^([^=]+)=([^;]*)/.exec(set);
                        this.cookies[name] = value;
                    }
                    resolve({ status: answer.statusCode, text, took, headers: answer.headers });
                });
            });
            sent.on("error", reject);
            sent.end(body);
        });
    }
    session() {
        return Object.entries(this.cookies).find(([name]) => name.endsWith("_session"))?.[1] ?? "";
    }
    async is_in() {
        return (await this.ask("GET", "/account")).status === 200;
    }
    // Of somebody who is not signed in: the session that there was is gone, the mark of the browser stays.
    first_step(address, typed) {
        delete this.cookies["__Host-clockstart_session"];
        return this.ask("POST", "/sign-in", { address, password: typed });
    }
    second_step(half, code) {
        const key = /name="key" value="([^"]+)"/.exec(half.text)?.[1] ?? "";
        return this.ask("POST", "/sign-in/code", { key, code });
    }
}
const code_of = (seed, later = 0) =>
    execFileSync("oathtool", ["--totp", "--base32", "--now", new Date(Date.now() + later * 1000).toISOString().replace("T", " ").replace(/\..*/, " UTC"), seed], { encoding: "utf8" }).trim();

// Invites somebody and sets the account up; gives the address and the seed.
async function make_account(served, boss, name) {
    const address = `${name}@example.org`;
    const { id, link_path } = await people(served, boss, "/api/v1/people", { name, role: "therapist", address });
    const theirs = new browser(served.port);
    const page = (await theirs.ask("GET", link_path)).text;
    const seed = /<code>([A-Z2-7 ]+)<\/code>/.exec(page)[1].replaceAll(" ", "");
    const done = await theirs.ask("POST", link_path, { password, password_again: password, code: code_of(seed) });
    if (done.status !== 200) {
        throw new Error(`no account: ${done.status}`);
    }
    return { id, address, seed, theirs };
}

try {
    run("init", "--data", data);
    writeFileSync(join(place, "clockstart.toml"), '[proxy]\ntrusted = ["127.0.0.1"]\n');
    const boss = run("token", "add", "--data", data, "--name", "trial", "--role", "administrator").trim();
    // Everybody comes through the proxy, which tells their addresses.
    const served = await serve(data, ["--config", join(place, "clockstart.toml")]);
    const jo = await make_account(served, boss, "jo");

    // Passwords.
    const guesses = [];
    for (let number = 0; number < 200; ++number) {
        guesses.push((await new browser(served.port).first_step(jo.address, `guess-guess-${number}`)).status);
    }
    const counted = (status) => guesses.filter((one) => one === status).length;
    result(`200 passwords from 200 addresses: ${counted(401)} were looked at, ${counted(429)} had to wait`, [...check(counted(401) + counted(429) === 200, "other answers"), ...check(counted(401) <= 20, "too many were looked at")]);
    const known = jo.theirs;
    const half = await known.first_step(jo.address, password);
    const fixed = "A".repeat(43);
    known.cookies["__Host-clockstart_session"] = fixed;
    const first = code_of(jo.seed, 30); // the next one: that of now was used
    const entered = await known.second_step(half, first);
    result("meanwhile the owner gets in, with the browser that is known", check(entered.status === 303 && (await known.is_in()), `status ${entered.status}`));
    result("a session that was put upon somebody is not taken over", check(known.session() !== fixed && known.session().length === 43, "the same cookie"));

    // Codes.
    const again = await known.first_step(jo.address, password);
    result("a code that was used does not let in", check((await known.second_step(again, first)).status === 401, "it did"));
    const codes = [];
    for (let number = 0; number < 40; ++number) {
        const step = await known.first_step(jo.address, password);
        const answer = step.status === 200 ? await known.second_step(step, String(number).padStart(6, "0")) : step;
        codes.push(/Too many tries/.test(answer.text) ? "waits" : "looked at");
    }
    const looked = codes.filter((one) => one === "looked at").length;
    result(`40 codes with the right password: ${looked} were looked at, ${40 - looked} had to wait`, check(looked <= 12, "too many were looked at"));

    // A reset.
    const { link_path } = await people(served, boss, `/api/v1/people/${jo.id}/link`, { purpose: "reset" });
    const chosen = "marble-otter-lantern";
    const reset = await new browser(served.port).ask("POST", link_path, { password: chosen, password_again: chosen, code: "000000" });
    const stranger = await new browser(served.port).first_step(jo.address, chosen);
    result("a reset without the second factor changes nothing", check(reset.status === 422 && stranger.status !== 200, `${reset.status}, then ${stranger.status}`));

    // Who has an account.
    const times = [[], []];
    const texts = [new Set(), new Set()];
    const others = [];
    while (others.length < rounds / 4) {
        others.push((await make_account(served, boss, `k${others.length}`)).address);
    }
    for (let round = 0; round < rounds; ++round) {
        for (const which of Math.random() < 0.5 ? [0, 1] : [1, 0]) {
            const name = which === 0 ? others[round % others.length] : `u${round % others.length}@example.org`;
            const { status, took, text } = await new browser(served.port).first_step(name, `another-long-one-${round}`);
            if (status === 401) {
                times[which].push(took);
                texts[which].add(text.replaceAll(name, "ADDRESS"));
            }
        }
    }
    const { p, share } = rank_test(times[0], times[1]);
    const same = texts[0].size === 1 && texts[1].size === 1 && [...texts[0]][0] === [...texts[1]][0];
    result(`${times[0].length} wrong passwords and ${times[1].length} unknown addresses: ${same ? "the same words" : "different words"}`, check(same, "they can be told apart"));
    result(`their times: medians ${median(times[0]).toFixed(1)} and ${median(times[1]).toFixed(1)} ms, p = ${p.toPrecision(2)}, larger in ${(100 * share).toFixed(1)} % of pairs${judged ? "" : " (not judged)"}`, check(!judged || p > 0.01, "they can be told apart"));
    const quick = [];
    for (let round = 0; round < times[0].length; ++round) {
        quick.push((await new browser(served.port).first_step("", "")).took);
    }
    const control = rank_test(times[0], quick);
    result(`control: an answer without a look at the password takes ${median(quick).toFixed(1)} ms, p = ${control.p.toPrecision(2)}`, check(control.p < 0.01, "this trial would not see a difference"));
    result("the daemon ends as it should afterwards", check((await end(served, "SIGTERM")) === 0, "it did not"));
} catch (why) {
    result("the trial itself", [why.stack]);
} finally {
    rmSync(place, { recursive: true, force: true });
}
finish();

// As an administrator's program, through the proxy.
function people(served, token, path, body) {
    const text = JSON.stringify(body);
    const headers = { Host: "localhost", Authorization: `Bearer ${token}`, "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text), "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https" };
    return new Promise((resolve, reject) => {
        const sent = request({ host: "127.0.0.1", port: served.port, method: "POST", path, headers }, (answer) => {
            let got = "";
            answer.on("data", (part) => (got += part));
            answer.on("end", () => (answer.statusCode < 300 ? resolve(JSON.parse(got)) : reject(new Error(`${path}: ${answer.statusCode} ${got}`))));
        });
        sent.on("error", reject);
        sent.end(text);
    });
}
