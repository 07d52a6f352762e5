import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { end, run, serve, told } from "./daemon.mjs";
import { median, rank_test } from "./rank_test.mjs";
import { finish, result } from "./verdict.mjs";

const rounds = Number(process.argv[3]);
const judged = rounds >= 20_000;
const place = mkdtempSync(join(tmpdir(), "clockstart-time-"));
const data = join(place, "data");

// One connection that asks and measures: microseconds from the last byte sent to the first heard, and the whole answer.
async function open(port, token) {
    const socket = connect(port, "127.0.0.1");
    await new Promise((resolve) => socket.on("connect", resolve));
    socket.setNoDelay(true);
    let hear = () => {};
    socket.on("data", (part) => hear(part));
    const ask = (path) =>
        new Promise((resolve) => {
            let text = "";
            let took = 0;
            hear = (part) => {
                took ||= Number(process.hrtime.bigint() - began) / 1000;
                text += part.toString("latin1");
                const [head, body] = text.split("\r\n\r\n");
                if (body !== undefined && body.length >= Number(/content-length: (\d+)/i.exec(head)?.[1])) {
                    resolve({ took, text });
                }
            };
            const bytes = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nAccept: application/json\r\n\r\n`;
            const began = process.hrtime.bigint();
            socket.write(bytes);
        });
    return { ask, close: () => socket.destroy() };
}

// Asks for one of each kind by turns, which goes first by chance; the connection is renewed before the daemon would end it.
async function measure(port, token, lists) {
    const times = lists.map(() => []);
    const answers = lists.map(() => new Set());
    let line = await open(port, token);
    for (let round = -rounds / 10; round < rounds; ++round) {
        if (round % 300 === 0) {
            line.close();
            line = await open(port, token);
        }
        const order = Math.random() < 0.5 ? [0, 1] : [1, 0];
        for (const which of order) {
            const list = lists[which];
            const { took, text } = await line.ask(list[Math.floor(Math.random() * list.length)]);
            if (round >= 0) {
                times[which].push(took);
                answers[which].add(text);
            }
        }
    }
    line.close();
    return { times, answers };
}

const told_difference = ([left, right]) => {
    const { p, share } = rank_test(left, right);
    return { p, share, text: `medians ${median(left).toFixed(1)} and ${median(right).toFixed(1)} µs, difference ${(median(left) - median(right)).toFixed(1)} µs, p = ${p.toPrecision(2)}, larger in ${(100 * share).toFixed(1)} % of pairs` };
};

try {
    run("demo", "--data", data, "--requests", "2000", "--seed", "1", "--as-at", "2026-06-30");
    const add = (...words) => run("token", "add", "--data", data, "--name", "trial", ...words).trim();
    const boss = add("--role", "administrator");
    const served = await serve(data, ["--trial-clock", "2026-06-30T09:00:00Z"]);
    const { items } = await told(served, boss, "GET", "/api/v1/requests?limit=500");
    const area = items[0].area;
    const somebody = run("token", "add", "--data", data, "--name", "reader", "--role", "therapist", "--area", area).trim();
    const path_of = (reference) => `/api/v1/requests/${reference}`;
    const foreign = [];
    const own = [];
    for (const { reference } of items) {
        const line = await open(served.port, somebody);
        const { text } = await line.ask(path_of(reference));
        line.close();
        (text.startsWith("HTTP/1.1 404") ? foreign : own).push(path_of(reference));
    }
    // References of another folder: as well formed as ours, and not there.
    const other = join(place, "other");
    run("demo", "--data", other, "--requests", "600", "--seed", "2", "--as-at", "2026-06-30");
    const absent_key = run("token", "add", "--data", other, "--name", "trial", "--role", "administrator").trim();
    const there = await serve(other, ["--trial-clock", "2026-06-30T09:00:00Z"]);
    const elsewhere = (await told(there, absent_key, "GET", "/api/v1/requests?limit=500")).items.map((one) => one.reference);
    await end(there, "SIGTERM");
    const ours = new Set(items.map((one) => one.reference));
    const absent = elsewhere.filter((one) => !ours.has(one)).map(path_of).slice(0, foreign.length);

    const { times, answers } = await measure(served.port, somebody, [absent, foreign]);
    const all = new Set([...answers[0], ...answers[1]]);
    result(`${rounds} times ${absent.length} absent and ${foreign.length} foreign requests: ${all.size === 1 ? "the same bytes" : "different answers"}`, all.size === 1 && foreign.length > 50 ? [] : [...all].slice(0, 4));
    const { p, share, text } = told_difference(times);
    // A share of pairs nearer to a half than that needs many thousands of questions to be seen, from this very machine.
    result(`absent and foreign: ${text}${judged ? "" : " (not judged)"}`, judged && p < 0.01 && Math.abs(share - 0.5) > 0.01 ? ["they can be told apart"] : []);
    const control = told_difference((await measure(served.port, somebody, [absent, own])).times);
    result(`control: absent and own: ${control.text}`, !judged || control.p < 0.01 ? [] : ["what is there and what is not cannot be told apart: this trial says nothing"]);
    const status = await end(served, "SIGTERM");
    result("the daemon ends as it should afterwards", status === 0 ? [] : [`status ${status}`]);
} catch (why) {
    result("the trial itself", [why.stack]);
} finally {
    rmSync(place, { recursive: true, force: true });
}
finish();
