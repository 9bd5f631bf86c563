// What a claim is worth: on the intake form beside its row, and for everybody without signing in and without script.
import assert from 'node:assert/strict';
import { journey } from './browser.mjs';
import { main } from './chain.mjs';
import { mouse } from './mouse.mjs';
import { axe } from './page.mjs';

const FACTS = { start: '2018-03-15', last: '2024-09-20', avg_wage: '8000', area_avg: '9000', min_wage: '2000' };

journey('a clerk works out an amount beside its claim and takes it over', async ({ page, program }) => {
  const hand = mouse(page, program);
  await hand.signIn('clerk');
  await hand.go('/intake');
  await hand.fill({ 'applicants[0][name]': '韦算清', 'claims[0][kind]': 'economic_compensation', facts: '公司提出解除，没有给经济补偿。' });
  await page.locator('button[name="_worth"]').first().click();
  await page.waitForLoadState();
  const row = page.locator('#claims-0');
  assert.ok(await row.locator('details.worth').evaluate((node) => node.open));
  await axe(page);
  await hand.fill(Object.fromEntries(Object.entries(FACTS).map(([name, value]) => [`claims[0][worth][${name}]`, value])));
  await row.locator('button[name="_worth"]').click();
  await page.waitForLoadState();
  assert.match(await row.innerText(), /应付 56,000\.00 元/);
  await axe(page);
  await row.locator('button[name="_take"]').click();
  await page.waitForLoadState();
  assert.equal(await page.locator('[name="claims[0][amount]"]').inputValue(), '56000.00');
  assert.equal(await page.locator('[name="applicants[0][name]"]').inputValue(), '韦算清', 'nothing typed is lost');
  await axe(page);
});

journey(
  'anybody works out what is due, without signing in and without script',
  async ({ page }) => {
    await page.goto('/login');
    await page.locator('a[href="/calculator"]').click();
    await page.locator('a[href="/calculator/severance"]').click();
    for (const [name, value] of Object.entries(FACTS)) await page.locator(`[name="${name}"]`).fill(value);
    await page.locator('.send .btn.primary').click();
    assert.match(await main(page), /应付 56,000\.00 元/);
    await page.goto('/calculator/overtime');
    await page.locator('[name="_add"]').click();
    assert.equal(await page.locator('.rows-item').count(), 2);
  },
  { javaScriptEnabled: false },
);

journey('the calculator for everybody is accessible and fits', async ({ page }) => {
  await page.goto('/calculator');
  await axe(page);
  await page.goto('/calculator/severance');
  await axe(page);
  await page.locator('[name="avg_wage"]').fill('-1');
  await page.locator('.send .btn.primary').click();
  await axe(page);
  for (const [name, value] of Object.entries(FACTS)) await page.locator(`[name="${name}"]`).fill(value);
  await page.locator('.send .btn.primary').click();
  await axe(page);
});
