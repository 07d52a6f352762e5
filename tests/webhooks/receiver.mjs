// Receives webhooks on a free port of 127.0.0.1 and verifies each with the stock library of Standard Webhooks. The first line on
// standard output is the port, each line after it one call, as JSON. Ends when its standard input ends.
//
//   node receiver.mjs [SECRET] [--flood BYTES] [--silent] [--certificate FILE --key FILE]
//
// A secret that is known only once there is a port comes as a line of standard input. Answers 204, or as the address asks:
// /in?status=500, /in?status=302&location=URL.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Webhook } from 'standardwebhooks';

const text = { type: 'string' };
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { flood: text, silent: { type: 'boolean' }, certificate: text, key: text },
});
let judge = positionals.length ? new Webhook(positionals[0]) : undefined;

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
  const asked = new URL(url, 'http://receiver').searchParams;
  const location = asked.get('location');
  response.writeHead(Number(asked.get('status') ?? 204), location ? { location } : {});
  if (values.flood) response.write('x'.repeat(Number(values.flood)));
  if (!values.flood) response.end(); // else there would always be more to come
}

const secure = values.certificate && { cert: readFileSync(values.certificate), key: readFileSync(values.key) };
const server = secure ? https.createServer(secure, receive) : http.createServer(receive);
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
createInterface({ input: process.stdin })
  .on('line', (secret) => (judge = new Webhook(secret)))
  .on('close', () => process.exit(0));
