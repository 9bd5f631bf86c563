// The door: what everyone sees first.
import assert from 'node:assert/strict';
import { journey } from './browser.mjs';
import { axe } from './page.mjs';

for (const colorScheme of ['light', 'dark']) {
  journey(
    `the login page is accessible, ${colorScheme}`,
    async ({ page }) => {
      await page.goto('/login');
      assert.match(await page.title(), /登录/);
      await axe(page);
    },
    { colorScheme },
  );
}

journey(
  'a wrong password is answered with a sentence and the account stays typed',
  async ({ page, program }) => {
    await page.goto('/login');
    const account = program.logins.clerk.account;
    await page.locator('input[autocomplete=username]').fill(account);
    await page.locator('input[autocomplete=current-password]').fill('not the password');
    await page.locator('input[autocomplete=current-password]').press('Enter');
    await page.locator('[role=alert]').waitFor();
    assert.equal(await page.locator('input[autocomplete=username]').inputValue(), account);
    await axe(page);
  },
  { sizes: ['phone'] },
);
