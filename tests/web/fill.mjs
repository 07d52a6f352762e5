// Brings about what the pages show when a team is at work: messages in inboxes, mails that were not taken, things to do, an area's own
// reminders. Environment as for pages.mjs.
import assert from 'node:assert/strict';

const base = process.env.CLOCKSTART_URL;

async function ask(role, method, path, body) {
  const answer = await fetch(`${base}/api/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${process.env[`CLOCKSTART_TOKEN_${role}`]}`, 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${answer.ok || await answer.text()}`);
  return answer.json();
}

async function wait_for(role, path, what) {
  for (let tries = 0; tries < 300; tries += 1) {
    if ((await ask(role, 'GET', path)).items.length > 0) {
      return;
    }
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  assert.fail(`no ${what} after half a minute`);
}

const area = (await ask('ADMINISTRATOR', 'GET', '/services?limit=500')).items.find((one) => one.pathway === 'equipment').area;
await ask('ADMINISTRATOR', 'POST', '/ladders', {
  pathway: 'equipment', target: 'delivered', area, from: process.env.CLOCKSTART_TODAY,
  steps: [{ code: 'half', percent_of_target: 50, role: 'team' }, { code: 'due-3', days_from_due: -3, role: 'provider_manager' }],
});
await ask('MANAGER', 'PUT', '/inbox/settings', { address: 'a.manager@example.test', pace: 'at_once' });
for (const job of ['contract_ends', 'child_turns']) {
  await ask('ADMINISTRATOR', 'POST', `/jobs/${job}/run`, {});
}
await wait_for('MANAGER', '/inbox', 'message for the manager');
await wait_for('COMMISSIONER', '/prompts?job=contract_ends', 'contract that ends');
await wait_for('THERAPIST', '/prompts?job=child_turns', 'child who comes of an age');
await wait_for('ADMINISTRATOR', '/outbox?state=given_up', 'mail that was given up');
