// The main job told once, from the first contact to the archive; a hand does it: with the mouse (mouse.mjs) or by keyboard alone (keys.mjs).
// A hand can: signIn(role), signOut(), go(address), find(words, address), fill(fields), send(button), look().
import assert from 'node:assert/strict';

/** Today and the minute now on the wall in Shanghai. */
export function now(minutes = 0) {
  const shanghai = new Date(Date.now() + (8 * 60 + minutes) * 60_000).toISOString();
  return { day: shanghai.slice(0, 10), minute: shanghai.slice(0, 16) };
}

/** The day so many days from today. */
export const inDays = (days) => now(days * 24 * 60).day;

/** A valid resident number that nobody has: 450206 with a birthday and a check character. */
function residentNumber(seed) {
  const body = `450206199${seed % 10}0${1 + (seed % 9)}1${seed % 9}9${String(10 + (seed % 80))}`.slice(0, 17);
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return body + '10X98765432'[weights.reduce((sum, weight, place) => sum + weight * Number(body[place]), 0) % 11];
}

/** What stands on the page. */
export const main = (page) => page.locator('main').innerText();

/** Waits until the form is left; what stands on the page tells why it was not. */
async function left(page, reached, what) {
  await page.waitForURL((address) => reached(address), { timeout: 10_000 }).catch(async () => assert.fail(`${what} was not done: ${await main(page)}`));
}

/** Does an act from the case page: `fields` are names with values; a number picks the n-th choice. */
export async function act(hand, path, name, fields, { look = true } = {}) {
  await hand.go(`${path}/acts/${name}`);
  assert.equal(await hand.page.locator('h1').count(), 1, `${name} is not offered: ${await main(hand.page)}`);
  await hand.fill(fields);
  if (look) await hand.look();
  await hand.send();
  await left(hand.page, (address) => !address.pathname.includes('/acts/'), name);
}

/** The clerk receives somebody, and registers the application that comes of it. Answers the address of the case. */
export async function receive(hand, seed, worker, employer, claims = [['wage_arrears', '12,000']], more = {}) {
  const { page } = hand;
  await hand.go('/contacts/new');
  await hand.fill({ channel: 'visit', person_name: worker, phone: `1990000${String(1000 + (seed % 9000))}`, employer_name: employer, summary: '在工地做了三个月，工资一直没发。' });
  await hand.look();
  await hand.send('[name="_then"][value="intake"]');
  await left(page, (address) => address.pathname === '/intake', 'the contact');
  // What is seldom asked stands folded.
  if (Object.keys(more).length > 0) await page.evaluate(() => document.querySelectorAll('main details').forEach((one) => (one.open = true)));
  await hand.fill({
    'applicants[0][name]': worker,
    'applicants[0][id_number]': residentNumber(seed),
    'respondents[0][name]': employer,
    facts: '2026年8月到10月在工地做木工，三个月没有发工资，有考勤照片和工友证明。',
    ...more,
  });
  for (const [row, [kind, amount]] of claims.entries()) {
    if (row > 0) await hand.send('[name="_add"][value="claims"]');
    await hand.fill({ [`claims[${row}][kind]`]: kind, ...(amount && { [`claims[${row}][amount]`]: amount }) });
  }
  await hand.look();
  await hand.send();
  await left(page, (address) => address.pathname.startsWith('/cases/case_'), 'the registration');
  return new URL(page.url()).pathname;
}

/** Who signs in as mediator in the synthetic city. */
const MEDIATOR = /莫怀瑾/;

/** Both sides agree to mediation, the case is accepted and given to a mediator of the centre, the one who signs in as mediator unless told; `between` comes before the last. */
export async function accepted(hand, path, between = async () => {}, mediator = MEDIATOR) {
  const today = now().day;
  await act(hand, path, 'intake.consent', { party: 1, day: today, means: 'in_person', agrees: true });
  await act(hand, path, 'intake.consent', { party: 2, day: today, means: 'phone', agrees: true }, { look: false });
  await act(hand, path, 'intake.accept', { scope: 'sc1', complexity: 'simple' });
  await between();
  await act(hand, path, 'dispatch.assign', { mode: 'here', mediator });
}

