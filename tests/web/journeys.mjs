// Ways through the pages, without JavaScript: one request, logged, refused with the field, moved on; how somebody wants to be told;
// what is to be done. Environment as for pages.mjs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { base, check_page, launch, open_window, sign_in } from './browser.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

async function sit_down(token) {
  const window = await open_window(browser, { scripts: false });
  await sign_in(window, token);
  return window;
}

async function fill_date(page, id, date) {
  await page.fill(`#${id}-day`, String(date.getUTCDate()));
  await page.fill(`#${id}-month`, String(date.getUTCMonth() + 1));
  await page.fill(`#${id}-year`, String(date.getUTCFullYear()));
}

const days_ago = (days) => new Date(Date.parse(process.env.CLOCKSTART_TODAY) - days * 86_400_000);

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
  const window = await sit_down(process.env.CLOCKSTART_TOKEN_THERAPIST);
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

test('a therapist asks for one e-mail a day, and puts a wrong address right', async () => {
  const window = await sit_down(process.env.CLOCKSTART_TOKEN_THERAPIST);
  const { page } = window;
  await page.goto(`${base}/inbox`);
  await page.getByRole('link', { name: 'Change how you are told' }).click();
  assert.ok(await page.isChecked('#pace-inbox'), 'nobody is written to unasked');
  await page.check('#pace-daily');
  await page.getByRole('button', { name: 'Save' }).click();
  assert.match(await page.title(), /^Error: /);
  assert.equal(await page.locator('.nhsuk-error-summary a[href="#address"]').count(), 1, 'the address is missed');
  await page.fill('#address', 'sam.okafor at example.test');
  await page.getByRole('button', { name: 'Save' }).click();
  assert.equal(await page.locator('#address-error').count(), 1, 'it is no address');
  assert.equal(await page.inputValue('#address'), 'sam.okafor at example.test', 'nothing has to be typed twice');
  assert.ok(await page.isChecked('#pace-daily'));
  await check_page(window, 'the settings after a wrong address');
  await page.fill('#address', 'sam.okafor@example.test');
  await page.getByRole('button', { name: 'Save' }).click();
  assert.equal(await page.getByRole('alert').getByText('one e-mail a day').count(), 1);
  assert.equal(await page.inputValue('#address'), 'sam.okafor@example.test');
  await check_page(window, 'the settings once saved');
});

test('somebody without an account reads how long the waits are', async () => {
  const window = await open_window(browser, { scripts: false });
  const { page } = window;
  await page.goto(`${base}/sign-in`);
  await page.getByRole('link', { name: 'Published waiting times' }).click();
  await page.selectOption('#pathway', 'equipment');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  assert.equal(await page.inputValue('#pathway'), 'equipment', 'the choice is kept');
  const counts = await page.locator('main tbody tr td:nth-child(2)').allInnerTexts();
  assert.ok(counts.length > 0, 'a row for each area');
  assert.ok(counts.every((count) => count === '*' || Number(count.replace(',', '')) % 5 === 0), counts.join(' '));
  assert.equal(await page.getByText('A star (*) stands for a figure that is not shown').count(), 1);
  await check_page(window, 'published waiting times');
});

test('a commissioner deals with a contract that ends, and the to-do list is one shorter', async () => {
  const window = await sit_down(process.env.CLOCKSTART_TOKEN_COMMISSIONER);
  const { page } = window;
  await page.goto(`${base}/`);
  await page.getByRole('link', { name: 'See what is to do' }).click();
  const button = page.getByRole('button', { name: /^Mark as done/ }).first();
  const row = page.locator('main tbody tr', { has: button }).first();
  const area = (await row.locator('a[href^="/areas/"]').getAttribute('href')).split('/').pop();
  await page.selectOption('#area', area);
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  const before_it = await page.getByRole('button', { name: /^Mark as done/ }).count();
  await button.click();
  assert.equal(await page.getByRole('alert').count(), 1);
  assert.equal(await page.getByRole('button', { name: /^Mark as done/ }).count(), before_it - 1);
  assert.equal(await page.inputValue('#area'), area, 'the choice is kept');
  await page.selectOption('#state', 'closed');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  assert.equal(await page.getByText('by Jo Commissioner').count(), 1, 'it says who did it');
  await check_page(window, 'what is done');
});

test('a manager marks the inbox as seen', async () => {
  const window = await sit_down(process.env.CLOCKSTART_TOKEN_MANAGER);
  const { page } = window;
  await page.goto(`${base}/inbox`);
  await page.getByRole('button', { name: /as seen$/ }).click();
  assert.equal(await page.getByText('There is nothing that you have not seen.').count(), 1);
  await page.getByRole('link', { name: 'Show what you have seen too' }).click();
  assert.ok(await page.locator('main table a[href^="/requests/"]').count() > 0);
  await check_page(window, 'the inbox with what was seen');
});

test('an administrator sets reminders for an area, and puts a forgotten place right', async () => {
  const window = await sit_down(process.env.CLOCKSTART_TOKEN_ADMINISTRATOR);
  const { page } = window;
  await page.goto(`${base}/ladders`);
  await page.getByRole('link', { name: 'Set reminders for an area or a service' }).click();
  await page.selectOption('#target', 'slt:first_contact');
  await fill_date(page, 'from', days_ago(-30));
  await page.fill('#steps-0-amount', '21');
  await page.selectOption('#steps-0-when', 'before');
  await page.selectOption('#steps-0-role', 'team');
  await page.getByRole('button', { name: 'Set these reminders' }).click();
  assert.equal(await page.locator('.nhsuk-error-summary a[href="#place"]').count(), 1, 'the place is missed');
  assert.equal(await page.inputValue('#steps-0-amount'), '21', 'nothing has to be typed twice');
  await check_page(window, 'the form without a place');
  await page.selectOption('#place', { index: 1 });
  await page.getByRole('button', { name: 'Set these reminders' }).click();
  assert.equal(await page.getByRole('alert').getByText('The reminders are set').count(), 1);
  assert.equal(await page.getByText('21 days before the due day: The team').count(), 1);
});
