// One message for each operation of api/openapi.json, with a sound value everywhere, and "*" behind each value that is to be tried: each
// parameter of the query, each part of the path that is open, each leaf of the body.
import { readFileSync } from "node:fs";

const document = JSON.parse(readFileSync(new URL("../../api/openapi.json", import.meta.url), "utf8"));
const resolve = (one) => (one?.$ref ? one.$ref.slice(2).split("/").reduce((at, name) => at[name], document) : one);

// `known`: sound values by name.
function value_of(parameter, known) {
    const schema = resolve(parameter.schema) ?? {};
    return known[parameter.name] ?? parameter.example ?? schema.example ?? schema.default ?? schema.enum?.[0] ?? (schema.type === "integer" ? 1 : schema.format === "date" ? "2026-06-30" : "x");
}

// The text of a JSON value with a mark behind each leaf that is text or a number.
function marked_json(value) {
    if (Array.isArray(value)) {
        return `[${value.map(marked_json).join(",")}]`;
    }
    if (value && typeof value === "object") {
        return `{${Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}:${marked_json(one)}`).join(",")}}`;
    }
    return typeof value === "string" ? JSON.stringify(`${value.replaceAll("*", "")}*`) : JSON.stringify(value);
}

const example_of = (content) => content?.example ?? Object.values(content?.examples ?? {})[0]?.value;

// [{name, points, text}]; `point` is how many values are tried.
export function marked_requests({ port, token, known }) {
    const found = [];
    for (const [path, item] of Object.entries(document.paths)) {
        for (const method of ["get", "post", "put", "delete"].filter((one) => item[one] && !path.endsWith("/stream"))) {
            const parameters = [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map(resolve);
            const filled = path.replace(/\{(\w+)\}/g, (_, name) => `${value_of(parameters.find((one) => one.name === name) ?? { name }, known)}*`);
            const query = parameters.filter((one) => one.in === "query").map((one) => `${one.name}=${value_of(one, known)}*`).join("&");
            const body = example_of(resolve(item[method].requestBody)?.content?.["application/json"]);
            const sends = method === "post" || method === "put";
            const text = sends ? marked_json(body ?? {}) : "";
            const line = `${method.toUpperCase()} ${filled}${query ? `?${query}` : ""} HTTP/1.1`;
            const points = (line + text).split("*").length - 1;
            const head = [line, `Host: 127.0.0.1:${port}`, `Authorization: Bearer ${token}`, "Accept: application/json", ...(sends ? ["Content-Type: application/json"] : []),
                ...(path.endsWith("/events") && sends ? ["If-Match: \"1\""] : [])];
            if (points > 0) {
                found.push({ name: `${method} ${path}`, points, text: `${head.join("\r\n")}\r\n\r\n${text}` });
            }
        }
    }
    return found;
}
