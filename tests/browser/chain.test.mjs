// The main job: from the window to the archive, as clerk, mediator and director, in both windows; axe looks at every page on the way.
import assert from 'node:assert/strict';
import { act, inDays, now } from './act.mjs';
import { journey } from './browser.mjs';
import { axe, login } from './page.mjs';

/** A valid resident number that nobody has: 450206 with a birthday and a check character. */
function residentNumber(seed) {
  const body = `450206199${seed % 10}0${1 + (seed % 9)}1${seed % 9}9${String(10 + (seed % 80))}`.slice(0, 17);
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return body + '10X98765432'[weights.reduce((sum, weight, place) => sum + weight * Number(body[place]), 0) % 11];
}

async function register(page, seed, name) {
  await page.goto('/intake');
  await axe(page);
  await page.locator('[name="channel"][value="visit"], select[name="channel"]').first().evaluate((node) => {
    if (node.tagName === 'SELECT') node.value = 'visit';
    else node.checked = true;
  });
  await page.locator('[name="applicants[0][name]"]').fill(name);
  await page.locator('[name="applicants[0][id_number]"]').fill(residentNumber(seed));
  await page.locator('[name="respondents[0][name]"]').fill(`柳江试办建材${seed}有限公司`);
  await page.locator('[name="claims[0][kind]"]').selectOption('wage_arrears');
  await page.locator('[name="claims[0][amount]"]').fill('12,000');
  await page.locator('[name="facts"]').fill('2026年8月到10月在工地做木工，三个月没有发工资，有考勤照片和工友证明。');
  await page.locator('[data-main] .send .btn').first().click();
  await page.waitForURL(/\/cases\/case_/);
  return new URL(page.url()).pathname;
}

async function chain(page, program, size, keyboard = false) {
  const seed = (Date.now() % 100_000) + (size === 'phone' ? 7 : 3);
  const today = now().day;
  await login(page, program, 'clerk');
  await axe(page);
  const path = await register(page, seed, '覃䶮·试办');
  await axe(page);
  await act(page, path, 'intake.consent', { party: 1, day: today, means: 'in_person', agrees: true });
  await act(page, path, 'intake.consent', { party: 2, day: today, means: 'phone', agrees: true }, { look: false });
  await act(page, path, 'intake.accept', { scope: 'sc1', complexity: 'simple' });
  await page.goto(`${path}/acts/dispatch.assign`);
  const mine = await page.locator('select[name="mediator"] option, [name="mediator"][value]').evaluateAll((all) => all.map((one) => one.value).filter(Boolean));
  assert.ok(mine.length > 0, 'no mediator is offered');
  await page.goto('/dispatch');
  await axe(page);
  await act(page, path, 'dispatch.assign', { mode: 'here', mediator: await mediatorOf(page, path, program) });

  await logout(page);
  await login(page, program, 'mediator');
  await act(page, path, 'mediation.schedule', { starts: `${inDays(1)}T09:${String(seed % 60).padStart(2, '0')}`, minutes: 15, means: 'online', place: '线上会议室' });
  await act(page, path, 'mediation.invitation', { session: 1, party: 1, state: 'sent', means: 'sms' });
  await act(page, path, 'mediation.minutes', {
    session: 1, began: now(-2).minute, ended: now(-1).minute, rights_told: true, result: 'agreed',
    'statements[0][text]': '三个月工资一共一万二。', 'statements[1][text]': '认可，愿意分两期付清。',
  });
  await act(page, path, 'agreement.draft', {
    'agreed[0][amount]': '12000', 'obligations[0][due]': inDays(5), 'obligations[0][amount]': '12000', 'obligations[0][way]': '银行转账到劳动者本人账户', copies: 3,
  });
  await act(page, path, 'agreement.sign', { signer: 'party', party: 1, day: today, means: 'signature' });
  await act(page, path, 'agreement.sign', { signer: 'party', party: 2, day: today, means: 'seal' }, { look: false });
  await act(page, path, 'agreement.sign', { signer: 'mediator', day: today, means: 'signature' }, { look: false });
  await page.goto(`${path}?tab=agreement`);
  assert.match(await page.locator('main').innerText(), /还没有生效/);
  await act(page, path, 'agreement.sign', { signer: 'organisation', day: today, means: 'seal' }, { look: false });
  await page.goto(`${path}?tab=agreement`);
  assert.match(await page.locator('main').innerText(), /已生效/);
  await axe(page);
  await page.goto(`${path}/papers/agreement`);
  assert.match(await page.locator('main').innerText(), /壹万贰仟元整/);
  await axe(page);
  await act(page, path, 'agreement.deliver', { party: 1, day: today, means: 'in_person' });
  await act(page, path, 'performance.pay', { obligation: 1, amount: '12000', day: today, means: 'bank', proof: '回单0001', confirmed: true });
  for (const visit of [1, 1]) {
    await act(page, path, 'closing.follow_up', { visit, party: 1, means: 'phone', day: today, reached: true, performance: 'full', satisfaction: 5 }, { look: visit === 1 });
  }

  await logout(page);
  await login(page, program, 'director');
  await page.goto(path);
  await axe(page);
  await act(page, path, 'closing.archive', { place: '档案室一柜' });
  await page.goto(path);
  assert.match(await page.locator('main').innerText(), /已归档/);
  assert.equal(await page.locator('.todo a').count(), 0, 'an archived case offers nothing');
  for (const page_ of ['?tab=papers', '?tab=sessions', '?tab=files', '/papers/catalogue']) {
    await page.goto(`${path}${page_}`);
    await axe(page);
  }
  await page.goto('/ledger');
  assert.match(await page.locator('main').innerText(), /覃䶮·试办/);
}

async function mediatorOf(page, path, program) {
  const account = program.logins.mediator;
  await page.goto(`${path}/acts/dispatch.assign`);
  const options = await page.locator('select[name="mediator"] option').evaluateAll((all) => all.map((one) => ({ value: one.value, label: one.textContent })));
  const named = options.find((option) => account.name && option.label.includes(account.name));
  return (named ?? options.find((option) => option.value)).value;
}

async function logout(page) {
  await page.context().clearCookies();
}

journey('an application goes from the window to the archive', async ({ page, program, size }) => chain(page, program, size));
