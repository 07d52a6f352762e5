// Four days in one step: sending is held, the page says so, and an administrator releases it. One request is set aside. Environment as for pages.mjs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { base, launch, open_window, sign_in, visit } from './browser.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test('an administrator sees that sending is held, and releases it by its button', async () => {
  for (const width of [1280, 390]) {
    const window = await open_window(browser, { width });
    await sign_in(window, process.env.CLOCKSTART_TOKEN_ADMINISTRATOR);
    await visit(window, '/scheduler', { name: 'scheduler-held' });
    assert.equal(await window.page.getByText('Sending is held').count(), 1);
    assert.equal(await window.page.getByText('Needs attention').count(), 1);
    assert.equal(await window.page.locator('#set-aside tbody .clockstart-reference').count(), 1, 'the request that is set aside');
    await visit(window, '/inbox', { name: 'inbox-held' });
    await window.context.close();
  }
  const window = await open_window(browser, { scripts: false });
  await sign_in(window, process.env.CLOCKSTART_TOKEN_ADMINISTRATOR);
  const { page } = window;
  await page.goto(`${base}/scheduler`);
  await page.getByRole('button', { name: /release sending/ }).click();
  assert.equal(new URL(page.url()).pathname, '/scheduler');
  assert.equal(await page.getByText('Sending is held').count(), 0);
  assert.equal(await page.getByText('All is well').count(), 0, 'one request is still set aside');
});
