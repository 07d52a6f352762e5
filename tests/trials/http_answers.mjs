// What a server said on one connection, as answers. The methods are those of what was asked, in order: HEAD has no body.
export function read_answers(bytes, methods = []) {
    const text = bytes.toString("latin1");
    const answers = [];
    for (let at = 0; at < text.length; ) {
        const end = text.indexOf("\r\n\r\n", at);
        const first = /^HTTP\/1\.1 (\d{3})[^\r\n]*$/m.exec(text.slice(at, end === -1 ? undefined : end));
        if (end === -1 || first?.index !== 0) {
            answers.push({ status: 0, closes: true, head: text.slice(at, at + 200), body: "" }); // no answer at all
            break;
        }
        const head = text.slice(at, end);
        const status = Number(first[1]);
        at = end + 4;
        if (status === 100) {
            continue;
        }
        const bare = methods[answers.length] === "HEAD" || status === 204 || status === 304;
        const length = bare ? 0 : Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? text.length - at);
        answers.push({ status, closes: /^connection: close$/im.test(head), head, body: text.slice(at, at + length) });
        at += length;
    }
    return answers;
}
