// A station is suspended, its cases are handed over in one form, and it is closed.
import assert from 'node:assert/strict';
import { journey } from './browser.mjs';
import { act, inDays, main, now, receive } from './chain.mjs';
import { mouse } from './mouse.mjs';
import { become, enter, refused, step } from './register.mjs';

journey('a station is suspended, its cases are handed over, and it is closed', async ({ page, program, size }) => {
  const hand = mouse(page, program);
  const quick = { ...hand, look: async () => {} };
  const seed = (Date.now() % 90_000) + (size === 'phone' ? 5 : 0);
  const name = `柳江区停办${seed}号片区劳动争议调解站`;
  const turned = { turned_on: now().day, turned_why: '唯一的调解员离任。', turned_by: `柳江劳调〔2026〕${seed}号` };
  await hand.signIn('director');
  await hand.go('/organisations/new');
  await hand.fill({ kind: 'station', name, address: '柳江区拉堡镇停办路虚设段1号' });
  await hand.send();
  await page.waitForURL(/\/organisations\/org_/).catch(async () => assert.fail(await main(page)));
  const station = new URL(page.url()).pathname;
  const profile = await enter(hand, 'profile', { organisation: { label: name }, sort: 'station' });
  await step(hand, profile, 'founded', { founding_document: `柳江劳调〔2024〕${seed}号`, founded_on: inDays(-400) });

  // Two cases are passed to it.
  await become(hand, 'clerk');
  const cases = [];
  for (const n of [1, 2]) {
    const path = await receive(quick, seed + n * 13, `覃䶮·停办${seed}${n}`, `柳江停办建材${seed}${n}有限公司`);
    await act(quick, path, 'intake.consent', { party: 1, day: now().day, means: 'in_person', agrees: true });
    await act(quick, path, 'intake.consent', { party: 2, day: now().day, means: 'phone', agrees: true });
    await act(quick, path, 'intake.accept', { scope: 'sc1', complexity: 'simple' });
    await act(quick, path, 'dispatch.assign', { mode: 'pass', organisation: new RegExp(name) });
    cases.push(path);
  }

  await become(hand, 'director');
  await step(hand, profile, 'suspended', turned, { look: true });
  await hand.go(station);
  assert.match(await main(page), /暂停/);
  await hand.look();
  assert.match(await refused(hand, profile, 'closed', turned), /移交/, 'none ends that has open cases');
  await page.locator('[role=alert] a').click();
  await page.waitForURL(/\/organisations\/org_[^/]+\/cases$/);
  await hand.look();
  await hand.fill({ to: /莫怀瑾/, reason: '站点停办，中心接着办。' });
  await hand.send();
  await page.locator('h2', { hasText: '已移交 2 件' }).waitFor({ timeout: 10_000 }).catch(async () => assert.fail(await main(page)));
  await hand.look();
  await hand.go(cases[0]);
  assert.match(await main(page), /站点停办，中心接着办。/);
  await step(hand, profile, 'closed', turned);
  assert.match(await main(page), /已撤销/);
  await hand.go('/organisations/tree');
  assert.ok(!(await main(page)).includes(name), 'who has ended stands in the tree no more');
  await hand.look();
});
