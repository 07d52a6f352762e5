// Words that stand nowhere else, and how to find them again, also written in other ways.

// Ten digits of the range that belongs to nobody, the last by Modulus 11; the n-th such number after a start.
function nhs_number(n) {
    for (let digits = 999_461_000 + n * 11; ; ++digits) {
        const sum = [...String(digits)].reduce((so_far, digit, place) => so_far + Number(digit) * (10 - place), 0);
        const check = (11 - (sum % 11)) % 11;
        if (check !== 10) {
            return `${digits}${check}`;
        }
    }
}

const two = (number) => String(number).padStart(2, "0");

// A child of whom everything is a canary. The days of birth are such that no other date of the trial is one of them.
export function canary_child(n) {
    const letter = String.fromCharCode(97 + n);
    return {
        nhs_number: nhs_number(n),
        given_name: `Quix${letter}walda`,
        family_name: `Vörd${letter}ngrøm`,
        birth_date: `2013-08-${two(3 + n)}`,
        postcode: `QZ${n} ${n}XJ`,
    };
}

export const canary_words = (n, what) => `Zorb${String.fromCharCode(97 + n)}lunker ${what}`;

const percent = (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
const escaped = (text) => text.replace(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);

// The part of the base64 text that does not depend on what stands before and after, for each of the three places it may begin at.
function base64_ways(text) {
    return [0, 1, 2].map((before) => {
        const whole = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
        const from = Math.ceil((before * 8) / 6);
        return whole.toString("base64").slice(from, Math.floor((whole.length * 8) / 6));
    });
}

const day_ways = (date) => {
    const [year, month, day] = date.split("-");
    const name = new Date(`${date}T00:00:00Z`).toLocaleString("en-GB", { month: "long", timeZone: "UTC" });
    return [`${year}${month}${day}`, `${day}/${month}/${year}`, `${Number(day)} ${name} ${year}`, `${Number(day)} ${name.slice(0, 3)} ${year}`];
};

// All ways in which one may have been written, as bytes. `kind`: "name", "number", "date", "words", "secret".
export function ways_of({ kind, value }) {
    const texts = new Set([value]);
    if (kind === "name" || kind === "words") {
        [value.toLowerCase(), value.toUpperCase(), value.normalize("NFD"), escaped(value)].forEach((one) => texts.add(one));
    }
    if (kind === "number") {
        [" ", "-"].forEach((mark) => texts.add([value.slice(0, 3), value.slice(3, 6), value.slice(6)].join(mark)));
    }
    if (kind === "date") {
        day_ways(value).forEach((one) => texts.add(one));
    }
    const bytes = [...texts].flatMap((text) => [Buffer.from(text), Buffer.from(text, "utf16le"), Buffer.from(text, "latin1")]);
    const coded = [encodeURIComponent(value), percent(value), percent(value).toUpperCase(), Buffer.from(value).toString("hex"),
        Buffer.from(value).toString("hex").toUpperCase(), ...base64_ways(value)];
    return [...bytes, ...coded.filter((text) => text.length >= 8).map((text) => Buffer.from(text))];
}

// The value in two halves with up to three bytes between them, as a page of a database or a folded line would part it.
function split_expression({ kind, value }) {
    const bytes = Buffer.from(value).toString("latin1");
    if (kind === "date" || bytes.length < 8) {
        return undefined;
    }
    const half = Math.floor(bytes.length / 2);
    const plain = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
    return new RegExp(`${plain(bytes.slice(0, half))}[^]{1,3}${plain(bytes.slice(half))}`);
}

// Which of them are in these bytes.
export function find_in(bytes, canaries) {
    const text = bytes.toString("latin1");
    return canaries.filter((one) => ways_of(one).some((way) => bytes.includes(way)) || split_expression(one)?.test(text));
}
