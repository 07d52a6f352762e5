// Debian's haproxy as a proxy in a folder of its own, on free ports of 127.0.0.1. To its server it keeps one connection, which all callers
// share.
import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { free_port, start_proxy } from "./proxy_process.mjs";

const timeouts = "timeout client 5s\n    timeout server 5s\n    timeout connect 5s";

// What haproxy says of its servers, by its socket.
const statistics = (path) =>
    new Promise((resolve, reject) => {
        let text = "";
        const socket = connect(path);
        socket.on("error", reject).on("data", (part) => (text += part)).on("end", () => resolve(text)).write("show stat\n");
    });

// `way`: "strict", or "lenient", which hands on what it would refuse as no HTTP.
export async function start_haproxy(folder, served_port) {
    const ports = { strict: await free_port(), lenient: await free_port() };
    const socket = join(folder, "statistics");
    const places = Object.entries(ports).map(([way, port]) => `
frontend ${way}
    bind 127.0.0.1:${port}
    ${way === "lenient" ? "option accept-invalid-http-request" : ""}
    default_backend served`);
    writeFileSync(join(folder, "haproxy.cfg"), `
global
    nbthread 1
    stats socket ${socket} level user
defaults
    mode http
    ${timeouts}
    http-reuse always
${places.join("\n")}
backend served
    option accept-invalid-http-response
    server one 127.0.0.1:${served_port} pool-max-conn 1
`);
    const stop = await start_proxy(["/usr/sbin/haproxy", "-db", "-q", "-f", join(folder, "haproxy.cfg")], ports.strict);
    const sessions = (text) => Number(text.split("\n").find((line) => line.startsWith("served,one,"))?.split(",")[7]);
    return { ports, stop, handed_on: async () => sessions(await statistics(socket)) };
}
