// How an auditor finds who saw a child, and how an administrator answers the family: without JavaScript, wide and narrow. Environment: as
// pages.mjs.
import assert from 'node:assert/strict';
import { journey_in_every_way, look_at, open_window, sign_in, visit } from './browser.mjs';

journey_in_every_way('an administrator finds who saw a child, and what is held of the child', process.env.CLOCKSTART_TOKEN_ADMINISTRATOR, async (window, browser, way) => {
  const { page } = window;
  const other = await open_window(browser, way);
  await sign_in(other, process.env.CLOCKSTART_TOKEN_THERAPIST);
  await visit(other, '/requests?pathway=equipment&sort=newest');
  const link = await other.page.locator('main table a[href^="/requests/"]').first().getAttribute('href');
  await visit(other, link, { name: 'audit-read' });
  await other.context.close();
  const reference = link.split('/').pop();

  await visit(window, '/audit');
  await page.fill('#reference', reference);
  await page.selectOption('#what', 'request.read');
  await page.getByRole('button', { name: 'Show' }).click();
  assert.ok(await page.locator('main table tbody tr', { hasText: 'Opened the record' }).filter({ hasText: 'Sam Okafor' }).count() > 0, 'the reading is there');
  assert.equal(await page.inputValue('#reference'), reference, 'what was asked for stays');
  await look_at(window, '/audit', 'audit-narrowed');
  await page.fill('#reference', 'EQ-0000-0000');
  await page.getByRole('button', { name: 'Show' }).click();
  assert.equal(await page.locator('main table').count(), 0, 'there is no such request');

  await visit(window, link, { name: 'audit-request' });
  await page.getByRole('link', { name: "Who saw this child's record" }).click();
  assert.ok(await page.getByText("Opened your child's record").count() > 0, 'in words for the family');
  await look_at(window, `${link}/access`, 'access');
  await visit(window, link, { name: 'audit-request' });
  await page.getByRole('link', { name: 'All that is held about this child' }).click();
  assert.ok(await page.getByText('Prepared a copy of all that is held about your child').count() > 0, 'this looking too');
  await look_at(window, `${link}/subject-access`, 'subject-access');
});
