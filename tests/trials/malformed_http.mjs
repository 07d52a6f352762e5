import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { end, run, serve } from "./daemon.mjs";
import { read_answers } from "./http_answers.mjs";
import { read_messages } from "./http_reader.mjs";
import { mutate } from "./mutate.mjs";

const [, , , mutations, seed] = process.argv;
const lanes = 24;
const patience = 15_000; // milliseconds without an answer or an end; far above every limit that these messages meet

// "{host}" is a name of ours (any port goes with it, so that a seed always makes the same), "{token}" who may ask, "{text*N}" that
// text N times; one character is one byte.
const written_out = (send, token = "") =>
    Buffer.from(send.replaceAll("{host}", "127.0.0.1:8080").replaceAll("{token}", token).replace(/\{([^{}]+)\*(\d+)\}/g, (_, text, times) => text.repeat(Number(times))), "latin1");

// Everything that is said on a connection on which these bytes are sent and nothing more.
function exchange(port, bytes) {
    return new Promise((resolve) => {
        const parts = [];
        const socket = connect({ host: "127.0.0.1", port, allowHalfOpen: true });
        const give = (ended) => {
            socket.destroy();
            resolve({ heard: Buffer.concat(parts), ended });
        };
        socket.setTimeout(patience, () => give(false));
        socket.on("data", (part) => parts.push(part)).on("end", () => give(true)).on("error", () => give(true));
        socket.end(bytes);
    });
}

// What is wrong with what the server did; nothing when all is well. `stricter` is counted: refused, though no rule asks for it.
function judge(bytes, { heard, ended }, counts) {
    const messages = read_messages(bytes);
    const answers = read_answers(heard, messages.map((one) => one.method));
    if (!ended) {
        return { kind: "unanswered", what: "the connection was left open" };
    }
    for (const [place, one] of messages.entries()) {
        const answer = answers[place];
        const refused = answer?.closes && answer.status >= 400;
        const more = answers.length > place + 1;
        if (one.verdict === "refuse" && answer && (!refused || more)) {
            return { kind: "accepted", what: `${one.why}: answered ${answer.status}` };
        }
        if (!answer && (one.verdict === "refuse" || (one.verdict === "take" && one.whole))) {
            return { kind: "unanswered", what: `message ${place + 1} has no answer` };
        }
        if (answer && (answer.status === 0 || answer.status === 500)) {
            return { kind: "unanswered", what: `message ${place + 1}: ${answer.status || "no HTTP"}` };
        }
        if (answer?.closes || one.verdict !== "take" || !one.whole) {
            counts.stricter += one.verdict === "take" && answer?.status === 400 ? 1 : 0;
            return more ? { kind: "accepted", what: "more answers than messages" } : undefined;
        }
    }
    return answers.length > messages.length ? { kind: "accepted", what: "more answers than messages" } : undefined;
}

// All of them, over some connections at a time.
async function try_all(port, messages) {
    const found = { tried: 0, stricter: 0, accepted: [], unanswered: [], unexpected: [] };
    const rest = messages[Symbol.iterator]();
    const lane = async () => {
        for (const { name, send, answers } of rest) {
            const got = await exchange(port, send);
            ++found.tried;
            const fault = judge(send, got, found);
            if (fault) {
                found[fault.kind].push(`${name}: ${fault.what}: ${JSON.stringify(send.toString("latin1")).slice(0, 300)}`);
            }
            if (answers) {
                const said = read_answers(got.heard, send.toString("latin1").startsWith("HEAD") ? ["HEAD"] : []);
                const short = said.map((one) => `${one.status}${one.closes ? " close" : ""}`).join(", ");
                if (short !== answers.join(", ")) {
                    found.unexpected.push(`${name}: answered "${short}" instead of "${answers.join(", ")}"`);
                }
            }
        }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return found;
}

// A server that takes whatever Node.js can be talked into taking: what the judge must not be content with.
async function try_lenient_server(seeds) {
    const lenient = createServer({ insecureHTTPParser: true, requireHostHeader: false }, (_, response) => response.end("taken"));
    await new Promise((resolve) => lenient.listen(0, "127.0.0.1", resolve));
    const { port } = lenient.address();
    lenient.keepAliveTimeout = 100;
    const found = await try_all(port, seeds.map((one) => ({ name: one.name, send: written_out(one.send) })));
    lenient.close();
    lenient.closeAllConnections();
    return found.accepted.length;
}

const place = mkdtempSync(join(tmpdir(), "clockstart-malformed-"));
const results = [];
const result = (title, problems) => results.push([title, problems]);
try {
    const seeds = JSON.parse(readFileSync(new URL("malformed_http.json", import.meta.url), "utf8"));
    run("demo", "--data", join(place, "data"), "--requests", "5", "--seed", "1", "--as-at", "2026-06-30");
    const token = run("token", "add", "--data", join(place, "data"), "--name", "trial", "--role", "administrator").trim();
    const served = await serve(join(place, "data"));
    const plain = seeds.map((one) => ({ ...one, send: written_out(one.send, token) }));
    const exact = await try_all(served.port, plain);
    result(`${exact.tried} messages of the corpus, each answered as it stands there`, exact.unexpected);

    const changed = mutate(plain.map((one) => one.send), Number(mutations), Number(seed));
    const mutated = await try_all(served.port, changed);
    const problems = ["accepted", "unanswered"].map((kind) => [...exact[kind], ...mutated[kind]]);
    const ready = await exchange(served.port, Buffer.from("GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    const lives = served.daemon.exitCode === null && read_answers(ready.heard)[0]?.status === 200;
    result(`${exact.tried + mutated.tried} messages (seed ${seed}), ${problems[0].length} accepted that must be refused, ` +
        `${problems[1].length} without one answer, daemon ${lives ? "still ready" : "no longer ready"}; ` +
        `${mutated.stricter} refused that no rule names`, [...problems.flat(), ...(lives ? [] : ["the daemon is not ready"])]);
    const status = await end(served, "SIGTERM");
    result("the daemon ends as it should afterwards, and its ledger is whole", status === 0 ? [] : [`status ${status}`]);
    run("verify", "--data", join(place, "data"));

    const taken = await try_lenient_server(seeds);
    result(`control: of a lenient server the same judge finds ${taken} messages accepted that must be refused`, taken >= 20 ? [] : ["too few"]);
} catch (why) {
    result("the trial itself", [why.stack]);
} finally {
    rmSync(place, { recursive: true, force: true });
}
for (const [title, problems] of results) {
    console.log(`${problems.length === 0 ? "held" : "FAILED"}: ${title}`);
    problems.slice(0, 10).forEach((problem) => console.log(`  ${problem}`));
}
const failed = results.filter(([, problems]) => problems.length > 0).length;
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
