// Changes messages at random, from a seed: the same seed makes the same messages.

// Mulberry32: small, and the same on every machine.
function luck(seed) {
    let state = seed >>> 0;
    const next = () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
    return { below: (most) => Math.floor(next() * most), of: (list) => list[Math.floor(next() * list.length)] };
}

const pieces = ["\0", "\r", "\n", "\r\n", "\r\n\r\n", " ", "\t", "\v", "\f", ":", ",", ";", "/", "%", "%00", "..", "\x7f", "\x80", "\xff", "0", "-1",
    "chunked", "Transfer-Encoding: chunked\r\n", "Transfer-Encoding : chunked\r\n", "Content-Length: 3\r\n", "Content-Length:\r\n",
    "content-length: 0\r\n", "Host: localhost\r\n", "Connection: close\r\n", "Connection: Content-Length\r\n", "0\r\n\r\n", "HTTP/1.1", "HTTP/1.0", "GET / HTTP/1.1\r\n"];

const with_lines = (text, change) => {
    const lines = text.split("\r\n");
    change(lines);
    return lines.join("\r\n");
};

const changes = [
    (text, chance) => { // one bit
        const at = chance.below(text.length);
        return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << chance.below(8))) + text.slice(at + 1);
    },
    (text, chance) => { // a piece put in
        const at = chance.below(text.length + 1);
        return text.slice(0, at) + chance.of(pieces) + text.slice(at);
    },
    (text, chance) => { // a piece put over
        const at = chance.below(text.length);
        const piece = chance.of(pieces);
        return text.slice(0, at) + piece + text.slice(at + piece.length);
    },
    (text, chance) => { // some bytes gone
        const at = chance.below(text.length);
        return text.slice(0, at) + text.slice(at + 1 + chance.below(4));
    },
    (text, chance) => text.slice(0, chance.below(text.length)), // the rest gone
    (text, chance) => with_lines(text, (lines) => lines.splice(chance.below(lines.length), 0, chance.of(lines))), // a line twice
    (text, chance) => with_lines(text, (lines) => lines.splice(chance.below(lines.length), 1)), // a line gone
    (text, chance) => with_lines(text, (lines) => lines.push(lines.splice(chance.below(lines.length), 1)[0])), // a line last
    (text, chance, others) => text + chance.of(others), // another message behind it
    (text, chance, others) => { // the head of one, the rest of another
        const other = chance.of(others);
        return text.slice(0, chance.below(text.length)) + other.slice(chance.below(other.length));
    },
];

// Each of them so many times, with one to four changes.
export function* mutate(messages, times, seed) {
    const chance = luck(seed);
    const texts = messages.map((one) => one.toString("latin1"));
    for (const [place, original] of texts.entries()) {
        for (let time = 1; time <= times && original !== ""; ++time) {
            let text = original;
            for (let left = 1 + chance.below(4); left > 0 && text !== ""; --left) {
                text = chance.of(changes)(text, chance, texts);
            }
            yield { name: `seed ${place}, change ${time}`, send: Buffer.from(text, "latin1") };
        }
    }
}
