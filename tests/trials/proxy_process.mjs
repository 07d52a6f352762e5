// What starting a proxy takes, whichever it is: free ports of 127.0.0.1, and waiting until somebody listens there.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout } from "node:timers/promises";

export async function free_port() {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address();
    server.close();
    return port;
}

const listens = (port) =>
    new Promise((resolve) => {
        const socket = connect(port, "127.0.0.1");
        socket.on("connect", () => (socket.destroy(), resolve(true))).on("error", () => resolve(false));
    });

// Runs the program until the stop that is given back; from the moment that it listens on that port.
export async function start_proxy(words, port) {
    const child = spawn(words[0], words.slice(1), { stdio: "inherit" });
    const ended = once(child, "exit");
    const end = () => child.kill("SIGTERM");
    process.on("exit", end);
    for (let tries = 0; !(await listens(port)); ++tries) {
        if (tries === 100 || child.exitCode !== null) {
            throw new Error(`${words[0]} did not start`);
        }
        await setTimeout(50);
    }
    return async () => {
        end();
        await ended;
    };
}
