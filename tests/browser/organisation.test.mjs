// A station is founded, found wanting in two of the six haves, and put right; a year's training is planned, held and signed in to.
import assert from 'node:assert/strict';
import { journey } from './browser.mjs';
import { inDays, main, now } from './chain.mjs';
import { mouse } from './mouse.mjs';
import { become, enter, refused, step } from './register.mjs';

const year = Number(now().day.slice(0, 4));

journey('a station is founded, found wanting in two of the six haves and put right', async ({ page, program, size }) => {
  const hand = mouse(page, program);
  const name = `柳江区试点${Date.now() % 100_000}${size === 'phone' ? '甲' : '乙'}号片区劳动争议调解站`;
  await hand.signIn('director');
  await hand.go('/registers');
  await hand.look();
  await hand.go('/organisations/new');
  await hand.fill({ kind: 'station', name, address: '柳江区拉堡镇试点路虚设段1号' });
  await hand.look();
  await hand.send();
  await page.waitForURL(/\/organisations\/org_/).catch(async () => assert.fail(await main(page)));

  const profile = await enter(hand, 'profile', { organisation: { label: name }, sort: 'station', takes: '片区内的小额争议。' }, { look: true });
  await hand.look();
  assert.match(await refused(hand, profile, 'founded', { founding_document: '柳江劳调〔2026〕40号' }), /设立日期/, 'a founding without its day is not one');
  await step(hand, profile, 'founded', { founding_document: '柳江劳调〔2026〕40号', founded_on: now().day });
  await step(hand, profile, 'filed', { filed_number: `450206-${Date.now() % 1000}` });
  assert.match(await main(page), /已备案/);
  await hand.go(`/roster?q=${encodeURIComponent(name)}`);
  assert.match(await main(page), /调解组织\s*1 个/);
  await hand.look();

  // The station's own clerk lists what is checked and says how it stands; what it lacks is for those above to say.
  const organisation = await page.goto(profile).then(() => page.locator('.head .sub a').first().getAttribute('href'));
  await become(hand, 'administrator');
  const clerk = await newcomer(hand, name, `zhan${Date.now() % 1_000_000}${size === 'phone' ? 'a' : 'b'}`);
  await hand.go(organisation);
  await hand.look();
  await page.getByRole('button', { name: '开始今年的自查' }).click();
  await page.waitForURL(/\/registers\/standard\?/);
  await hand.look();
  assert.ok((await page.locator('main table.t tbody tr').count()) >= 6, 'an item for each of the six haves at least');
  const own = await first(hand, organisation, 'place', 'self');
  await hand.go(`${own}/edit`);
  assert.equal(await page.locator('[name=due]').count(), 0, 'the term is not for the station to set');
  await hand.fill({ figure: '和会议室共用一间', evidence: '现场照片。' });
  await hand.look();
  await hand.send();
  await hand.go(own);
  assert.match(await main(page), /判定达标：由上级组织/, 'nobody judges themselves');
  await hand.look();

  await become(hand, 'director');
  await hand.go(organisation);
  await page.getByRole('button', { name: '开始走访检查' }).click();
  await page.waitForURL(/\/registers\/standard\?/);
  const gaps = [];
  for (const [have, gap] of [['place', '和会议室共用。'], ['signs', '还没有挂牌。']]) {
    const check = await first(hand, organisation, have, 'visit');
    await step(hand, check, 'gap', { gap, owner: '试点站站长', due: inDays(5) }, { look: gaps.length === 0 });
    gaps.push(check);
  }
  await hand.go('/registers/standard?state=gap');
  await hand.look();
  await hand.go(`/registers/standard?state=gap&q=${encodeURIComponent(name)}`);
  assert.equal(await page.locator('main table.t tbody tr').count(), 2);
  await hand.go(`/standards?division=450206000000`);
  assert.match(await main(page), /有差距/);
  await hand.look();
  await hand.go('/runs-out');
  assert.match(await main(page), new RegExp(name), 'what is due is told');
  await hand.look();
  await clerk();
  for (const check of gaps) await step(hand, check, 'fixed', { remedy: '已经补齐。' });
  await hand.go(gaps[0]);
  assert.match(await main(page), /复查通过：由上级组织/, 'whoever put it right does not pass it');
  await become(hand, 'director');
  assert.match(await refused(hand, gaps[0], 'passed', { rechecked_on: now().day }), /另一个人/, 'nor does who visited');
  await become(hand, 'administrator');
  for (const check of gaps) await step(hand, check, 'passed', { rechecked_on: now().day });
  assert.match(await main(page), /复查通过/);
  await hand.look();
  await hand.go(`/registers/standard?q=${encodeURIComponent(name)}&at=${inDays(-1)}`);
  assert.match(await main(page), /还没有记录/, 'yesterday it was not there');
  await hand.look();
});

/** The first check of a have. */
async function first(hand, organisation, have, way) {
  await hand.go(`/registers/standard?organisation=${organisation.split('/').pop()}&f_have=${have}&f_way=${way}`);
  return hand.page.locator('main table.t tbody a').first().getAttribute('href');
}

/** Gives somebody of an organisation an account and signs in as that person. Answers how to come back to it. */
async function newcomer(hand, organisation, login) {
  const { page } = hand;
  await hand.go('/accounts/new');
  await hand.fill({ login, name: '站上的人', 'grants[0][role]': 'mediator', 'grants[0][office]': { label: organisation } });
  await hand.send();
  const first = (await page.locator('#secret').textContent()).trim();
  const own = `Liu-jiang-shuo-he-${Date.now() % 100_000}`;
  const signIn = async (password) => {
    await hand.signOut();
    await page.locator('input[autocomplete=username]').fill(login);
    await page.locator('input[autocomplete=current-password]').fill(password);
    await page.locator('input[autocomplete=current-password]').press('Enter');
    await page.waitForURL((address) => address.pathname !== '/login');
  };
  await signIn(first);
  await hand.fill({ current: first, new: own, repeat: own });
  await page.locator('[name=repeat]').press('Enter');
  await page.waitForURL(/done=password_changed/).catch(async () => assert.fail(await main(page)));
  return () => signIn(own);
}

journey('a year of training is planned, a course is held, who came signs in and has the hours', async ({ page, program, size }) => {
  const hand = mouse(page, program);
  const mark = `${Date.now() % 100_000}${size === 'phone' ? '甲' : '乙'}`;
  await hand.signIn('director');
  const plan = await enter(hand, 'training_plan', { name: `岗位练兵${mark}`, year: 2030 + (Date.now() % 60), category: 'serving', courses: 1, people: 20, hours: 6 }, { look: true });
  await hand.look();
  const course = await enter(hand, 'course', { name: `工资怎么算${mark}`, plan: { label: `岗位练兵${mark}` }, sort: 'lecture', day: now().day, hours: 6, place: '六楼会议室' });
  await hand.look();
  await become(hand, 'mediator');
  await hand.go(`${course}/attend`);
  await hand.look();
  await hand.send('button.primary');
  await page.waitForURL((address) => !address.pathname.endsWith('/attend')).catch(async () => assert.fail(await main(page)));
  await hand.go(`${course}/attend`);
  await hand.look();
  await become(hand, 'director');
  await step(hand, course, 'held');
  await hand.go(`/registers/attendance?q=${encodeURIComponent('莫怀瑾')}`);
  assert.match(await main(page), new RegExp(`工资怎么算${mark}[\\s\\S]*6`));
  await hand.look();
  await hand.go(plan);
  assert.match(await main(page), new RegExp(`工资怎么算${mark}`), 'the plan names its courses');
  await hand.look();
});
