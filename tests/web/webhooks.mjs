// How an administrator lets another system be told: by form, without JavaScript, wide and narrow. Environment: as pages.mjs.
import assert from 'node:assert/strict';
import { check_page, journey_in_every_way, look_at, said, visit } from './browser.mjs';

journey_in_every_way('an administrator makes a webhook, copies its secret and ends it', process.env.CLOCKSTART_TOKEN_ADMINISTRATOR, async (window, browser, way) => {
  const { page } = window;
  const name = `Records ${said(way)}`;
  await visit(window, '/webhooks');
  await page.fill('#name', name);
  await page.fill('#url', 'https://10.0.0.1/hook');
  await page.fill('#area', 'NOWHERE');
  await page.getByRole('button', { name: 'Make the webhook' }).click();
  assert.equal(await page.locator('.nhsuk-error-summary a[href="#url"]').count(), 1, 'the summary leads to the field');
  assert.match(await page.locator('#url-error').innerText(), /not on the public internet/);
  assert.equal(await page.inputValue('#name'), name, 'what was typed is kept');
  await look_at(window, '/webhooks', 'webhooks-wrong');
  await page.fill('#url', 'http://127.0.0.1:9/hook');
  await page.getByRole('button', { name: 'Make the webhook' }).click();
  assert.match(await page.locator('#area-error').innerText(), /not known/);
  await page.fill('#area', '');
  await page.getByRole('button', { name: 'Make the webhook' }).click();
  assert.match(await page.locator('#made code').innerText(), /^whsec_[A-Za-z0-9+/=]{44}$/);
  await look_at(window, '/webhooks', 'webhooks-made');
  await page.goto(page.url());
  assert.equal(await page.locator('#made').count(), 0, 'the secret is shown once');
  await page.getByRole('button', { name: `End the webhook ${name}`, exact: true }).click();
  await check_page(window, '/webhooks');
  assert.equal(await page.getByRole('button', { name: `End the webhook ${name}`, exact: true }).count(), 0);
});
