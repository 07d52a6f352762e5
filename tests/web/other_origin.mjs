// What another site can bring about in the browser of somebody who is signed in here: nothing. The other site is another port of the same
// host, so that the browser sends the cookie with what it asks for. Environment: as pages.mjs.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { base, launch, open_window, sign_in } from './browser.mjs';

let browser;
let other; // the other site; what it is asked by POST is counted
let site;
const taken = [];
const pages = new Map();
before(async () => {
  browser = await launch();
  other = createServer((request, response) => {
    if (request.method === 'POST') taken.push(request.url);
    response.setHeader('Content-Type', 'text/html');
    response.end(pages.get(request.url) ?? '<p>nothing</p>');
  });
  await new Promise((resolve) => { other.listen(0, '127.0.0.1', resolve); });
  site = `http://127.0.0.1:${other.address().port}`;
});
after(() => {
  other?.close();
  other?.closeAllConnections();
  return browser?.close();
});

const token = process.env.CLOCKSTART_TOKEN_ADMINISTRATOR;
const ask = async (path) => (await fetch(`${base}/api/v1${path}`, { headers: { Authorization: `Bearer ${token}` } })).text();
const paths = ['/requests?sort=newest&limit=500', '/tokens', '/webhooks', '/ladders', '/inbox/settings', '/prompts?limit=500', '/inbox?limit=500'];
// All that a change would be seen in; when a token was last used is not one.
const state = async () => (await Promise.all(paths.map(ask))).join('\n').replace(/"last_used_(at|on)":("[^"]*"|null)/g, '');

const service = 'equipment-99G-PV06';
const forms = {
  '/requests': { pathway: 'equipment', service, priority: 'routine', idempotency_key: 'other-site', 'clock_start_on.day': '4', 'clock_start_on.month': '5', 'clock_start_on.year': '2026',
    'child.given_name': 'Other', 'child.family_name': 'Site', 'child.birth_date.day': '3', 'child.birth_date.month': '3', 'child.birth_date.year': '2019', 'child.no_nhs_number_reason': 'other' },
  '/tokens': { name: 'Other site', role: 'administrator' },
  '/webhooks': { name: 'Other site', url: 'http://127.0.0.1:9/in' },
  '/inbox/settings': { pace: 'at_once', address: 'other@example.test', nag: 'true' },
  '/inbox/seen': { up_to: '999999' },
  '/ladders': { target: 'slt:first_contact', place: 'area:99G' },
  '/scheduler/release': {},
  '/sign-out': {},
};
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const form_page = (action, fields, more = '') => `<form id="f" method="post" action="${action}" ${more}>${Object.entries(fields)
  .map(([name, value]) => `<input name="${escaped(name)}" value="${escaped(value)}">`).join('')}</form><script>document.getElementById("f").submit()</script>`;

async function signed_in_window() {
  const window = await open_window(browser);
  await sign_in(window, token);
  return window;
}

for (const [path, fields] of Object.entries(forms)) {
  test(`a form of another site cannot send ${path}`, async () => {
    const window = await signed_in_window();
    const held = await state();
    for (const [way, more] of [['plain', ''], ['text', 'enctype="text/plain"'], ['parts', 'enctype="multipart/form-data"']]) {
      pages.set(`/attack-${way}`, form_page(base + path, fields, more));
      const answered = window.page.waitForResponse((one) => one.url() === base + path && one.request().method() === 'POST');
      await window.page.goto(`${site}/attack-${way}`);
      const status = (await answered).status();
      assert.ok(status >= 400 && status < 500, `${way}: ${status}`);
    }
    assert.equal(await state(), held, 'nothing changed');
    await window.page.goto(`${base}/`);
    assert.equal(await window.page.getByRole('button', { name: 'Sign out' }).count(), 1, 'still signed in');
    await window.context.close();
  });
}

test('a script of another site can neither read nor change anything', async () => {
  const window = await signed_in_window();
  const held = await state();
  await window.page.goto(`${site}/empty`);
  const outcomes = await window.page.evaluate(async (there) => {
    const tried = [];
    for (const [method, path, type] of [['GET', '/api/v1/requests', undefined], ['POST', '/api/v1/tokens', 'application/json'], ['POST', '/tokens', 'application/x-www-form-urlencoded'], ['PUT', '/api/v1/inbox/settings', 'application/json'], ['DELETE', '/api/v1/requests', undefined]]) {
      for (const mode of ['cors', 'no-cors']) {
        try {
          const body = method === 'GET' || method === 'DELETE' ? undefined : type === 'application/json' ? '{"name":"Other site","role":"administrator","pace":"inbox"}' : 'name=Other+site&role=administrator';
          const answer = await fetch(there + path, { method, mode, credentials: 'include', headers: type ? { 'Content-Type': type } : {}, body });
          tried.push(answer.type === 'opaque' ? 'unreadable' : `read: ${method} ${path} ${answer.status}`);
        } catch {
          tried.push('refused');
        }
      }
    }
    return tried;
  }, base);
  assert.deepEqual(outcomes.filter((one) => one.startsWith('read')), []);
  assert.equal(await state(), held, 'nothing changed');
  await window.context.close();
});

test('no page lets itself be shown inside a page of another site', async () => {
  const window = await signed_in_window();
  for (const path of ['/', '/requests', '/tokens', '/sign-in', '/api/v1/openapi.json']) {
    pages.set('/frame', `<iframe src="${base}${path}" width="800" height="600"></iframe>`);
    await window.page.goto(`${site}/frame`);
    const [, inside] = window.page.frames();
    assert.ok(inside.url().startsWith('chrome-error:'), `${path} is shown in a frame`);
  }
  pages.set('/frame', `<iframe src="${site}/empty"></iframe>`);
  await window.page.goto(`${site}/frame`);
  assert.equal(window.page.frames()[1].url(), `${site}/empty`, 'control: a page that lets itself is');
  await window.context.close();
});

test('control: where nobody looks where a form comes from it is taken', async () => {
  const window = await signed_in_window();
  const before_it = taken.length;
  pages.set('/attack', form_page(`${site}/careless`, forms['/tokens']));
  await Promise.all([window.page.waitForURL(`${site}/careless`), window.page.goto(`${site}/attack`)]);
  assert.equal(taken.length, before_it + 1);
  await window.context.close();
});
