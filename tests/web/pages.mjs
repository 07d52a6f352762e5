// Every page as each role sees it, wide and narrow, with and without JavaScript, after fill.mjs. Environment: CLOCKSTART_URL,
// CLOCKSTART_TODAY and CLOCKSTART_TOKEN_THERAPIST, _MANAGER, _COMMISSIONER, _SCHOOL, _ADMINISTRATOR, _AUDITOR; CLOCKSTART_SHOTS
// names a folder for pictures.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { base, check_page, launch, look_at, open_window, said, show_token, sign_in, tab_to, visit, ways } from './browser.mjs';

const tokens = {
  therapist: process.env.CLOCKSTART_TOKEN_THERAPIST,
  commissioner: process.env.CLOCKSTART_TOKEN_COMMISSIONER,
  school: process.env.CLOCKSTART_TOKEN_SCHOOL,
  administrator: process.env.CLOCKSTART_TOKEN_ADMINISTRATOR,
  manager: process.env.CLOCKSTART_TOKEN_MANAGER,
  auditor: process.env.CLOCKSTART_TOKEN_AUDITOR,
};
const open_pages = ['/figures', '/figures?pathway=slt&group_by=area', '/figures?group_by=pathway', '/sign-in', '/status', '/accessibility', '/privacy', '/problems/not-found'];
const figure_pages = ['/', '/waits', '/waits?pathway=equipment&group_by=area', '/waits?pathway=slt&group_by=provider',
  '/waits?pathway=asd&group_by=month', '/published', '/published?series=chs'];

let browser;
before(async () => {
  assert.ok(base, 'CLOCKSTART_URL is set');
  browser = await launch();
});
after(() => browser?.close());

// Runs `body` in a window of its own, signed in when a role is given.
async function in_window(way, role, body) {
  const window = await open_window(browser, way);
  try {
    if (role) {
      await sign_in(window, tokens[role]);
    }
    await body(window);
  } finally {
    await window.context.close();
  }
}

// The address of the first link in the page's table that fits, or nothing.
const first_link = (page, start) => page.locator(`main table a[href^="${start}"]`).first().getAttribute('href', { timeout: 5000 });

for (const way of ways) {
  describe(said(way), () => {
    test('somebody who is not signed in', () => in_window(way, undefined, async (window) => {
      for (const path of open_pages) {
        await visit(window, path);
      }
    }));

    test('a therapist', () => in_window(way, 'therapist', async (window) => {
      for (const path of figure_pages) {
        await visit(window, path);
      }
      await window.page.goto(`${base}/waits?group_by=area`);
      await visit(window, await first_link(window.page, '/areas/'), { name: 'area' });
      for (const path of ['/inbox', '/inbox?state=all', '/breaches', '/requests', '/requests?state=breached&sort=longest', '/requests?pathway=equipment&sort=newest']) {
        await visit(window, path);
      }
      const reference = await first_link(window.page, '/requests/');
      await visit(window, reference, { name: 'request' });
      await visit(window, `${reference}/events/new`, { name: 'event-new' });
      await visit(window, `${reference}/letter`, { name: 'letter' });
      const code = await window.page.locator('#letter-code').innerText();
      await visit(window, '/account');
      await window.page.goto(`${base}/status`);
      await window.page.fill('#reference', 'EQ-1');
      await window.page.getByRole('button', { name: 'Show me' }).click();
      assert.equal(await window.page.locator('.nhsuk-error-summary a[href="#reference"]').count(), 1);
      await window.page.fill('#reference', reference.slice('/requests/'.length));
      await window.page.fill('#code', code);
      await window.page.getByRole('button', { name: 'Show me' }).click();
      await look_at(window, '/status', 'family-status');
      await visit(window, '/requests/new');
      await visit(window, '/requests/new?pathway=equipment');
      await visit(window, '/requests/new?pathway=slt');
      await visit(window, '/requests/EQ-0000-0000', { status: 404, name: 'not-found' });
    }));

    test('a commissioner, who sees no name', () => in_window(way, 'commissioner', async (window) => {
      for (const path of figure_pages) {
        await visit(window, path, { name: `commissioner-${path.replace(/[^a-z0-9]+/gi, '-')}` });
      }
      await window.page.goto(`${base}/waits?pathway=equipment`);
      await window.page.getByRole('link', { name: 'Equipment', exact: true }).click();
      await window.page.fill('#limit', '30');
      await window.page.selectOption('#unit', 'working_days');
      await window.page.getByRole('button', { name: 'Show what would change' }).click();
      assert.ok(await first_link(window.page, '/areas/'), 'a row for each area');
      await visit(window, '/prompts', { name: 'commissioner-prompts' });
      assert.ok(await window.page.getByRole('button', { name: /^Mark as done/ }).count() > 0, 'a contract that ends');
      await visit(window, '/pathways/equipment/preview?target=delivered&limit=3&unit=weeks', { name: 'preview' });
      await visit(window, '/pathways/equipment/preview?limit=soon&unit=weeks', { status: 422, name: 'preview-wrong' });
      await window.page.goto(`${base}/requests`);
      assert.equal(await window.page.getByRole('columnheader', { name: 'Child' }).count(), 0, 'no names in the list');
    }));

    test('a manager, who has messages and things to do', () => in_window(way, 'manager', async (window) => {
      const { page } = window;
      await visit(window, '/', { name: 'manager-home' });
      await visit(window, '/inbox', { name: 'manager-inbox' });
      assert.ok(await first_link(page, '/requests/'), 'a message about a request');
      await visit(window, '/inbox/settings');
      await visit(window, '/prompts?state=closed&job=service_unchecked', { name: 'prompts-none' });
      await visit(window, '/ladders');
      assert.equal(await page.getByText('When 50% of the time allowed has passed').count(), 1, 'an area of its own');
      await visit(window, '/ladders?pathway=slt');
      await visit(window, '/outbox', { status: 404, name: 'not-yours' });
    }));

    test('a therapist, whose pupils come of an age', () => in_window(way, 'therapist', async (window) => {
      await visit(window, '/prompts', { name: 'therapist-prompts' });
      assert.ok(await first_link(window.page, '/requests/'), 'the request of somebody who comes of an age');
      await visit(window, '/inbox', { name: 'therapist-inbox' });
      await visit(window, '/inbox/settings', { name: 'therapist-settings' });
    }));

    test('an auditor, who only looks', () => in_window(way, 'auditor', async (window) => {
      for (const path of ['/', '/scheduler', '/outbox', '/prompts', '/audit']) {
        await visit(window, path, { name: `auditor-${path.slice(1) || 'home'}` });
        assert.equal(await window.page.locator('main form[method=post]').count(), 0, `nothing to press on ${path}`);
      }
    }));

    test('an administrator, who is told whether all is well', () => in_window(way, 'administrator', async (window) => {
      await visit(window, '/', { name: 'administrator-home' });
      await visit(window, '/scheduler');
      await visit(window, '/prompts', { name: 'administrator-prompts' });
      await visit(window, '/outbox');
      const { page } = window;
      assert.ok(await page.getByRole('button', { name: /^Try again/ }).count() > 0, 'a mail that was given up');
      await visit(window, '/outbox?state=given_up');
      await visit(window, '/ladders/new');
      await visit(window, '/inbox', { name: 'administrator-inbox' });
      await visit(window, '/audit?from=2026-02-31', { status: 422, name: 'audit-wrong' });
      await page.getByRole('link', { name: 'What runs by itself', exact: true }).click();
      await page.getByRole('button', { name: /^Run now/ }).first().click();
      assert.equal(new URL(page.url()).pathname, '/scheduler', 'back on the page');
      assert.equal(await page.getByText('All is well').count(), 1);
    }));

    test('a school', () => in_window(way, 'school', async (window) => {
      await visit(window, '/inbox', { name: 'school-inbox' });
      assert.equal(await window.page.locator('main a[href="/prompts"]').count(), 0, 'no to-do list');
      await visit(window, '/requests', { name: 'school-requests' });
    }));
  });
}

