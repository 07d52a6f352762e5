// Debian's nginx as a proxy in a folder of its own, on free ports of 127.0.0.1. To its server it keeps one connection, which all callers
// share: whoever disagrees with it about the end of a message there meets the next caller's.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { free_port, start_proxy } from "./proxy_process.mjs";

// `way`: "whole" bodies are gathered before they are sent on, "as_they_come" they are not.
const place_of = (way, port) => `
    server {
        listen 127.0.0.1:${port};
        location / {
            proxy_pass http://served;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $http_host;
            proxy_request_buffering ${way === "whole" ? "on" : "off"};
            proxy_next_upstream off;
        }
    }`;

export async function start_nginx(folder, served_port) {
    const ports = { whole: await free_port(), as_they_come: await free_port() };
    const log = join(folder, "access.log");
    const kept = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`).join(" ");
    writeFileSync(join(folder, "nginx.conf"), `
daemon off; user root; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { worker_connections 256; }
http {
    ${kept}
    log_format sent '$request_id $upstream_addr';
    access_log ${log} sent;
    underscores_in_headers on;
    ignore_invalid_headers off;
    upstream served { server 127.0.0.1:${served_port}; keepalive 1; }
    ${Object.entries(ports).map(([way, port]) => place_of(way, port)).join("\n")}
}`);
    const stop = await start_proxy(["/usr/sbin/nginx", "-p", folder, "-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log")], ports.whole);
    return {
        ports,
        // How many messages it has handed on so far.
        handed_on: async () => (existsSync(log) ? readFileSync(log, "utf8").split("\n").filter((line) => / 127\./.test(line)).length : 0),
        stop,
    };
}
