// A mediator from application to renewal, lent, then dismissed when no case is left; an appraisal whose peers disagree.
import assert from 'node:assert/strict';
import { journey } from './browser.mjs';
import { accepted, inDays, main, now, receive } from './chain.mjs';
import { mouse } from './mouse.mjs';
import { become, enter, refused, step, way } from './register.mjs';

/** A valid resident number that nobody has. */
function residentNumber(seed) {
  const body = `45020619880${1 + (seed % 9)}1${seed % 9}9${String(10 + (seed % 80))}`.slice(0, 17);
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return body + '10X98765432'[weights.reduce((sum, weight, place) => sum + weight * Number(body[place]), 0) % 11];
}

journey('a mediator applies, is appointed, renewed, lent, and dismissed only when no case is left', async ({ page, program, size }) => {
  const hand = mouse(page, program);
  const seed = (Date.now() % 80_000) + (size === 'phone' ? 7 : 8);
  const name = `闻试用${seed}`;
  const today = now().day;
  await hand.signIn('director');
  const apply = await enter(hand, 'candidacy', { name, id_number: residentNumber(seed), phone: `1990000${String(1000 + (seed % 9000))}`, reasons: '做了五年网格员。' }, { look: true });
  const checks = { fair: true, keen: true, lawful: true, steady: true };
  await step(hand, apply, 'checked', { ...checks, checked_by: '韦思岚，核对证件和社区证明' }, { look: true });
  await step(hand, apply, 'interviewed', { interviewed_on: today, interview: '讲得清楚。' });
  await step(hand, apply, 'trial', { trial_until: inDays(90) });
  await become(hand, 'administrator');
  await step(hand, apply, 'appointed', { trial: '试用合格。', pledged_on: today });
  assert.match(await main(page), /同意聘任/);
  await hand.look();
  await hand.go('/accounts/new');
  await hand.fill({ login: `shiyong${seed}`, name, 'grants[0][role]': 'mediator', 'grants[0][office]': 1 });
  await hand.send();
  await page.getByRole('link', { name: '看这个账号' }).click();
  await page.waitForURL(/\/accounts\/account_/).catch(async () => assert.fail(await main(page)));
  const account = new URL(page.url()).pathname.split('/').pop();
  await hand.go(`/mediators/${account}/edit`);
  await hand.look();
  const office = await page.locator('main [name=organisations]').first().getAttribute('value');
  await hand.fill({ organisations: office, full_time: true });
  await hand.send();

  await become(hand, 'director');
  const person = await enter(hand, 'person', { name, roles: 'full_time', languages: ['mandarin'], account: { label: name }, since: today }, { look: true });
  const certificate = await enter(hand, 'certificate', { person: { label: name }, letter: `试聘${seed}-1`, level: 'three', from: inDays(-360), until: inDays(30) }, { look: true });
  await hand.go('/runs-out');
  assert.match(await main(page), new RegExp(name));
  await hand.go(certificate);
  await page.getByRole('link', { name: '续聘' }).click();
  await page.waitForURL(/\/ways\/renew/);
  assert.equal(await page.locator('[name=from]').inputValue(), inDays(31), 'the new term begins on the next day');
  const renewed = await way(hand, certificate, 'renew', { letter: `试聘${seed}-2`, level: 'two', until: inDays(31 + 1095) }, { look: true });
  assert.match(await main(page), /有效/);
  assert.notEqual(renewed, certificate);
  await enter(hand, 'posting', { person: { label: name }, organisation: 9, sort: 'loan', from: inDays(1), until: inDays(40), document: '借调函' });
  await hand.go('/dispatch');
  assert.match(await main(page), /今天谁在/);
  await hand.look();
  await hand.go(person);
  await hand.look();
  const told = await main(page);
  for (const words of [`试聘${seed}-1`, '已续聘', `试聘${seed}-2`, '借调']) assert.ok(told.includes(words), `${words} stands on the page: ${told}`);

  // Three cases are given to the new mediator.
  await become(hand, 'clerk');
  const cases = [];
  const quick = { ...hand, look: async () => {} };
  for (const n of [1, 2, 3]) {
    const path = await receive(quick, seed + n * 11, `覃䶮·交接${seed}${n}`, `柳江交接建材${seed}${n}有限公司`);
    await accepted(quick, path, undefined, new RegExp(name));
    cases.push(path);
  }
  await become(hand, 'director');
  const leaving = { grounds: 'unfit', left_on: today };
  assert.match(await refused(hand, person, 'dismissed', leaving), /案件/, 'nobody leaves open cases behind');
  // All three are handed over in one form, which the refused step names.
  await page.locator('[role=alert] a').click();
  await page.waitForURL(/\/mediators\/account_[^/]+\/cases$/);
  await hand.look();
  await hand.fill({ to: /莫怀瑾/, reason: '原调解员解聘，交接给同事。' });
  await hand.send();
  await page.locator('h2', { hasText: '已移交 3 件' }).waitFor({ timeout: 10_000 }).catch(async () => assert.fail(await main(page)));
  await hand.look();
  await hand.go(cases[0]);
  assert.match(await main(page), /原调解员解聘，交接给同事。/);
  await step(hand, person, 'dismissed', leaving);
  assert.match(await main(page), /已解聘/);
  await hand.look();
  await hand.go(`/roster?q=${encodeURIComponent(name)}`);
  assert.match(await main(page), /0 人|没有找到/, 'who is gone is not on the public roster');
});

