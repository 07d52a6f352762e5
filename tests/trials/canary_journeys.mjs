// What people and programs do with a service in a year, with canaries in every field; and what came back to those who must not know them.
import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { program, told } from "./daemon.mjs";
import { canary_child, canary_words } from "./canaries.mjs";

// Any question with any header and body; gives the answer as it came.
export function say(served, { method = "GET", path, headers = {}, body = "" }) {
    return new Promise((resolve, reject) => {
        const length = method === "GET" ? {} : { "Content-Length": Buffer.byteLength(body) };
        const sent = request({ host: "127.0.0.1", port: served.port, method, path, agent: false, headers: { Host: "localhost", ...length, ...headers } }, (answer) => {
            let text = "";
            answer.setEncoding("utf8").on("data", (part) => (text += part)).on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
        });
        sent.on("error", reject).end(body);
    });
}

const bearer = (token, more = {}) => ({ Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...more });
const wish = (n, more = {}) => ({
    pathway: "equipment", service: "equipment-99G-PV06", clock_start_on: "2026-05-04", priority: "routine", child: canary_child(n),
    items: [{ category: "communication", description: canary_words(n, "frame"), quantity: 1 }], note: canary_words(n, "note"), ...more,
});

async function record(served, token, reference, event) {
    const held = await say(served, { path: `/api/v1/requests/${reference}`, headers: bearer(token) });
    const answer = await say(served, { method: "POST", path: `/api/v1/requests/${reference}/events`, headers: bearer(token, { "If-Match": held.headers.etag }), body: JSON.stringify(event) });
    if (answer.status !== 201) {
        throw new Error(`${event.type}: ${answer.status} ${answer.text}`);
    }
}

export async function over_the_api(served, token) {
    const references = [];
    for (let n = 0; n < 5; ++n) {
        references.push((await told(served, token, "POST", "/api/v1/requests", { key: `canary-${n}`, body: wish(n), status: 201 })).reference);
    }
    await record(served, token, references[0], { type: "assessed", on: "2026-05-20", note: canary_words(0, "assessed") });
    await record(served, token, references[0], { type: "note", on: "2026-05-21", note: canary_words(0, "afterthought") });
    await record(served, token, references[1], { type: "corrected", on: "2026-05-06", reason: canary_words(1, "slip"), note: canary_words(1, "corrected") });
    await record(served, token, references[2], { type: "withdrawn", on: "2026-05-30", reason: canary_words(2, "moved") });
    return references;
}

// A form of the pages, with the session and the secret word of the form.
export async function over_the_pages(served, token) {
    const form = (fields) => new URLSearchParams(fields).toString();
    const typed = { "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin" };
    const signed_in = await say(served, { method: "POST", path: "/sign-in", headers: typed, body: form({ token }) });
    const cookie = signed_in.headers["set-cookie"][0].split(";")[0];
    const page = await say(served, { path: "/requests/new?pathway=equipment", headers: { Cookie: cookie, Accept: "text/html" } });
    const hidden = (name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)[1];
    const [year, month, day] = canary_child(5).birth_date.split("-");
    const child = Object.fromEntries(Object.entries(canary_child(5)).filter(([name]) => name !== "birth_date").map(([name, value]) => [`child.${name}`, value]));
    const fields = {
        csrf: hidden("csrf"), idempotency_key: hidden("idempotency_key"), pathway: "equipment", service: "equipment-99G-PV06", priority: "routine", ...child,
        "clock_start_on.day": "4", "clock_start_on.month": "5", "clock_start_on.year": "2026", "child.birth_date.day": day, "child.birth_date.month": month,
        "child.birth_date.year": year, "items.0.category": "communication", "items.0.description": canary_words(5, "typed"), "items.0.quantity": "1", note: canary_words(5, "typed note"),
    };
    const send = (more) => say(served, { method: "POST", path: "/requests", headers: { ...typed, Cookie: cookie, Accept: "text/html" }, body: form({ ...fields, ...more }) });
    const wrong = await send({ "clock_start_on.day": "31", "clock_start_on.month": "4" });
    const made = await send({});
    if (wrong.status !== 422 || made.status !== 303) {
        throw new Error(`the form: ${wrong.status}, then ${made.status}: ${made.text}`);
    }
    const look = (path) => say(served, { path, headers: { Cookie: cookie, Accept: "text/html" } });
    await look(made.headers.location);
    await look("/requests");
    await say(served, { method: "POST", path: "/sign-out", headers: { ...typed, Cookie: cookie }, body: form({ csrf: hidden("csrf") }) });
    return { cookie: cookie.split("=")[1], location: made.headers.location };
}

