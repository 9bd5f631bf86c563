// The vault: its mediator says something in it, asks for a release; the director decides without seeing it and finds no way in. Axe looks on.
import assert from 'node:assert/strict';
import { journey } from './browser.mjs';
import { axe, login } from './page.mjs';

const SECRET = '一次付清的话可以少要三千，但不要转告对方';

/** A case of this mediator whose vault still takes something in. */
async function mediating(page) {
  await page.goto('/cases');
  const links = await page.locator('main a[href^="/cases/case_"]').evaluateAll((all) => [...new Set(all.map((one) => new URL(one.href).pathname))]);
  for (const path of links) {
    const answer = await page.goto(`${path}/vault`);
    if (answer.status() === 200 && (await page.locator('#put').count()) > 0) return path;
  }
  return assert.fail(`none of ${links.length} cases takes anything into its vault`);
}

journey('a mediator says something behind the wall and the director does not find it', async ({ page, context, program, size }) => {
  await login(page, program, 'mediator');
  const path = await mediating(page);
  await page.goto(path);
  await page.locator(`a[href="${path}/vault"]`).click();
  await page.waitForURL(`**${path}/vault`);
  await axe(page);

  // What is typed stays when it is refused.
  const choose = async (name, value) => {
    const radio = page.locator(`[name="${name}"][value="${value}"]`);
    if (await radio.count()) await radio.check();
    else await page.locator(`select[name="${name}"]`).selectOption(value);
  };
  const words = `${SECRET}（${size}）`;
  await choose('room', 'shared');
  await choose('kind', 'caucus_note');
  await page.locator('[name="text"]').fill(words);
  await page.locator('#put .send .btn').click();
  assert.equal(await page.locator('[name="text"]').inputValue(), words);
  await axe(page);
  await choose('room', 'applicant_caucus');
  await page.locator('[name="amount"]').fill('3,000');
  await page.locator('#put .send .btn').click();
  await page.waitForURL(`**${path}/vault?done=**`);
  const entry = page.locator('.said li', { hasText: words });
  assert.equal(await entry.count(), 1);
  await axe(page);

  // Without every party's consent nothing leaves.
  await entry.locator('a[href$="/release"]').click();
  await page.waitForURL('**/release');
  await axe(page);
  await page.locator('[name="recipient_name"]').fill('柳江区劳动人事争议仲裁委员会');
  await page.locator('[name="purpose"]').fill('双方在仲裁中共同引用');
  await page.locator('[data-main] .send .btn.primary').click();
  assert.ok((await page.locator('.field .error, [role="alert"]').count()) > 0, 'the missing consents are told');
  await axe(page);
  const today = new Date().toISOString().slice(0, 10);
  const days = page.locator('input[name^="consents"][name$="[day]"]');
  for (let n = 0; n < (await days.count()); n += 1) {
    await days.nth(n).fill(today);
    await page.locator(`[name="consents[${n}][note]"]`).fill('一号柜第3格');
  }
  await page.locator('[data-main] .send .btn.primary').click();
  await page.waitForURL(`**${path}/vault?done=**`);

  // The director decides by the papers; the vault itself is not there for them, and the words are nowhere.
  await context.clearCookies();
  await login(page, program, 'director');
  assert.equal((await page.goto(`${path}/vault`)).status(), 404);
  await page.goto(path);
  assert.equal(await page.locator(`a[href="${path}/vault"]`).count(), 0);
  await page.goto('/releases');
  await axe(page);
  const request = page.locator('section.card', { has: page.locator(`a[href="${path}"]`) }).last();
  assert.ok((await request.count()) > 0, 'the request waits');
  assert.ok(!(await page.content()).includes(SECRET), 'the director reads the papers, not the words');
  const open = request.locator('a.btn');
  if (await open.count()) await open.click();
  const form = page.locator('form[data-main]');
  await form.locator('[name="decision"][value="approved"]').check();
  await form.locator('[name="papers_checked"]').check();
  await form.locator('.send .btn').click();
  await page.waitForURL('**/releases?done=**');
  await axe(page);
  await page.goto(path);
  assert.ok(!(await page.content()).includes(SECRET), 'the event tells of the release, not of the words');
});
