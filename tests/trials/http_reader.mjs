// The rules of the edge (docs/trials.md) written a second time, apart from the daemon, to judge what it did with any bytes. Gives what
// they are, in order: {verdict: "take"}, {verdict: "refuse", why}, or {verdict: "wait"} for what ends too early. Nothing follows a
// "refuse" or a "wait".

const methods = ["GET", "HEAD", "POST", "PUT", "DELETE"];
const hosts = ["localhost", "127.0.0.1", "[::1]"];
const once = ["host", "content-length", "transfer-encoding", "content-type", "expect", "accept", "authorization", "cookie", "origin",
    "if-match", "if-none-match", "idempotency-key", "last-event-id", "sec-fetch-site", "x-csrf-token"];

const refuse = (why) => ({ verdict: "refuse", why });

// The lines of the header up to its empty line, or a verdict. `text` holds one character a byte.
function read_lines(text, from) {
    const lines = [];
    for (let at = from; ; ) {
        const end = text.indexOf("\n", at);
        if ((end === -1 ? text.length : end) - at > 8192) {
            return refuse("a line above 8 KB");
        }
        if (end === -1) {
            return text.length - from >= 16384 ? refuse("a header above 16 KB") : { verdict: "wait" };
        }
        if (end + 1 - from > 16384) {
            return refuse("a header above 16 KB");
        }
        const line = text.slice(at, end - 1);
        if (end === at || text[end - 1] !== "\r") {
            return refuse("a line that ends with a bare LF");
        }
        at = end + 1;
        if (line === "") {
            return lines.length === 0 ? refuse("no request line") : { lines, next: at };
        }
        if (/[^\t\x20-\x7e]/.test(line)) {
            return refuse("a byte that is not printable ASCII");
        }
        if (/^[ \t]/.test(line)) {
            return refuse("a folded line");
        }
        if (lines.length > 64) {
            return refuse("more than 64 fields");
        }
        lines.push(line);
    }
}

function path_fault(target) {
    if (!target.startsWith("/") || target.includes("#")) {
        return "a target that is no path";
    }
    const raw = target.split("?")[0];
    let path;
    try {
        path = decodeURIComponent(raw);
    } catch {
        return "a broken escape in the path";
    }
    if (/%2f/i.test(raw) || /[\x00-\x1f\x7f\\]/.test(path) || path.split("/").some((part) => part === "." || part === "..")) {
        return "something hidden in the path";
    }
    return "";
}

function read_fields(lines) {
    const fields = new Map();
    for (const line of lines) {
        const found = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*(.*?)[ \t]*$/.exec(line);
        if (!found) {
            return refuse("a line that is no field");
        }
        const name = found[1].toLowerCase();
        if (fields.has(name) && once.includes(name)) {
            return refuse(`${name} twice`);
        }
        fields.set(name, found[2]);
    }
    return { fields };
}

function framing_fault(fields) {
    const [, host, , port] = /^(\[[^\]]*\]|[^:]*)(:(\d{1,18}))?$/.exec(fields.get("host") ?? "") ?? [];
    if (!hosts.includes(host?.toLowerCase()) || Number(port ?? 0) > 65535) {
        return "no Host of ours";
    }
    if (fields.has("transfer-encoding")) {
        return "a transfer coding"; // imports take chunks, and they come by the folder's own socket only
    }
    if (fields.has("content-length") && !/^\d{1,18}$/.test(fields.get("content-length"))) {
        return "a Content-Length that is no number";
    }
    if (fields.has("expect") && fields.get("expect").toLowerCase() !== "100-continue") {
        return "an Expect that nobody knows";
    }
    return "";
}

// One message from a place on.
function read_message(text, from) {
    const { lines, next, ...verdict } = read_lines(text, from);
    if (!lines) {
        return verdict;
    }
    const first = /^(\S+) (\S+) HTTP\/1\.[01]$/.exec(lines[0]);
    if (!first || !methods.includes(first[1])) {
        return refuse("no request line of ours");
    }
    const { fields, ...bad } = read_fields(lines.slice(1));
    const fault = path_fault(first[2]) || (fields ? framing_fault(fields) : bad.why);
    if (fault) {
        return refuse(fault);
    }
    const end = next + Number(fields.get("content-length") ?? 0);
    return { verdict: "take", method: first[1], end, whole: end <= text.length };
}

export function read_messages(bytes) {
    const text = bytes.toString("latin1");
    const found = [];
    for (let at = 0; at < text.length; ) {
        const one = read_message(text, at);
        found.push(one);
        if (one.verdict !== "take" || !one.whole) {
            break;
        }
        at = one.end;
    }
    return found;
}
