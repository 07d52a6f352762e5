// Hostile text in every field of every form, also in those that a person cannot type into, and in every address: no script runs, and none of
// it becomes part of a page, where it is kept and shown again either. Environment: as pages.mjs; after the journeys, since it leaves things behind.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { base, launch, open_window, sign_in } from './browser.mjs';

// Each would leave an element with the attribute data-hostile behind, or run `hostile()`, were it taken for more than text.
const strings = [
  '<img data-hostile src="/ran-by-script" onerror="hostile()">',
  '"><svg data-hostile onload="hostile()"></svg>',
  "'><b data-hostile onmouseover='hostile()'>x</b>",
  '</textarea></title></style></script><script data-hostile>hostile()</script>',
  '{{{page.csrf}}}{{#page}}<b data-hostile>x</b>{{/page}}{{=<% %>=}}',
  '--><iframe data-hostile srcdoc="<script>parent.hostile()</script>"></iframe>',
  'x" autofocus onfocus="hostile()" data-hostile="',
  "javascript:hostile()//'onclick='hostile()",
  '\u202e<b data-hostile>\u0000x</b>\ufeff',
  '&lt;b data-hostile&gt;&#60;b data-hostile&#62;',
];
const own = new Set(['csrf', 'idempotency_key', 'if_match']); // the form's own; with others nothing would be taken
const days = { day: '3', month: '3', year: '2019' };

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

// Watches a window for everything that says that text became more than text.
async function watch({ page }) {
  const seen = [];
  page.on('dialog', (one) => { seen.push(`a dialog: ${one.message()}`); one.dismiss(); });
  page.on('request', (one) => { if (new URL(one.url()).pathname === '/ran-by-script') seen.push('an address was asked for'); });
  page.on('console', (one) => { if (/Content.Security.Policy|hostile ran/i.test(one.text())) seen.push(one.text()); });
  await page.addInitScript(() => { window.hostile = () => console.error('hostile ran'); });
  return seen;
}

async function look(page, seen, where) {
  const elements = await page.locator('[data-hostile]').count();
  assert.equal(elements, 0, `text became ${elements} elements: ${where}`);
  assert.deepEqual(seen, [], where);
}

// Puts the text into every field of the form at that place and sends it; gives how many fields there were, 0 when there is no such form.
// `soundly`: fields with choices and dates keep sound values, so that the text in the others is kept by the service.
const fill = ([place, text, mine, soundly, dates]) => {
  const form = document.querySelectorAll('main form')[place];
  if (!form) {
    return 0;
  }
  const touched = [...form.elements].filter((one) => one.name && !mine.includes(one.name));
  for (const one of touched) {
    if (soundly && /\.(day|month|year)$/.test(one.name)) {
      one.value = one.name.startsWith('child.') ? dates[one.name.split('.').at(-1)] : one.value || '';
    } else if (one.tagName === 'SELECT') {
      if (!soundly) one.add(new Option(text, text, true, true));
      else if (one.options.length > 1) one.selectedIndex = 1;
    } else if (one.type === 'radio' || one.type === 'checkbox') {
      if (!soundly) one.value = text;
      one.checked = true;
    } else if (!soundly || one.type !== 'hidden') {
      one.value = text;
    }
  }
  form.noValidate = true;
  HTMLFormElement.prototype.submit.call(form);
  return touched.length;
};

async function try_forms(window, seen, path, counts) {
  const { page } = window;
  for (const [number, text] of strings.entries()) {
    for (const soundly of number % 2 === 0 ? [false, true] : [false]) {
      for (let place = 0; ; place += 1) {
        await page.goto(base + path);
        if (place >= await page.locator('main form').count()) {
          break;
        }
        const button = await page.locator('main form').nth(place).getByRole('button').first().innerText().catch(() => '');
        if (/^(End|Sign out)/.test(button)) {
          continue; // with nothing to type, and it would take away what is looked at
        }
        const [fields] = await Promise.all([page.evaluate(fill, [place, text, [...own], soundly, days]), page.waitForEvent('load')]);
        counts.fields += fields;
        await look(page, seen, `${path}, form ${place}, ${text}`);
      }
    }
  }
}

