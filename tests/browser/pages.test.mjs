// Every page of the navigation, for each role that has it, is accessible and fits the window.
import assert from 'node:assert/strict';
import { journey } from './browser.mjs';
import { axe, login } from './page.mjs';

for (const role of ['clerk', 'mediator', 'director', 'supervisor', 'statistician', 'administrator', 'auditor']) {
  journey(`every page of the ${role}'s navigation is accessible and fits`, async ({ page, program }) => {
    await login(page, program, role);
    const links = await page.locator('nav.side a').evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute('href')))]);
    assert.ok(links.length > 2, `${role} has no navigation`);
    for (const link of [...links, '/account']) {
      const answer = await page.goto(link);
      assert.equal(answer.status(), 200, link);
      await axe(page);
    }
  });
}

journey('a case page is accessible on every tab, in the dark too', async ({ page, program }) => {
  await login(page, program, 'director');
  await page.goto('/cases');
  const first = await page.locator('main a[href^="/cases/case_"]').first().getAttribute('href');
  for (const tab of ['', '?tab=papers', '?tab=sessions', '?tab=agreement', '?tab=files']) {
    await page.goto(first + tab);
    await axe(page);
  }
}, { colorScheme: 'dark' });
