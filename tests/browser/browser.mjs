// Opens Debian's Chromium, one for each test file, and gives every journey a window of its own.
// A journey fails when the page throws, writes an error to the console, or the server answers 5xx.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { sharedProgram } from './program.mjs';

/** The two windows every page has to be good in. */
export const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

/** Starts Chromium with a new profile. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.HETIAO_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-gpu', '--font-render-hinting=none'],
  });
}

/** A window of the given size on `url`; `troubles` collects what went wrong in it. */
export async function openWindow(browser, url, viewport, options = {}) {
  const context = await browser.newContext({ baseURL: url, viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(10_000);
  const troubles = [];
  context.on('weberror', (trouble) => troubles.push(`thrown in the page: ${trouble.error().message}`));
  context.on('console', (line) => {
    // A refused form is answered with 4xx on purpose; Chromium writes that to the console as an error too.
    if (line.type() === 'error' && !line.text().includes('the server responded with a status of 4')) troubles.push(`console: ${line.text()}`);
  });
  context.on('response', (answer) => {
    if (answer.status() >= 500) troubles.push(`${answer.status()} from ${answer.request().method()} ${answer.url()}`);
  });
  return { context, page: await context.newPage(), troubles };
}

let browser;
const started = () => {
  before(async () => (browser = await launch()));
  after(async () => browser?.close());
};
let registered = false;

/**
 * A journey: `journey(title, async ({ page, context, program, size }) => …)`, told once in each window of `sizes`.
 * The test's name is "title (desktop)" and "title (phone)".
 */
export function journey(title, story, { sizes = Object.keys(SIZES), timeout = 180_000, ...options } = {}) {
  if (!registered) started();
  registered = true;
  for (const size of sizes) {
    test(`${title} (${size})`, { timeout }, async (t) => {
      const program = sharedProgram();
      const { context, page, troubles } = await openWindow(browser, program.url, SIZES[size], options);
      try {
        await story({ page, context, program, size });
        assert.deepEqual(troubles, []);
      } catch (cause) {
        t.diagnostic(`it stood on ${page.url()}`);
        for (const trouble of troubles) t.diagnostic(trouble);
        throw cause;
      } finally {
        await context.close();
      }
    });
  }
}
