// A paper is issued, whoever holds it checks it without signing in, it is corrected, and the old one says so.
import assert from 'node:assert/strict';
import { SIZES, journey, openWindow } from './browser.mjs';
import { accepted, act, main, receive } from './chain.mjs';
import { mouse } from './mouse.mjs';

journey('a paper is issued, checked by its code, corrected, and the old one says that it was', async ({ page, context, program, size }) => {
  const hand = mouse(page, program);
  const seed = (Date.now() % 90_000) + (size === 'phone' ? 5 : 6);
  await hand.signIn('clerk');
  const path = await receive(hand, seed, `覃䶮·送达${seed}`, `柳江送达建材${seed}有限公司`);
  await accepted(hand, path);
  await hand.go(`${path}/papers/acceptance_notice`);
  await hand.look();
  await page.locator('.head button.primary').click();
  await page.waitForURL(/\/issued\//).catch(async () => assert.fail(await main(page)));
  await hand.look();
  const issued = new URL(page.url()).pathname;
  const check = new URL(await page.locator('a[href*="/check?"]').getAttribute('href'));

  // Whoever holds the paper: a window of their own, nobody signed in.
  const guest = await openWindow(context.browser(), program.url, SIZES[size]);
  const holder = mouse(guest.page, program);
  const look = async () => {
    await holder.go(`/check${check.search}`);
    await holder.look();
    return main(guest.page);
  };
  const valid = await look();
  assert.match(valid, /有效/);
  assert.match(valid, /受理通知书/);
  assert.doesNotMatch(valid, new RegExp(`送达${seed}`), 'nothing personal stands there');
  // The number alone tells nothing.
  await holder.go('/check');
  await holder.fill({ n: check.searchParams.get('n'), c: 'aaaa-bbbb-cccc' });
  await guest.page.locator('form[method=get] button').click();
  assert.match(await main(guest.page), /没有查到/);
  await holder.look();

  await act(hand, path, `document.correct?paper=${issued.split('/').pop()}`, { reason: '送达地址写错了一个字。' });
  const corrected = await look();
  assert.match(corrected, /已被更正/);
  assert.match(corrected, /第\s*2\s*版/);
  await hand.go(issued);
  assert.match(await main(page), /已被更正/);
  await hand.look();
  assert.deepEqual(guest.troubles, []);
  await guest.context.close();
});