// Once with a fault in it, once without. The commands' own words are among what is looked through.
export function by_import(place, data) {
    const file = join(place, "list.csv");
    const columns = ["pathway", "service", "clock_start_on", ...Object.keys(canary_child(6)), "category", "item_description", "note"];
    const row = (n, more = {}) => {
        const values = { pathway: "equipment", service: "equipment-99G-PV06", clock_start_on: "2026-05-04", ...canary_child(n), category: "communication", item_description: canary_words(n, "listed"), note: canary_words(n, "list note"), ...more };
        return columns.map((name) => `"${values[name]}"`).join(",");
    };
    const words = ["import", "requests", file, "--data", data];
    writeFileSync(file, [columns.join(","), row(6), row(7, { birth_date: `${canary_child(7).given_name}`, nhs_number: "9990000000" })].join("\n"));
    const refused = spawnSync(program, words, { encoding: "utf8" });
    writeFileSync(file, [columns.join(","), row(6), row(7)].join("\n"));
    const taken = execFileSync(program, words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    if (refused.status !== 1) {
        throw new Error(`a list with faults ended with ${refused.status}`);
    }
    return refused.stdout + refused.stderr + taken;
}

// Whatever can be done wrongly with a child's name; gives what was answered.
export async function by_mistake(served, token, reference) {
    const child = canary_child(8);
    const name = encodeURIComponent(child.given_name);
    const json = JSON.stringify;
    const post = (body, headers = {}) => ({ method: "POST", path: "/api/v1/requests", headers: bearer(token, headers), body });
    const asked = [
        post(json(wish(8, { child: { ...child, nhs_number: "9990000000" } }))), post(json(wish(8, { child: { ...child, birth_date: child.family_name } }))),
        post(json(wish(8, { surname: child.family_name }))), post(json({ ...wish(8), service: child.given_name })), post(json(wish(8)).slice(0, -5)),
        post(json(wish(8, { priority: child.given_name }))), post(json(wish(8, { child: { ...child, postcode: `${child.given_name}!` } }))),
        post(json(wish(8)), { "Content-Type": child.nhs_number }), post(json(wish(8)), { Authorization: `Bearer ${child.nhs_number}` }), post(json(wish(8)), { Authorization: `Basic ${child.nhs_number}` }),
        post(json(wish(8)), { Host: `${child.nhs_number}.example` }), post(json(wish(8)), { "Idempotency-Key": "canary-0" }),
        { path: `/api/v1/requests?search=${name}`, headers: bearer(token) }, { path: `/api/v1/requests?area=${name}`, headers: bearer(token) },
        { path: `/api/v1/requests?cursor=${child.nhs_number}`, headers: bearer(token) }, { path: `/api/v1/requests/${name}`, headers: bearer(token) }, { path: `/api/v1/areas/${child.nhs_number}`, headers: bearer(token) },
        { path: `/${name}/${child.nhs_number}`, headers: bearer(token, { "User-Agent": child.family_name.normalize("NFD").replace(/[^\x20-\x7e]/g, ""), Referer: `http://localhost/${child.nhs_number}` }) },
        { path: `/requests/${child.nhs_number}`, headers: { Accept: "application/json" } }, { path: `/api/v1/waits?pathway=${name}&group_by=${child.nhs_number}`, headers: bearer(token) },
        { method: "POST", path: `/api/v1/requests/${reference}/events`, headers: bearer(token, { "If-Match": `"${child.nhs_number}"` }), body: json({ type: "note", on: "2026-05-21", note: canary_words(8, "lost") }) },
        { method: "POST", path: `/api/v1/requests/${reference}/events`, headers: bearer(token, { "If-Match": "*" }), body: json({ type: child.given_name, on: child.birth_date, note: canary_words(8, "lost") }) },
        { method: "POST", path: "/sign-in", headers: { "Content-Type": "application/x-www-form-urlencoded" }, body: `token=${child.nhs_number}` },
    ];
    let text = "";
    for (const one of asked) {
        const answer = await say(served, one);
        if (answer.status < 400 || answer.status === 500) {
            throw new Error(`a mistake was answered ${answer.status}: ${one.path}`);
        }
        text += `${answer.status} ${JSON.stringify(answer.headers)} ${answer.text}\n`;
    }
    return text;
}

// Everything that may be asked about many children by someone who must not know who they are.
export async function by_outsiders(served, tokens, references) {
    let text = "";
    const paths = ["/api/v1/requests", "/api/v1/requests?format=csv", "/requests", "/api/v1/waits?pathway=equipment", "/api/v1/waits?pathway=equipment&format=csv", "/waits?pathway=equipment",
        "/api/v1/breaches", "/api/v1/breaches?format=csv", "/breaches", "/api/v1/inbox", "/inbox", "/api/v1/outbox", "/api/v1/prompts", "/api/v1/jobs", "/api/v1/scheduler", "/metrics", "/api/v1/stream?x=y",
        ...references.flatMap((one) => [`/api/v1/requests/${one}`, `/requests/${one}`, `/api/v1/requests/${one}/events`])];
    for (const token of tokens) {
        for (const path of paths) {
            const answer = await say(served, { path, headers: bearer(token, { Accept: path.startsWith("/api") ? "application/json" : "text/html" }) });
            text += `${answer.status} ${JSON.stringify(answer.headers)} ${answer.text}\n`;
        }
    }
    return text;
}
