// The way of one request through the pages, without JavaScript: logged, refused with the field, moved on.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { base, check_page, launch, open_window, sign_in } from './browser.mjs';

let browser;
let window;
before(async () => {
  browser = await launch();
  window = await open_window(browser, { scripts: false });
  await sign_in(window, process.env.CLOCKSTART_TOKEN_THERAPIST);
});
after(() => browser?.close());

async function fill_date(page, id, date) {
  await page.fill(`#${id}-day`, String(date.getUTCDate()));
  await page.fill(`#${id}-month`, String(date.getUTCMonth() + 1));
  await page.fill(`#${id}-year`, String(date.getUTCFullYear()));
}

const days_ago = (days) => new Date(Date.now() - days * 86_400_000);

// Ten digits of the range that belongs to nobody, the last one by Modulus 11.
function invented_nhs_number() {
  for (;;) {
    const digits = `999${String(Math.floor(Math.random() * 1e6)).padStart(6, '0')}`;
    const check = 11 - ([...digits].reduce((sum, digit, place) => sum + Number(digit) * (10 - place), 0) % 11);
    if (check !== 10) {
      return digits + (check % 11);
    }
  }
}

test('a therapist logs a request, puts a wrong date right, and records what happened', async () => {
  const { page } = window;
  await page.goto(`${base}/requests`);
  await page.getByRole('link', { name: 'Log a new request' }).click();
  await page.check('#pathway-equipment');
  await page.click('main button[type=submit]');

  await page.selectOption('#service', { index: 1 });
  await page.fill('#clock_start_on-day', '31');
  await page.fill('#clock_start_on-month', '4');
  await page.fill('#clock_start_on-year', '2026');
  await page.check('#priority-routine');
  await page.fill('#child-given_name', 'Zofia <b>');
  await page.fill('#child-family_name', "O'Testing & Co");
  await fill_date(page, 'child-birth_date', new Date(Date.UTC(2019, 2, 31)));
  await page.fill('#child-nhs_number', invented_nhs_number());
  await page.selectOption('#items-0-category', { index: 1 });
  await page.fill('#items-0-description', 'Standing frame, size 2');
  await page.fill('#items-0-quantity', '1');
  await page.getByRole('button', { name: 'Start the clock' }).click();

  assert.equal(await page.locator('.nhsuk-error-summary a[href^="#clock_start_on"]').count(), 1, 'the wrong date is named');
  assert.match(await page.title(), /^Error: /);
  assert.equal(await page.inputValue('#child-given_name'), 'Zofia <b>', 'nothing has to be typed twice');
  await check_page(window, 'the form after a wrong date');

  await fill_date(page, 'clock_start_on', days_ago(43));
  await page.getByRole('button', { name: 'Start the clock' }).click();
  assert.match(new URL(page.url()).pathname, /^\/requests\/EQ-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  assert.equal(await page.locator('.clockstart-clock .nhsuk-tag', { hasText: 'Past target' }).count(), 1, '43 days is past 42');
  assert.equal(await page.getByText("Zofia <b> O'Testing & Co").count(), 1, 'the name is shown as it was typed');

  await page.getByRole('link', { name: 'Record what happened' }).click();
  await page.check('#type-assessed');
  await page.click('main button[type=submit]');
  await fill_date(page, 'on', days_ago(40));
  await page.getByRole('button', { name: 'Save' }).click();
  assert.ok(await page.locator('.clockstart-timeline__what', { hasText: 'Assessed' }).count() >= 1, 'it is on the timeline');
  await check_page(window, 'the request after an event');
});
