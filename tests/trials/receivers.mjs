// Programs that take what the daemon sends and tell each piece as a line of JSON; the first line is their port.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";

const beside = (name) => fileURLToPath(new URL(name, import.meta.url));

async function receiver(...words) {
    const child = spawn(words[0], words.slice(1), { stdio: ["pipe", "pipe", "inherit"] });
    const lines = createInterface({ input: child.stdout });
    const closed = once(lines, "close");
    const [first] = await once(lines, "line");
    const taken = [];
    lines.on("line", (line) => {
        const one = JSON.parse(line);
        if (!one.did) {
            taken.push(one);
        }
    });
    return {
        port: Number(first),
        taken, // in the order in which it came
        tell: (line) => child.stdin.write(`${line}\n`),
        async stop() {
            child.stdin.end();
            await closed;
        },
    };
}

export const mail_server = () => receiver("/usr/bin/python3", beside("../scheduler/smtp_server.py")); // Debian's, which has aiosmtpd
export const webhook_receiver = () => receiver(process.execPath, beside("../webhooks/receiver.mjs"), ""); // is told the secret later
