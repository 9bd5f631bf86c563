// After the agreement: a late instalment becomes a payment order; a confirmation is granted; a review is refused for its reason.
import assert from 'node:assert/strict';
import { SIZES, journey, launch, openWindow } from './browser.mjs';
import { accepted, act, inDays, main, now, receive, signed, talked } from './chain.mjs';
import { mouse } from './mouse.mjs';
import { startProgram } from './program.mjs';

const THREE = [5, 35, 65];

/** A case with an agreement in force: three instalments of 4,000.00. Leaves the mediator signed in. */
async function agreed(hand, seed, claims) {
  await hand.signIn('clerk');
  const path = await receive(hand, seed, `韦鹏·分期${seed}`, `柳江分期建材${seed}有限公司`, claims);
  await accepted(hand, path);
  await hand.signOut();
  await hand.signIn('mediator');
  await talked(hand, path, seed);
  await hand.go(`${path}/acts/agreement.draft`);
  await hand.fill({ 'agreed[0][amount]': '12000', copies: 3, breach_terms: '一期逾期的，剩余款项视为全部到期。', warnings_seen: true });
  for (const row of (claims ?? []).slice(1).keys()) await hand.fill({ [`agreed[${row + 1}][amount]`]: '0' });
  for (const [row, days] of THREE.entries()) {
    const at = (name) => `obligations[${row}][${name}]`;
    if (row > 0) {
      await hand.send('[name="_add"][value="obligations"]');
      await hand.fill({ [at('kind')]: 'pay', [at('payer')]: 2, [at('payee')]: 1 });
    }
    await hand.fill({ [at('due')]: inDays(days), [at('amount')]: '4000', [at('way')]: '银行转账到劳动者本人账户' });
  }
  await hand.look();
  await hand.send();
  await hand.page.waitForURL((address) => !address.pathname.includes('/acts/')).catch(async () => assert.fail(await main(hand.page)));
  await signed(hand, path);
  await act(hand, path, 'agreement.sign', { signer: 'organisation', day: now().day, means: 'seal' }, { look: false });
  return path;
}

/** Presses the link of a way's card; answers what the page then says. */
async function way(hand, path, name, link) {
  await hand.go(`${path}?tab=agreement`);
  await hand.page.locator('.way', { has: hand.page.getByRole('heading', { name, exact: true }) }).getByRole('link', { name: link }).click();
  return main(hand.page);
}

const card = (page, name) => page.locator('.way', { has: page.getByRole('heading', { name, exact: true }) }).innerText();

journey('three instalments, the first is late: the breach opens a payment order, its package is there, the application goes in', async ({ size }) => {
  let program = await startProgram(['--cases', '6']);
  const browser = await launch();
  try {
    let open = await openWindow(browser, program.url, SIZES[size]);
    const path = await agreed(mouse(open.page, program), size === 'phone' ? 71 : 72);
    await open.page.goto(`${path}?tab=agreement`);
    assert.match(await card(open.page, '支付令'), /还不到时候[\s\S]*没有逾期/);
    assert.deepEqual(open.troubles, []);
    await open.context.close();

    // Six days later: the first instalment's day has passed.
    program = await program.later(6);
    open = await openWindow(browser, program.url, SIZES[size]);
    const hand = mouse(open.page, program);
    await hand.signIn('mediator');
    await hand.go('/performance');
    await hand.look();
    await hand.go(`${path}?tab=agreement`);
    await hand.look();
    await act(hand, path, 'performance.breach', { obligation: 1, reason: '电话催告，称工程款没有到账。' });
    await hand.go(`${path}?tab=agreement`);
    assert.match(await card(open.page, '支付令'), /可以走|可以申请/);
    await hand.look();
    const told = await way(hand, path, '支付令', /材料/);
    assert.match(told, /劳动者一方申请/);
    assert.match(told, /4,000\.00/);
    await hand.look();
    const paper = open.page.locator('main a[href*="/papers/payment_order_application"]').first();
    await paper.click();
    assert.match(await main(open.page), /支付令申请书/);
    await hand.look();
    await way(hand, path, '支付令', /已提交申请/);
    await hand.fill({ debtor_reachable: true, no_preservation: true });
    await hand.look();
    await hand.send();
    await open.page.waitForURL((address) => !address.pathname.includes('/acts/')).catch(async () => assert.fail(await main(open.page)));
    await hand.go(`${path}?tab=agreement`);
    assert.match(await card(open.page, '支付令'), /等结果/);
    await hand.look();
    assert.deepEqual(open.troubles, []);
  } finally {
    await browser.close();
    await program.stop();
  }
});

journey('a judicial confirmation is asked for together and granted', async ({ page, program, size }) => {
  const hand = mouse(page, program);
  const path = await agreed(hand, (Date.now() % 90_000) + (size === 'phone' ? 1 : 2));
  const told = await way(hand, path, '司法确认', /材料/);
  assert.match(told, /双方共同申请/);
  await hand.look();
  const file = { way: 'confirmation', day: now().day };
  await act(hand, path, 'way.file?way=confirmation', { ...file, both_ask: true });
  await hand.go(`${path}?tab=agreement`);
  assert.match(await card(page, '仲裁审查'), /两条路只能走一条/);
  await act(hand, path, 'way.answer?way=confirmation', { outcome: 'valid', day: now().day, number: '（2026）桂0206诉前调确7号' });
  await hand.go(`${path}?tab=agreement`);
  const granted = await card(page, '司法确认');
  assert.match(granted, /裁定调解协议有效/);
  assert.match(granted, /桂0206诉前调确7号/);
  await hand.look();
});

journey('a review covers what it may, is refused for its reason, and the page says what follows', async ({ page, program, size }) => {
  const hand = mouse(page, program);
  const seed = (Date.now() % 90_000) + (size === 'phone' ? 3 : 4);
  const path = await agreed(hand, seed, [['wage_arrears', '12,000'], ['employment_relationship_determination', '']]);
  await hand.go(`${path}?tab=agreement`);
  assert.match(await card(page, '仲裁审查'), /确认劳动关系的，仲裁委员会不审查/);
  await act(hand, path, 'way.file?way=review', { way: 'review', day: now().day, both_ask: true });
  const reason = '协议内容不明确，无法执行（令33号第78条第三项）。';
  await act(hand, path, 'way.answer?way=review', { outcome: 'not_issued', day: now().day, number: '柳江劳人仲审〔2026〕9号', note: reason });
  await hand.go(`${path}?tab=agreement`);
  const refused = await card(page, '仲裁审查');
  assert.match(refused, /不予制作调解书/);
  assert.ok(refused.includes(reason), refused);
  assert.match(refused, /接下来/);
  assert.match(await card(page, '司法确认'), /可以/);
  await hand.look();
});
