// How an officer does an act on a case in the browser: open its form from the case page, fill fields by name, send.
import assert from 'node:assert/strict';
import { axe } from './page.mjs';

/** Today and the minute now on the wall in Shanghai. */
export function now(minutes = 0) {
  const shanghai = new Date(Date.now() + (8 * 60 + minutes) * 60_000).toISOString();
  return { day: shanghai.slice(0, 10), minute: shanghai.slice(0, 16) };
}

/** The day so many days from today. */
export const inDays = (days) => now(days * 24 * 60).day;

async function fill(page, name, value) {
  const field = page.locator(`[name="${name}"]`);
  const first = field.first();
  const kind = await first.evaluate((node) => (node.tagName === 'SELECT' ? 'select' : node.type));
  if (kind === 'select') {
    // By value, by label, or the n-th real choice.
    if (typeof value === 'number') await first.selectOption({ index: value });
    else await first.selectOption(value);
  } else if (kind === 'radio') {
    if (typeof value === 'number') await field.nth(value).check();
    else await page.locator(`[name="${name}"][value="${value}"]`).check();
  } else if (kind === 'checkbox') {
    for (const box of await field.all()) if (value === true || [value].flat().includes(await box.getAttribute('value'))) await box.check();
  } else await first.fill(String(value));
}

/** Does an act: `fields` are names with values; a number picks the n-th choice. */
export async function act(page, casePath, name, fields, { look = true } = {}) {
  await page.goto(`${casePath}/acts/${name}`);
  assert.equal(await page.locator('h1').count(), 1, `${name} is not offered: ${await page.locator('main').innerText()}`);
  for (const [field, value] of Object.entries(fields)) await fill(page, field, value);
  if (look) await axe(page);
  const confirms = await page.locator('[data-main] [data-confirm]').count();
  if (confirms > 0) {
    await page.locator('[data-main] [data-confirm]').click();
    await page.locator('dialog[open] button[value=yes], dialog[open] .danger, dialog[open] .primary').first().click();
  } else await page.locator('[data-main] .send .primary').click();
  await page.waitForURL((address) => !address.pathname.includes('/acts/'), { timeout: 10_000 }).catch(async () => {
    assert.fail(`${name} was not done: ${await page.locator('main').innerText()}`);
  });
}
