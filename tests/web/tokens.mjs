// How an administrator gives and takes access: by form, without JavaScript, wide and narrow. Environment: as pages.mjs.
import assert from 'node:assert/strict';
import { check_page, journey_in_every_way, look_at, open_window, said, sign_in, visit } from './browser.mjs';

journey_in_every_way('an administrator gives access, and takes it away again', process.env.CLOCKSTART_TOKEN_ADMINISTRATOR, async (window, browser, way) => {
  const { page } = window;
  const name = `Newcomer ${said(way)}`;
  await visit(window, '/tokens');
  await page.fill('#name', name);
  await page.fill('#area', 'NOWHERE');
  await page.fill('#expires_on-day', '31');
  await page.fill('#expires_on-month', '2');
  await page.fill('#expires_on-year', '2027');
  await page.getByRole('button', { name: 'Make the token' }).click();
  for (const field of ['role', 'area', 'expires_on']) {
    assert.equal(await page.locator(`.nhsuk-error-summary a[href^="#${field}"]`).count(), 1, `the summary leads to ${field}`);
  }
  assert.equal(await page.inputValue('#name'), name, 'what was typed is kept');
  await look_at(window, '/tokens', 'tokens-wrong');
  await page.selectOption('#role', 'therapist');
  await page.fill('#area', '99G');
  await page.fill('#expires_on-month', '3');
  await page.getByRole('button', { name: 'Make the token' }).click();
  const token = await page.locator('#made code').innerText();
  assert.match(token, /^cs_[A-Za-z0-9_-]{43}$/);
  await look_at(window, '/tokens', 'tokens-made');
  const other = await open_window(browser, way);
  await sign_in(other, token);
  await page.goto(page.url());
  assert.equal(await page.locator('#made').count(), 0, 'the token is shown once');
  await page.getByRole('button', { name: `End the token of ${name}`, exact: true }).click();
  await check_page(window, '/tokens');
  assert.equal(await page.getByRole('button', { name: `End the token of ${name}`, exact: true }).count(), 0);
  await other.page.reload();
  assert.equal(await other.page.getByRole('button', { name: 'Sign out' }).count(), 0, 'signed out at once');
  await other.context.close();
});