/** A session in which both sides agree. */
export async function talked(hand, path, seed) {
  await act(hand, path, 'mediation.schedule', { starts: `${inDays(1)}T09:${String(seed % 60).padStart(2, '0')}`, minutes: 15, means: 'online', place: '线上会议室' });
  await act(hand, path, 'mediation.invitation', { session: 1, party: 1, state: 'sent', means: 'sms' });
  await act(hand, path, 'mediation.minutes', {
    session: 1, began: now(-2).minute, ended: now(-1).minute, rights_told: true, 'statements[0][text]': '三个月工资一共一万二。',
    'statements[1][text]': '认可，愿意分期付清。', result: 'agreed',
  });
}

/** Every hand but the seal. */
export async function signed(hand, path) {
  const today = now().day;
  await act(hand, path, 'agreement.sign', { signer: 'party', party: 1, day: today, means: 'signature' });
  await act(hand, path, 'agreement.sign', { signer: 'party', party: 2, day: today, means: 'seal' }, { look: false });
  await act(hand, path, 'agreement.sign', { signer: 'mediator', day: today, means: 'signature' }, { look: false });
}

/** The whole chain with one hand; `seed` makes the people of this run its own. */
export async function chain(hand, seed) {
  const { page } = hand;
  const today = now().day;
  const [worker, employer] = [`覃䶮·试办${seed}`, `柳江试办建材${seed}有限公司`];

  await hand.signIn('clerk');
  await hand.look();
  const path = await receive(hand, seed, worker, employer);
  await hand.look();
  await accepted(hand, path, async () => {
    await hand.go('/dispatch');
    await hand.look();
    await hand.find(worker, path);
  });
  await hand.signOut();
  await hand.signIn('mediator');
  await hand.find(worker, path);
  await talked(hand, path, seed);
  await act(hand, path, 'agreement.draft', {
    'agreed[0][amount]': '12000', 'obligations[0][due]': inDays(5), 'obligations[0][amount]': '12000', 'obligations[0][way]': '银行转账到劳动者本人账户', copies: 3,
  });
  await signed(hand, path);
  await hand.go(`${path}?tab=agreement`);
  assert.match(await main(page), /还没有生效/);
  await act(hand, path, 'agreement.sign', { signer: 'organisation', day: today, means: 'seal' }, { look: false });
  await hand.go(`${path}?tab=agreement`);
  assert.match(await main(page), /已生效/);
  await hand.look();
  await hand.go(`${path}?tab=papers`);
  await hand.go(`${path}/papers/agreement`);
  assert.match(await main(page), /壹万贰仟元整/);
  await hand.look();
  await hand.go(`${path}?tab=papers`);
  await act(hand, path, 'agreement.deliver', { party: 1, day: today, means: 'in_person' });
  await act(hand, path, 'performance.pay', { obligation: 1, amount: '12000', day: today, means: 'bank', proof: '回单0001', confirmed: true });
  for (const visit of [1, 1]) {
    await act(hand, path, 'closing.follow_up', { visit, party: 1, means: 'phone', day: today, reached: true, performance: 'full', satisfaction: 5 }, { look: visit === 1 });
  }

  await hand.signOut();
  await hand.signIn('director');
  await hand.find(worker, path);
  await hand.look();
  await act(hand, path, 'closing.archive', { place: '档案室一柜' });
  assert.match(await main(page), /已归档/);
  const offered = await page.locator('.todo a').evaluateAll((all) => all.map((one) => one.getAttribute('href').split('/').pop()));
  assert.deepEqual(offered, ['closing.keep_longer'], 'an archived case offers nothing but to keep its dossier longer');
  for (const part of ['?tab=papers', '?tab=sessions', '?tab=files', '/papers/catalogue']) {
    await hand.go(`${path}${part}`);
    await hand.look();
  }
  await hand.go('/ledger');
  assert.match(await main(page), new RegExp(worker));
}