describe('the keyboard', () => {
  test('reaches the skip link first, and the skip link leads to the content', () => in_window({}, undefined, async ({ page }) => {
    await page.goto(`${base}/sign-in`);
    assert.equal(await tab_to(page, page.locator('.nhsuk-skip-link')), 1);
    await page.keyboard.press('Enter');
    assert.equal(new URL(page.url()).hash, '#maincontent');
    assert.ok(await tab_to(page, page.locator('#address'), 3) <= 3, 'the address comes right after');
    await tab_to(page, page.locator('#password'), 1);
    await tab_to(page, page.getByRole('button', { name: 'Continue' }), 1);
  }));

  test('reaches the main action of the list of requests and of the filters', () => in_window({}, 'therapist', async ({ page }) => {
    await page.goto(`${base}/requests`);
    await tab_to(page, page.getByRole('link', { name: 'Log a new request' }));
    await page.goto(`${base}/waits`);
    await tab_to(page, page.locator('main form button[type=submit]'));
  }));

  test('reaches what is to be pressed on the inbox, its settings and the to-do list', () => in_window({}, 'manager', async ({ page }) => {
    await page.goto(`${base}/inbox`);
    await tab_to(page, page.getByRole('link', { name: 'Change how you are told' }));
    await page.goto(`${base}/inbox/settings`);
    await tab_to(page, page.locator('#pace-at_once'));
    await tab_to(page, page.locator('#address'), 2);
    await tab_to(page, page.locator('#nag'), 2);
    await tab_to(page, page.getByRole('button', { name: 'Save' }), 2);
    await page.goto(`${base}/prompts`);
    await tab_to(page, page.getByRole('button', { name: /^Mark as done/ }).first());
  }));
});

describe('signing in', () => {
  test('refuses a token that is not known, beside the field', () => in_window({ scripts: false }, undefined, async (window) => {
    const { page } = window;
    await page.goto(`${base}/sign-in`);
    await show_token(page, 'not-a-token');
    assert.equal(await page.locator('.nhsuk-error-summary a[href="#token"]').count(), 1);
    await check_page(window, '/sign-in after a wrong token');
  }));

  test('ends with signing out', () => in_window({ scripts: false }, 'therapist', async ({ page }) => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    assert.equal(await page.getByRole('button', { name: 'Sign out' }).count(), 0);
    await page.goto(`${base}/requests`);
    assert.equal(await page.locator('main table').count(), 0, 'no list without signing in');
  }));
});

describe('a chart', () => {
  test('is drawn from the rows of the table beside it', () => in_window({}, 'therapist', async ({ page }) => {
    await page.goto(`${base}/waits?pathway=slt&group_by=area`);
    const names = await page.locator('main table tbody th').allInnerTexts();
    assert.ok(names.length > 0, 'there are rows');
    assert.deepEqual(await page.locator('.clockstart-chart text[font-weight=bold]').allTextContents(), names);
    const counts = await page.locator('main table tbody tr td:nth-child(2)').allInnerTexts();
    const labels = await page.locator('.clockstart-chart text:not([font-weight])').allTextContents();
    labels.forEach((label, row) => assert.ok(counts[row] === '0' || label.startsWith(`${counts[row]} waiting`), label));
  }));
});
