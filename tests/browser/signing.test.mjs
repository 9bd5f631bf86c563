// An agreement is issued, signed by hand on the screen, by telephone from afar, by the mediator, sealed; then the signed file opens.
import assert from 'node:assert/strict';
import { SIZES, journey, launch, openWindow } from './browser.mjs';
import { accepted, act, inDays, main, receive, talked } from './chain.mjs';
import { mouse } from './mouse.mjs';
import { startProgram } from './program.mjs';

/** Writes a name into the box, in two strokes. */
async function write(page) {
  const box = page.locator('canvas.pad');
  await box.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await box.boundingBox();
  for (const [from, to] of [[0.2, 0.4], [0.6, 0.8]]) {
    await page.mouse.move(x + width * from, y + height * 0.3);
    await page.mouse.down();
    for (let n = 1; n <= 12; n += 1) await page.mouse.move(x + width * (from + ((to - from) * n) / 12), y + height * (0.3 + 0.4 * Math.abs(Math.sin(n))));
    await page.mouse.up();
  }
}

journey('an agreement is signed on the screen and from afar, sealed, and the signed file opens', async ({ size }) => {
  const program = await startProgram(['--cases', '6']);
  const browser = await launch();
  try {
    const open = await openWindow(browser, program.url, SIZES[size]);
    const { page } = open;
    const hand = mouse(page, program);
    const seed = size === 'phone' ? 81 : 82;
    await hand.signIn('clerk');
    const path = await receive(hand, seed, `覃䶮·签字${seed}`, `柳江签字建材${seed}有限公司`, undefined, {
      'applicants[0][phone]': `1990000${seed}11`, 'applicants[0][address]': '柳州市柳江区进德镇',
      'respondents[0][address]': '柳州市柳江区虚设路8号', 'respondents[0][uscc]': '91440203MA4W0K2G11', 'respondents[0][phone]': `1990001${seed}11`, 'respondents[0][legal_representative]': '覃有福',
    });
    await accepted(hand, path);
    await hand.signOut();
    await hand.signIn('mediator');
    await talked(hand, path, seed);
    await act(hand, path, 'agreement.draft', {
      'agreed[0][amount]': '12000', 'obligations[0][due]': inDays(5), 'obligations[0][amount]': '12000', 'obligations[0][way]': '银行转账到劳动者本人账户', copies: 3,
    });
    await hand.go(`${path}/papers/agreement`);
    const issue = page.locator('.head button.primary');
    assert.ok((await issue.count()) > 0, await main(page));
    await issue.click();
    await page.waitForURL(/\/issued\//).catch(async () => assert.fail(await main(page)));
    const issued = new URL(page.url()).pathname;

    // The worker is not there: a link to the telephone, a code, a name written with the finger.
    await hand.go(`${issued}/sign`);
    await hand.look();
    await page.locator('form[action$="/invite"] .btn').click();
    await page.locator('.callout .hash').waitFor().catch(async () => assert.fail(await main(page)));
    const link = new URL(await page.locator('.callout .hash').innerText()).pathname;
    await hand.look();
    const guest = await openWindow(browser, program.url, SIZES.phone);
    const afar = mouse(guest.page, program);
    await afar.go(link);
    await afar.look();
    await guest.page.locator('form[action$="/code"] .btn').click();
    const { text } = await program.code();
    await afar.look();
    await guest.page.fill('#code', '000000');
    await guest.page.getByRole('button', { name: '我同意并签署' }).click();
    assert.doesNotMatch(await main(guest.page), /已经签署/, 'a wrong code signs nothing');
    await guest.page.fill('#code', text.match(/\d{6}/)[0]);
    await write(guest.page);
    await guest.page.getByRole('button', { name: '我同意并签署' }).click();
    assert.match(await main(guest.page), /已经签署/);
    await afar.look();
    assert.deepEqual(guest.troubles, []);
    await guest.context.close();

    // The employer and the mediator write on the screen; the organisation's seal is last.
    for (const sign of [true, true, false]) {
      await hand.go(`${issued}/sign`);
      if (sign) await write(page);
      await hand.look();
      await hand.send('.send .btn.primary');
      await page.waitForURL((address) => !address.pathname.endsWith('/sign')).catch(async () => assert.fail(await main(page)));
    }
    await hand.look();
    await hand.go(`${path}?tab=agreement`);
    assert.match(await main(page), /已生效/);
    await hand.go(`${issued}/sign`);
    assert.match(await main(page), /没有人还要在这份文书上签/);
    const file = await open.context.request.get(`${program.url}${issued}/signed`);
    assert.equal(file.status(), 200);
    const bytes = await file.body();
    assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
    await hand.go(issued);
    const signatures = await page.locator('main img.hand').count();
    assert.ok(signatures >= 3, `the three hands are shown, ${signatures} are: ${await main(page)}`);
    assert.deepEqual(open.troubles, []);
  } finally {
    await browser.close();
    await program.stop();
  }
});