const forms_of = {
  THERAPIST: ['/requests/new', '/requests/new?pathway=equipment', '/requests', '/waits', '/breaches', '/inbox/settings', '/published', '/prompts'],
  ADMINISTRATOR: ['/tokens', '/webhooks', '/ladders', '/ladders/new?pathway=slt', '/pathways/slt/preview'],
};
for (const [role, paths] of Object.entries(forms_of)) {
  test(`hostile text in the forms of ${role.toLowerCase()}s stays text`, async (t) => {
    const window = await open_window(browser);
    const counts = { fields: 0 };
    const seen = await watch(window);
    await sign_in(window, process.env[`CLOCKSTART_TOKEN_${role}`]);
    for (const path of paths) {
      await try_forms(window, seen, path, counts);
    }
    t.diagnostic(`${counts.fields} fields tried, 0 scripts run`);
    assert.ok(counts.fields > 200, 'there were fields');
    await window.context.close();
  });
}

const asking = (token) => (method, path, body, headers = {}) => fetch(base + path, {
  method, headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers }, body: body && JSON.stringify(body),
});

// A token and a webhook of that name, which stand in lists with who made them.
async function hostile_names(token, text) {
  const ask = asking(token);
  for (const [path, body] of [['/api/v1/tokens', { role: 'therapist' }], ['/api/v1/webhooks', { url: `http://127.0.0.1:9/${encodeURIComponent(text)}` }]]) {
    const made = await ask('POST', path, { name: text, ...body });
    assert.equal(made.status, 201, await made.clone().text());
  }
}

// A request whose child, items and notes are hostile, then an event of it.
async function hostile_request(token, text) {
  const ask = asking(token);
  const { items } = await (await ask('GET', '/api/v1/services?limit=500')).json();
  const made = await ask('POST', '/api/v1/requests', {
    pathway: 'equipment', service: items.find((one) => one.pathway === 'equipment').code, clock_start_on: '2026-05-04', priority: 'routine', note: text,
    child: { no_nhs_number_reason: 'other', given_name: text, family_name: text, birth_date: '2019-03-03' }, items: [{ category: 'other', description: text, code: text.slice(0, 6), quantity: 1 }],
  });
  assert.equal(made.status, 201, await made.clone().text());
  const { reference } = await made.json();
  const noted = await ask('POST', `/api/v1/requests/${reference}/events`, { type: 'withdrawn', on: '2026-06-01', reason: text, note: text }, { 'If-Match': '*' });
  assert.equal(noted.status, 201, await noted.clone().text());
  return reference;
}

test('hostile text that was stored stays text on every page that shows it', async (t) => {
  const references = [];
  for (const text of strings) {
    references.push(await hostile_request(process.env.CLOCKSTART_TOKEN_THERAPIST, text.replace('\u0000', '')));
    await hostile_names(process.env.CLOCKSTART_TOKEN_ADMINISTRATOR, text.replace('\u0000', ''));
  }
  let pages = 0;
  for (const role of ['THERAPIST', 'ADMINISTRATOR']) {
    const window = await open_window(browser);
    const seen = await watch(window);
    await sign_in(window, process.env[`CLOCKSTART_TOKEN_${role}`]);
    const kept = references.flatMap((one) => [`/requests/${one}`, `/requests/${one}/events/new`, `/requests/${one}/events/new?type=note`]);
    const asked = strings.flatMap((text) => ['/requests?area=', '/requests?cursor=', '/sign-in?next=', '/waits?group_by=', '/areas/', '/requests/', '/', '/problems/']
      .map((start) => start + encodeURIComponent(text.replace('\u0000', ''))));
    for (const path of ['/', '/requests?sort=newest', '/inbox?state=all', '/prompts', ...(role === 'ADMINISTRATOR' ? ['/tokens', '/webhooks', '/outbox', '/scheduler', '/ladders'] : []), ...kept, ...asked]) {
      await window.page.goto(base + path);
      await look(window.page, seen, path);
      pages += 1;
    }
    await window.page.goto(`${base}/requests/${references[0]}`);
    assert.ok((await window.page.locator('main').innerText()).includes('<img data-hostile'), 'it is there, as text');
    await window.context.close();
  }
  t.diagnostic(`${pages} pages looked at, 0 scripts run`);
});

test('control: a page that shows such text as it comes is found out', async () => {
  const careless = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<main>${decodeURIComponent(request.url.slice(1))}</main>`);
  });
  await new Promise((resolve) => { careless.listen(0, '127.0.0.1', resolve); });
  const window = await open_window(browser);
  const seen = await watch(window);
  let found = 0;
  for (const text of strings) {
    await window.page.goto(`http://127.0.0.1:${careless.address().port}/${encodeURIComponent(text)}`);
    found += (await window.page.locator('[data-hostile]').count()) > 0 ? 1 : 0;
  }
  assert.ok(found >= 7, `only ${found} became elements`);
  assert.ok(seen.includes('hostile ran'), 'and some of them ran');
  await window.context.close();
  careless.close();
  careless.closeAllConnections();
});
