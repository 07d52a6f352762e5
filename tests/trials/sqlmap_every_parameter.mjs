import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { end, run, serve, told } from "./daemon.mjs";
import { marked_requests } from "./openapi_requests.mjs";
import { finish, result } from "./verdict.mjs";

const long = process.argv[3] === "long";
const short_ones = ["get /api/v1/requests", "get /api/v1/waits", "post /api/v1/requests"];
const how = long ? ["--level=2", "--risk=3", "--technique=BEUST", "--time-sec=2"] : ["--level=1", "--risk=1", "--technique=B"];
const place = mkdtempSync(join(tmpdir(), "clockstart-sqlmap-"));

// Words that come from a database or from what speaks to it; "select" and the like are left to the messages of the attacker.
const words_of_databases = /sqlite|\bsoci\b|syntax error|no such (column|table)|unrecognized token|constraint failed|datatype mismatch|unterminated|sql logic|SQLSTATE|prepared statement/i;

// Runs sqlmap on one message; gives what it concluded, and what is wrong in the answers that it had.
async function attack(text, name) {
    const file = join(place, `${name.replace(/\W+/g, "-")}.http`);
    const traffic = `${file}.traffic`;
    writeFileSync(file, text);
    const child = spawn("sqlmap", ["--ignore-stdin", "-r", file, "--batch", "--dbms=sqlite", "--flush-session", "--disable-coloring", "--skip-waf", "--timeout=30", "--retries=1", "--keep-alive",
        "--ignore-code=*", `--output-dir=${join(place, "out")}`, "-t", traffic, ...how], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, TERM: "dumb" } });
    let said = "";
    child.stdout.on("data", (part) => (said += part));
    child.stderr.on("data", (part) => (said += part));
    await once(child, "exit");
    const answers = (existsSync(traffic) ? readFileSync(traffic, "latin1") : "").split(/^HTTP response \[#\d+\]/m).slice(1).map((one) => one.split(/^HTTP request \[#\d+\]/m)[0]);
    const tested = new Set([...said.matchAll(/testing for SQL injection on (.*parameter '[^'\n]+')/g)].map((one) => one[1]));
    return { said, tested: tested.size, injectable: /identified the following injection point|appears? to be '.*injectable/.test(said), finished: /do not appear to be injectable|identified the following/.test(said),
        answers: answers.length, done: answers.filter((one) => /^ \(2\d\d /.test(one)).length, broken: answers.filter((one) => / \(5\d\d /.test(one.slice(0, 40)) || words_of_databases.test(one)) };
}


try {
    const data = join(place, "data");
    run("demo", "--data", data, "--requests", "50", "--seed", "1", "--as-at", "2026-06-30");
    const token = run("token", "add", "--data", data, "--name", "trial", "--role", "administrator").trim();
    const served = await serve(data);
    const [one] = (await told(served, token, "GET", "/api/v1/requests?limit=1&pathway=equipment")).items;
    const today = new Date().toISOString().slice(0, 10);
    const known = { "areas.code": "99G", "providers.code": "PV03", "services.code": one.service, "pathways.code": "equipment", "jobs.code": "backup", version: 1,
        school: 999001, "requests.state": "breached", "requests.stage": "identified", "requests.sort": "due", as_at: today, known_at: today, limit: 6, unit: "weeks",
        reference: one.reference, area: "99G", provider: "PV03", pathway: "equipment", service: one.service, target: "delivered", format: "json", cursor: "", urn: 999001, month: "2026-05",
        type: "not-found", series: "chs", period: "2026-05" };
    const pathway = { ...JSON.parse(readFileSync(new URL("../../domain/pathways/equipment.json", import.meta.url), "utf8")), version: 2, valid_from: "2036-01-01" };
    const all = marked_requests({ port: served.port, token, known, bodies: { "/api/v1/pathways/{code}/versions": pathway } });
    const chosen = all.filter(({ name }) => long || short_ones.includes(name));
    const rest = chosen[Symbol.iterator]();
    const sum = { points: 0, answers: 0, done: 0, injectable: [], broken: [], unfinished: [] };
    const lane = async () => {
        for (const { name, points, text } of rest) {
            const got = await attack(text, name);
            sum.points += points;
            got.tested < points && sum.unfinished.push(`${name}: ${got.tested} of ${points} values tried`);
            sum.answers += got.answers;
            sum.done += got.done;
            got.injectable && sum.injectable.push(`${name} is injectable: ${got.said.slice(-600)}`);
            got.broken.length > 0 && sum.broken.push(`${name}: ${got.broken[0].slice(0, 600)}`);
            got.finished || sum.unfinished.push(`${name}: sqlmap did not come to an end: ${got.said.slice(-300)}`);
            long && console.log(`${name}: ${points} values, ${got.answers} answers, ${got.done} of them 2xx`);
        }
    };
    await Promise.all([lane(), lane()]);
    result(`${sum.points} values of ${chosen.length} operations tried by sqlmap (${how.join(" ")}), ${sum.injectable.length} injectable; of ${sum.answers} answers (${sum.done} of them 2xx) ${sum.broken.length} with ` +
        "words of a database or a 500", [...sum.injectable, ...sum.broken, ...sum.unfinished, ...(sum.answers < sum.points ? ["too few answers: this trial says little"] : [])]);
    const status = await end(served, "SIGTERM");
    run("verify", "--data", data);
    result("the daemon ends as it should afterwards, and its ledger is whole", status === 0 ? [] : [`status ${status}`]);

    const bad = spawn("/usr/bin/python3", [fileURLToPath(new URL("injectable_server.py", import.meta.url))], { stdio: ["pipe", "pipe", "inherit"] });
    const [port] = await once(createInterface({ input: bad.stdout }), "line");
    const caught = await attack(`GET /people?name=ada* HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`, "control");
    bad.stdin.end();
    result(`control: of a server that puts what it is asked into its SQL, the same look says ${caught.injectable ? "injectable" : "nothing"}, with ${caught.broken.length} answers that show the database`,
        caught.injectable && caught.broken.length > 0 ? [] : [caught.said.slice(-600)]);
} catch (why) {
    result("the trial itself", [why.stack]);
} finally {
    rmSync(place, { recursive: true, force: true });
}
finish();
