// Debian's Chromium, one visit at a time, and what every page of Clockstart has to keep.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

export const base = (process.env.CLOCKSTART_URL ?? '').replace(/\/$/, '');
const shots = process.env.CLOCKSTART_SHOTS;

export const launch = () => chromium.launch({
  executablePath: process.env.CLOCKSTART_BROWSER ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

// Wide and narrow, with and without JavaScript.
export const ways = [1280, 390].flatMap((width) => [true, false].map((scripts) => ({ width, scripts })));
export const said = ({ width, scripts }) => `${width} wide, ${scripts ? 'with' : 'without'} JavaScript`;

// One journey of whoever holds that token, tried in every way; `body` gets the window, and the browser for more of them.
export function journey_in_every_way(title, token, body) {
  let browser;
  before(async () => { browser = await launch(); });
  after(() => browser?.close());
  for (const way of ways) {
    test(`${title}, ${said(way)}`, async () => {
      const window = await open_window(browser, way);
      try {
        await sign_in(window, token);
        await body(window, browser, way);
      } finally {
        await window.context.close();
      }
    });
  }
}

// A window of that width. Whatever the pages complain of is gathered in `window.complaints`.
export async function open_window(browser, { width = 1280, scripts = true } = {}) {
  const context = await browser.newContext({
    viewport: { width, height: 900 }, javaScriptEnabled: scripts, locale: 'en-GB', timezoneId: 'Europe/London',
  });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { context, page, complaints, width, scripts };
}

// Opens the part of the page that takes a token, and sends it.
export async function show_token(page, token) {
  await page.getByText('Sign in with an access token').click();
  await page.fill('#token', token);
  await page.getByRole('button', { name: 'Sign in with the token' }).click();
}

export async function sign_in(window, token) {
  const { page } = window;
  await page.goto(`${base}/sign-in`);
  await show_token(page, token);
  assert.equal(await page.getByRole('button', { name: 'Sign out' }).count(), 1, 'signed in');
}

// Goes to a page and checks what holds for all of them.
export async function visit(window, path, { status = 200, name } = {}) {
  const { page, complaints } = window;
  complaints.length = 0;
  const answer = await page.goto(base + path);
  assert.equal(answer.status(), status, `status of ${path}`);
  assert.match(answer.headers()['content-security-policy'] ?? '', /default-src 'none'/, `policy of ${path}`);
  await look_at(window, path, name);
  const real = complaints.filter((text) => !(status >= 400 && /Failed to load resource/.test(text)));
  assert.deepEqual(real, [], `complaints of the browser about ${path}`);
}

// Checks the page that is open, and takes its picture.
export async function look_at(window, path, name) {
  const { page, width, scripts } = window;
  await check_page(window, path);
  if (scripts) {
    await check_accessible(page, `${path} at ${width}`);
  }
  if (shots && scripts) {
    await mkdir(shots, { recursive: true });
    const file = name ?? (path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'home');
    await page.screenshot({ path: join(shots, `${file}-${width}.png`), fullPage: true });
  }
}

export async function check_page({ page, width }, path) {
  assert.equal(await page.locator('h1').count(), 1, `one h1 on ${path}`);
  assert.equal(await page.locator('html[lang="en-GB"]').count(), 1, `language of ${path}`);
  assert.equal(await page.locator('main').count(), 1, `one main on ${path}`);
  assert.equal(await page.locator('[style], style, script').count(), 0, `nothing inline on ${path}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${path} scrolls sideways by ${wide} pixels at ${width}`);
  const text = await page.locator('body').innerText();
  assert.ok(!/\{\{|\}\}|\bNaN\b|\bundefined\b/.test(text), `unfinished words on ${path}`);
}

async function check_accessible(page, where) {
  const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  const faults = found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.target.join(' ')).join(', ')}`);
  assert.deepEqual(faults, [], `accessibility of ${where}`);
}

// Presses Tab until `locator` has the focus; fails after `limit` presses.
export async function tab_to(page, locator, limit = 60) {
  for (let presses = 1; presses <= limit; presses += 1) {
    await page.keyboard.press('Tab');
    if (await locator.evaluate((element) => element === document.activeElement)) {
      return presses;
    }
  }
  assert.fail(`the keyboard does not reach ${locator}`);
}
