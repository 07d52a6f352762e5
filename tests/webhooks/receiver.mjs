// Receives webhooks on a free port of 127.0.0.1 and verifies each with the stock library of Standard Webhooks. The first line on
// standard output is the port, each line after it one call, as JSON. Ends when its standard input ends. Lines that it is
// told there change how it is, and are printed again as {"did": LINE} when it is so: "status 500", "delay 400" (milliseconds
// before it answers), "down" (nobody listens), "up" (on the same port again), "secret SECRET".
//
//   node receiver.mjs SECRET|'' [--flood BYTES] [--silent] [--certificate FILE --key FILE]
//
// Answers 204, or as the address asks: /in?status=500, /in?status=302&location=URL.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Webhook } from 'standardwebhooks';

const text = { type: 'string' };
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { flood: text, silent: { type: 'boolean' }, certificate: text, key: text },
});
const now = { status: 204, delay: 0 };
let judge = positionals[0] ? new Webhook(positionals[0]) : null; // without: until it is told "secret SECRET"

function verified(body, headers) {
  try {
    judge.verify(body, headers);
    return { verified: true };
  } catch (why) {
    return { verified: false, why: why.message };
  }
}

async function receive(request, response) {
  const parts = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts).toString();
  const { method, url, headers } = request;
  console.log(JSON.stringify({ ...verified(body, headers), method, url, headers, body }));
  if (values.silent) return; // a receiver that takes and never answers
  await setTimeout(now.delay);
  const asked = new URL(url, 'http://receiver').searchParams;
  const location = asked.get('location');
  response.writeHead(Number(asked.get('status') ?? now.status), location ? { location } : {});
  if (values.flood) response.write('x'.repeat(Number(values.flood)));
  if (!values.flood) response.end(); // else there would always be more to come
}

const secure = values.certificate && { cert: readFileSync(values.certificate), key: readFileSync(values.key) };
const server = secure ? https.createServer(secure, receive) : http.createServer(receive);
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address();
console.log(port);

async function obey(line) {
  const [word, value] = line.split(' ');
  if (word === 'down') {
    server.close();
    server.closeAllConnections();
  } else if (word === 'secret') {
    judge = new Webhook(value);
  } else if (word === 'up') {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } else {
    now[word] = Number(value);
  }
  console.log(JSON.stringify({ did: line }));
}

for await (const line of createInterface({ input: process.stdin })) await obey(line);
process.exit(0);
