// How somebody comes to an account, signs in, loses the phone and leaves: wide and narrow, with and without JavaScript.
// Environment: as pages.mjs. The codes of the app are Debian's oathtool's.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { base, journey_in_every_way, look_at, open_window, said, visit } from './browser.mjs';

const administrator = process.env.CLOCKSTART_TOKEN_ADMINISTRATOR;

// By the clock of the daemon, which the trial has moved; `later` seconds from now.
async function code_of(seed, later = 0) {
  const answer = await fetch(`${base}/api/v1/scheduler`, { headers: { Authorization: `Bearer ${administrator}` } });
  const now = new Date(Date.parse((await answer.json()).now) + later * 1000);
  const words = ['--totp', '--base32', '--now', now.toISOString().replace('T', ' ').replace(/\..*/, ' UTC'), seed];
  return execFileSync('oathtool', words, { encoding: 'utf8' }).trim();
}
const button = (page, name) => page.getByRole('button', { name, exact: true });

journey_in_every_way('somebody is invited, signs in, loses the phone and leaves', administrator, async (window, browser, way) => {
  const name = `Jo Hart ${said(way)}`;
  const address = `jo.${way.width}.${way.scripts}@example.org`;
  const password = 'kettle-harbour-violin';

  const { page } = window;
  await visit(window, '/people');
  await page.fill('#name', name);
  await page.fill('#address', 'no address');
  await button(page, 'Make the link').click();
  for (const field of ['role', 'address']) {
    assert.equal(await page.locator(`.nhsuk-error-summary a[href^="#${field}"]`).count(), 1, `the summary leads to ${field}`);
  }
  await look_at(window, '/people', 'people-wrong');
  await page.selectOption('#role', 'therapist');
  await page.fill('#address', address);
  await button(page, 'Make the link').click();
  const link = await page.locator('#made code').innerText();
  await look_at(window, '/people', 'people-made');

  const theirs = await open_window(browser, way);
  const jo = theirs.page;
  await visit(theirs, link, { name: 'welcome' });
  await jo.getByText('The app cannot read the square').click();
  const seed = (await jo.locator('.clockstart-secret code').innerText()).replaceAll(' ', '');
  await jo.fill('#password', 'short');
  await jo.fill('#password_again', 'short');
  await jo.fill('#code', '1');
  await button(jo, 'Set up my account').click();
  assert.equal(await jo.locator('.nhsuk-error-summary a[href="#password"]').count(), 1);
  await look_at(theirs, '/welcome', 'welcome-wrong');
  await jo.fill('#password', password);
  await jo.fill('#password_again', password);
  await jo.fill('#code', await code_of(seed));
  await button(jo, 'Set up my account').click();
  const recovery = await jo.locator('#codes code').allInnerTexts();
  assert.equal(recovery.length, 10);
  await look_at(theirs, '/welcome', 'recovery-codes');
  await jo.getByRole('link', { name: 'I have kept them' }).click();
  await button(jo, 'Sign out').click();

  const sign_in = async (typed, code) => {
    await jo.goto(`${base}/sign-in`);
    await jo.fill('#address', address);
    await jo.fill('#password', typed);
    await button(jo, 'Continue').click();
    if (code) {
      await look_at(theirs, '/sign-in', 'sign-in-code');
      await jo.fill('#code', code);
      await button(jo, 'Sign in').click();
    }
  };
  await sign_in('not-my-password');
  assert.equal(await jo.locator('.nhsuk-error-summary a[href="#password"]').count(), 1);
  assert.equal(await jo.inputValue('#address'), address, 'the address is kept');
  await look_at(theirs, '/sign-in', 'sign-in-wrong');
  await sign_in(password, await code_of(seed, 30)); // the next one: each counts once
  assert.equal(await button(jo, 'Sign out').count(), 1);
  await visit(theirs, '/account');
  await button(jo, 'Sign out').click();
  await sign_in(password, recovery[0]);
  assert.equal(await button(jo, 'Sign out').count(), 1, 'a recovery code lets in');

  await page.goto(`${base}/people`);
  await button(page, `New password for ${name}`).click();
  const reset = await page.locator('#made code').innerText();
  await visit(theirs, reset, { name: 'reset' });

  await page.goto(`${base}/people`);
  await button(page, `Disable the account of ${name}`).click();
  await jo.goto(`${base}/account`);
  assert.equal(await button(jo, 'Sign out').count(), 0, 'signed out at once');
  await visit(window, '/people', { name: 'people-disabled' });
  await theirs.context.close();
});
