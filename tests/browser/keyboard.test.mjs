// Once by keyboard alone: signing in, registering and accepting without touching the mouse.
import assert from 'node:assert/strict';
import { journey } from './browser.mjs';

/** Tabs forward until `selector` has the focus. */
async function tabTo(page, selector, most = 200) {
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  assert.fail(`no way to ${selector} by keyboard on ${page.url()}`);
}

journey(
  'an application is registered and its consent recorded by keyboard alone',
  async ({ page, program }) => {
    const person = program.logins.clerk;
    await page.goto('/login');
    await tabTo(page, 'input[autocomplete=username]');
    await page.keyboard.type(person.account);
    await tabTo(page, 'input[autocomplete=current-password]');
    await page.keyboard.type(person.password);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/desk/);
    await page.keyboard.press('n');
    await page.waitForURL(/\/intake/);
    await tabTo(page, '[name="channel"]');
    await page.keyboard.press('Space');
    await tabTo(page, '[name="applicants[0][name]"]');
    await page.keyboard.type('键盘·玉素甫');
    await tabTo(page, '[name="respondents[0][name]"]');
    await page.keyboard.type('柳江键盘办件有限公司');
    await tabTo(page, '[name="claims[0][kind]"]');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, '[name="facts"]');
    await page.keyboard.type('全程只用键盘登记的一件申请。');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/cases\/case_/);
    await tabTo(page, '.do a.primary');
    await page.keyboard.press('Enter');
    await page.waitForURL(/intake\.consent/);
    await tabTo(page, '[name="means"]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/cases\/case_[0-9a-f]+\?/);
    assert.match(await page.locator('main').innerText(), /同意调解/);
  },
  { sizes: ['desktop'] },
);
