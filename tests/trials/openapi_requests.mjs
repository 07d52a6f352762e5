// One message for each operation of api/openapi.json, with a sound value everywhere, and "*" behind each value that is to be tried: each
// parameter of the query, each part of the path that is open, each leaf of the body. And some for the fields of the header that decide anything.
import { readFileSync } from "node:fs";

const document = JSON.parse(readFileSync(new URL("../../api/openapi.json", import.meta.url), "utf8"));
const resolve = (one) => (one?.$ref ? one.$ref.slice(2).split("/").reduce((at, name) => at[name], document) : one);

// `known`: sound values by name, also behind the word of the path that they belong to ("areas.code").
function value_of(parameter, known) {
    const schema = resolve(parameter.schema) ?? {};
    return known[parameter.name] ?? parameter.example ?? schema.example ?? schema.default ?? schema.enum?.[0] ?? (schema.type === "integer" ? 1 : schema.format === "date" ? "2026-06-30" : "x");
}

// The text of a JSON value with a mark behind each leaf of that type; numbers as text, since it would not be JSON otherwise.
function marked_json(value, known, type) {
    if (Array.isArray(value)) {
        return `[${value.map((one) => marked_json(one, known, type)).join(",")}]`;
    }
    if (value && typeof value === "object") {
        const sound = (name, one) => (typeof one === "string" ? (known[name] ?? one) : one);
        return `{${Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}:${marked_json(sound(name, one), known, type)}`).join(",")}}`;
    }
    return JSON.stringify(typeof value === type ? `${String(value).replaceAll("*", "")}*` : value);
}

const example_of = (content) => content?.example ?? Object.values(content?.examples ?? {})[0]?.value;

// Who asks, what is held, and what was asked before.
function header_requests({ port, token, known }) {
    const bearer = `Authorization: Bearer ${token}`;
    const path = `/api/v1/requests/${known.reference}`;
    const sends = ["Content-Type: application/json", bearer];
    return [
        ["a token", `GET ${path}`, ["Authorization: Bearer cs_x*"]],
        ["a cookie", `GET ${path}`, ["Cookie: clockstart_session=x*"]],
        ["conditions", `GET ${path}`, [bearer, 'If-None-Match: "1*"', "Accept: application/json*", "User-Agent: x*", "X-Forwarded-For: 127.0.0.1*"]],
        ["an Idempotency-Key", "POST /api/v1/requests", [...sends, "Idempotency-Key: key-1*"], JSON.stringify({ pathway: "equipment" })],
        ["If-Match", `POST ${path}/events`, [...sends, 'If-Match: "1*"'], JSON.stringify({ type: "note", on: "2026-06-30", note: "x" })],
        ["signing in", "POST /sign-in", ["Content-Type: application/x-www-form-urlencoded"], "token=cs_x*&next=/waits*"],
    ].map(([name, line, fields, body = ""]) => {
        const text = [`${line} HTTP/1.1`, `Host: 127.0.0.1:${port}`, ...fields, "", body].join("\r\n");
        return { name: `header: ${name}`, points: text.split("*").length - 1, text };
    });
}

// [{name, points, text}]; `points` is how many values are tried.
// `bodies`: where the document has no example, by path.
export function marked_requests({ port, token, known, bodies = {} }) {
    const found = header_requests({ port, token, known });
    for (const [path, item] of Object.entries(document.paths)) {
        for (const method of ["get", "post", "put", "delete"].filter((one) => item[one] && !path.endsWith("/stream"))) {
            const parameters = [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map(resolve);
            const filled = path.replace(/(\w+)\/\{(\w+)\}/g, (_, list, name) => `${list}/${known[`${list}.${name}`] ?? value_of(parameters.find((one) => one.name === name) ?? { name }, known)}*`);
            const list = path.split("/").filter((part) => !part.startsWith("{")).at(-1);
            const query = parameters.filter((one) => one.in === "query").map((one) => `${one.name}=${known[`${list}.${one.name}`] ?? value_of(one, known)}*`).join("&");
            const body = example_of(resolve(item[method].requestBody)?.content?.["application/json"]);
            const sends = method === "post" || method === "put";
            const line = `${method.toUpperCase()} ${filled}${query ? `?${query}` : ""} HTTP/1.1`;
            const head = [`Host: 127.0.0.1:${port}`, `Authorization: Bearer ${token}`, "Accept: application/json", ...(sends ? ["Content-Type: application/json"] : []),
                ...(path.endsWith("/events") && sends ? ["If-Match: \"1\""] : [])];
            const add = (first, type, name) => {
                const text = sends ? marked_json(body ?? bodies[path] ?? {}, known, type) : "";
                const points = (first + text).split("*").length - 1;
                if (points > 0) {
                    found.push({ name, points, text: `${[first, ...head].join("\r\n")}\r\n\r\n${text}` });
                }
            };
            add(line, "string", `${method} ${path}`);
            if (sends) {
                add(line.replaceAll("*", ""), "number", `${method} ${path}, numbers`);
            }
        }
    }
    return found;
}
