// What must be true after the kills. Each judge gives a title, with its figures, and a list of what is not as it must be.

const is_step = (one) => one.type === "step_reached" || one.type === "breached";
const due_at = (one) => one.details.due_at ?? one.details.breached_at;
const is_skipped = (one) => one.details.skipped !== undefined;

// Which step it is: of a ladder or a watch, of this target, with its occurrence by the instant at which it was due.
function identity(one) {
    const { target, step, watch, due_on, skipped } = one.details;
    return [one.reference, one.type, target, step ?? watch, due_on, due_at(one), skipped].join(" ");
}

function count_by(items, key_of) {
    const counts = new Map();
    for (const one of items) {
        counts.set(key_of(one), (counts.get(key_of(one)) ?? 0) + 1);
    }
    return counts;
}

// Where two counts differ.
function differences(counts, wanted, what) {
    const keys = [...new Set([...counts.keys(), ...wanted.keys()])].filter((key) => counts.get(key) !== wanted.get(key));
    return keys.map((key) => `${key}: ${counts.get(key) ?? 0} ${what} instead of ${wanted.get(key) ?? 0}`);
}

export function judge_steps(recorded, expected) {
    const steps = recorded.filter(is_step);
    const counts = count_by(steps, identity);
    const wanted = count_by(expected.filter(is_step), identity);
    const problems = differences(counts, wanted, "times recorded");
    for (const [key, count] of wanted) {
        if (count !== 1) {
            problems.push(`${key}: ${count} times recorded without any kill`);
        }
    }
    for (const one of steps) {
        if (!(Date.parse(one.details.detected_at) >= Date.parse(due_at(one)))) {
            problems.push(`${identity(one)}: noticed at ${one.details.detected_at}`);
        }
    }
    if (steps.length < 4500) {
        problems.push(`only ${steps.length} steps fell due: this trial says little`);
    }
    return [`${steps.length} steps, each recorded once, as without kills, and noticed when it was due or later`, problems];
}

// Each step is a message in somebody's inbox, unless the ledger says why nobody is told.
export function judge_messages(recorded, people, began) {
    const steps = recorded.filter((one) => is_step(one) && !is_skipped(one));
    const messages = new Map();
    for (const person of people) {
        for (const one of person.inbox) {
            if (one.about === "event" && one.recorded_at > began.recorded_at) {
                messages.set(one.number, one);
            }
        }
    }
    const by_reference = (one) => one.reference;
    const problems = differences(count_by(messages.values(), by_reference), count_by(steps, by_reference), "messages");
    return [`${messages.size} messages of these steps in the inboxes, and none is missing`, problems];
}

// The lines of a mail by the reference they begin with, "" for none, and how many more it says are in the inbox.
function read_mail(text, into) {
    for (const line of text.split("\n").filter((one) => one.startsWith("- "))) {
        const more = /^- and (\d+) more in your inbox$/.exec(line);
        if (more) {
            into.more += Number(more[1]);
            continue;
        }
        const reference = /^- ([A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}), /.exec(line)?.[1] ?? "";
        into.lines.set(reference, [...(into.lines.get(reference) ?? []), line]);
    }
    return into;
}

// Whatever lies in a person's inbox stands in one of these mails, and in one only.
function judge_person(person, mails, problems) {
    const { lines, more } = mails.reduce((into, one) => read_mail(one.text, into), { lines: new Map(), more: 0 });
    const untold = [];
    for (const one of person.inbox) {
        const near = lines.get(one.reference ?? "") ?? [];
        const place = near.findIndex((line) => line.endsWith(one.text));
        place === -1 ? untold.push(`${one.reference} ${one.text}`) : near.splice(place, 1);
    }
    if (untold.length !== more) {
        problems.push(`${person.name} was not told of ${untold.length}, ${more} of them with a count only, such as ${untold[0]}`);
    }
    for (const line of [...lines.values()].flat()) {
        problems.push(`${person.name} was told of this twice, or of nothing: ${line}`);
    }
}

// Who is to have had a mail had it, and what came more than once came with the same id and the same text.
export function judge_mails(people, taken, outbox) {
    const problems = [];
    const mails = new Map();
    for (const one of taken) {
        const id = one.headers["Message-ID"];
        if (mails.has(id) && mails.get(id).raw !== one.raw) {
            problems.push(`${id} came with two texts`);
        }
        mails.set(id, mails.get(id) ?? one);
    }
    for (const person of people) {
        judge_person(person, [...mails.values()].filter((one) => one.rcpt_to.includes(person.address)), problems);
    }
    const letters = outbox.filter((one) => one.channel === "email");
    if (letters.length !== mails.size || letters.some((one) => one.state !== "delivered")) {
        problems.push(`${mails.size} mails arrived of ${letters.length} in the outbox`);
    }
    const notices = people.reduce((sum, one) => sum + one.inbox.length, 0);
    return [`${notices} notices were told in ${mails.size} mails; ${taken.length - mails.size} mails came twice, with the same id and text`, problems];
}

// Each step was called out, an id stands for one event, and each request's events came first in their order.
export function judge_calls(recorded, taken) {
    const problems = [];
    const id_of = new Map();
    const sequence_of = new Map();
    const newest = new Map();
    for (const one of taken) {
        const { sequence, reference } = JSON.parse(one.body).data;
        const id = one.headers["webhook-id"];
        if (!one.verified) {
            problems.push(`the call ${id} does not verify: ${one.why}`);
        }
        if ((id_of.get(sequence) ?? id) !== id || (sequence_of.get(id) ?? sequence) !== sequence) {
            problems.push(`event ${sequence} came with the id ${id}, and before with another`);
        }
        if (!id_of.has(sequence)) {
            if (sequence < (newest.get(reference) ?? 0)) {
                problems.push(`event ${sequence} of ${reference} came after event ${newest.get(reference)}`);
            }
            newest.set(reference, sequence);
        }
        id_of.set(sequence, id);
        sequence_of.set(id, sequence);
    }
    for (const one of recorded.filter((step) => is_step(step) && !id_of.has(step.sequence))) {
        problems.push(`event ${one.sequence}, ${identity(one)}, was never called out`);
    }
    return [`${id_of.size} events were called out, in order; ${taken.length - id_of.size} came twice, with the same id`, problems];
}

// In the midst of what the daemon was when it was killed; a round is what kill_once() gives.
export function judge_kills(rounds, recorded, outbox) {
    const steps = recorded.filter(is_step).map((one) => [Date.parse(due_at(one)), Date.parse(one.recorded_at)]);
    const sent = outbox.map((one) => [Date.parse(one.made_at), Date.parse(one.done_at)]);
    const cuts = (at) => ([from, to]) => from <= at && at < to;
    const kind_of = ({ at, answered }) => {
        if (!answered) {
            return "before it answered";
        }
        return steps.some(cuts(at)) ? "with steps due that were not recorded" : sent.some(cuts(at)) ? "with messages on their way" : "with nothing to do";
    };
    const counts = count_by(rounds, kind_of);
    const problems = rounds.filter((one) => one.status !== null).map((one) => `the daemon ended by itself, with status ${one.status}`);
    const at_work = rounds.length - (counts.get("before it answered") ?? 0) - (counts.get("with nothing to do") ?? 0);
    if (at_work < rounds.length / 10) {
        problems.push(`only ${at_work} kills came while there was work: this trial says little`);
    }
    const landed = [...counts].map(([kind, count]) => `${count} ${kind}`).join(", ");
    return [`${rounds.length} kills: ${landed}; sending was held in ${rounds.filter((one) => one.held).length} rounds`, problems];
}
