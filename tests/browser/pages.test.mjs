// Every page of the navigation, for each role that has it, is accessible and fits the window.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
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

journey('a printed case page says of each day how it was worked out', async ({ page, program }) => {
  await login(page, program, 'director');
  await page.goto('/cases?stage=mediating');
  await page.goto(await page.locator('main a[href^="/cases/case_"]').first().getAttribute('href'));
  assert.ok((await page.locator('main details').count()) > 0 && (await page.locator('main details[open]').count()) === 0, 'on the screen it is folded');
  const printed = spawnSync('pdftotext', ['-layout', '-', '-'], { input: await page.pdf({ format: 'A4' }), encoding: 'utf8' });
  assert.equal(printed.status, 0, printed.stderr);
  for (const words of [/依据/, /到期以后/, /日历/, /不计入|不计/]) assert.match(printed.stdout, words);
  assert.doesNotMatch(printed.stdout, /现在还不能做的/);
}, { sizes: ['desktop'] });

/** The first link of a list that leads to one thing. */
async function first(page, list, prefix) {
  await page.goto(list);
  const found = page.locator(`main a[href^="${prefix}"]`);
  assert.ok((await found.count()) > 0, `nothing in ${list}`);
  return found.first().getAttribute('href');
}

journey("the pages behind the director's lists are accessible and fit", async ({ page, program }) => {
  await login(page, program, 'director');
  const behind = [
    await first(page, '/parties', '/parties/party_'),
    await first(page, '/organisations', '/organisations/org_'),
    await first(page, '/mediators', '/mediators/account_'),
    await first(page, '/rooms', '/rooms/room_'),
    await first(page, '/contacts?outcome=advice', '/contacts/contact_'),
  ];
  const party = behind[0];
  for (const path of [...behind, `${party.split('?')[0]}/correct`, '/contacts/new', '/organisations/new', '/divisions', '/rooms', '/rooms?online=1', '/coverage?division=450200000000', '/search?q=工资', '/search?q=没有这样的词', '/cases?q=没有这样的词', '/stuck', '/overdue', '/clocks', '/clocks?rule=TL-10', '/clocks?to=2000-01-01']) {
    const answer = await page.goto(path);
    assert.equal(answer.status(), 200, path);
    await axe(page);
  }
});

journey("the pages behind the administrator's lists are accessible and fit", async ({ page, program }) => {
  await login(page, program, 'administrator');
  const account = await first(page, '/accounts', '/accounts/account_');
  for (const path of [account, '/accounts/new', '/tokens', '/outbox', '/account']) {
    const answer = await page.goto(path);
    assert.equal(answer.status(), 200, path);
    await axe(page);
  }
});