journey('an appraisal: two peers disagree, the person objects, another decides', async ({ page, program, size }) => {
  // The two peers of other offices sign in with the city's one password.
  const peer = (account) => ({ account, password: program.logins.mediator.password });
  const hand = mouse(page, { ...program, logins: { ...program.logins, 莫老庚: peer('tiaojie09'), 谢令仪: peer('tiaojie13') } });
  const year = 2030 + (Date.now() % 30) + (size === 'phone' ? 30 : 0);
  await hand.signIn('director');
  const appraisal = await enter(hand, 'appraisal', { person: { label: '莫怀瑾' }, year }, { look: true });
  assert.match(await refused(hand, appraisal, 'told', { grade: 'pass', opinion: '先定合格。' }), /先取数/, 'nothing is told before there are figures');
  await hand.go(appraisal);
  await page.getByRole('button', { name: '从案件里取数' }).click();
  await page.waitForURL(/\?done=/).catch(async () => assert.fail(await main(page)));
  await hand.look();
  const review = async (reviewer, marks) => {
    await hand.go(`/registers/peer_review/new?appraisal=${appraisal.split('/').pop()}`);
    await hand.fill({ case_number: `抽查${year}`, reviewer: { label: reviewer } });
    await hand.send();
    await page.waitForURL(/\/records\//).catch(async () => assert.fail(await main(page)));
    const one = new URL(page.url()).pathname;
    await become(hand, reviewer);
    await step(hand, one, 'scored', marks);
    const told = await main(page);
    await become(hand, 'director');
    return told;
  };
  assert.match(await review('莫老庚', { procedure: 25, facts: 20, law: 19, paper: 19, file: 14 }), /97 分\s*优秀/);
  await hand.look();
  assert.match(await review('谢令仪', { procedure: 12, facts: 11, law: 12, paper: 10, file: 8 }), /53 分\s*不合格/);
  // A colleague of the same office may not be a reviewer.
  await hand.go(`/registers/peer_review/new?appraisal=${appraisal.split('/').pop()}`);
  await hand.fill({ case_number: `抽查${year}`, reviewer: { label: '韦德懋' } });
  await hand.send();
  assert.match(await main(page), /同一|本组织|别的组织/);
  await hand.look();
  await hand.go(appraisal);
  assert.match(await main(page), /案卷互评/);
  await hand.look();
  await step(hand, appraisal, 'told', { grade: 'pass', opinion: '两位同行的打分差得多，先定合格。' });

  await become(hand, 'mediator');
  await step(hand, appraisal, 'objected', { statement: '第二份互评没有看补充笔录，请复核。' }, { look: true });
  assert.match(await main(page), /本人有意见/);
  await become(hand, 'director');
  const verdict = { grade: 'excellent', opinion: '复核后改定优秀。', answer: '复核了补充笔录，申诉成立，定为优秀。' };
  await step(hand, appraisal, 'told', verdict, { look: true });
  await become(hand, 'mediator');
  await step(hand, appraisal, 'agreed');
  await become(hand, 'administrator');
  await step(hand, appraisal, 'decided', {}, { look: true });
  assert.match(await main(page), /已定/);
  await hand.look();

  // What follows from the grade is listed, and a person decides.
  await hand.go('/registers/follow_up?state=open&f_sort=commend&q=' + encodeURIComponent('莫怀瑾'));
  await page.locator('main table.t tbody a').last().click();
  await page.waitForURL(/\/records\//);
  await hand.look();
  const commend = new URL(page.url()).pathname;
  await way(hand, commend, 'commend', { award: `全区先进${year}` }, { look: true });
  assert.match(await main(page), /拟表彰/);

  for (const address of ['/duty', '/training']) {
    await hand.go(address);
    await hand.look();
  }

  // The person has a proof of attendance made for the employer.
  await become(hand, 'mediator');
  await hand.go('/registers/person?q=' + encodeURIComponent('莫怀瑾'));
  await page.locator('main table.t tbody a').first().click();
  await page.getByRole('link', { name: '开证明' }).click();
  await hand.fill({ sort: 'hours', from: inDays(-360), addressee: '柳江区人力资源有限公司' });
  await hand.look();
  await hand.send();
  await page.waitForURL(/\?done=/).catch(async () => assert.fail(await main(page)));
  assert.match(await main(page), /培训学时证明.*\.pdf/);
  await hand.look();
});
