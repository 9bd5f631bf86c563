// By keyboard alone: the whole chain from the first contact to the archive, and what goes wrong or is taken back on the way.
import assert from 'node:assert/strict';
import { journey } from './browser.mjs';
import { act, chain, receive } from './chain.mjs';
import { keys } from './keys.mjs';

// Some thousand key presses, and a look at the focus after each: about a minute, three on a busy machine.
const once = { sizes: ['desktop'], timeout: 420_000 };

journey(
  'an application goes from the window to the archive by keyboard alone',
  async ({ page, program }) => chain(keys(page, program), (Date.now() % 100_000) + 11),
  once,
);

journey(
  'by keyboard alone a refused form leads to its faults, and what was begun is taken back',
  async ({ page, program }) => {
    const hand = keys(page, program);
    await hand.signIn('clerk');

    // A menu opens on Enter and closes on Escape, where it was opened.
    await hand.reach('.me > summary');
    await hand.press('Enter');
    await hand.reach('.me .leaf a');
    await hand.press('Escape');
    assert.ok((await hand.stand('.me > summary')).there, 'Escape leads back to the menu');
    assert.equal(await page.locator('.me[open]').count(), 0);

    // A form that is refused begins at its faults; each leads to its field.
    await hand.go('/contacts/new');
    await hand.fill({ channel: 'phone', person_name: '键盘·玉素甫' });
    await hand.press('Control+Enter');
    await page.locator('.errors').waitFor();
    assert.ok((await hand.stand('.errors')).there, 'the faults have the focus');
    await hand.press('Tab');
    assert.ok((await hand.stand('.errors a[href="#f-summary"]')).there, 'the first fault is the missing matter');
    await hand.press('Enter');
    assert.ok((await hand.stand('#f-summary')).there, 'the fault leads to its field');
    await page.keyboard.type('电话里问加班费怎么算。');
    await hand.look();
    await hand.reach('#f-summary');
    await hand.press('Control+Enter');
    await page.waitForURL(/\/contacts\/contact_/);

    // A row that is added has the focus; when it is removed, the row before it has.
    await hand.go('/intake');
    await hand.reach('[name="_add"][value="claims"]');
    await hand.press('Enter');
    assert.ok((await hand.stand('[name^="claims[1]"]')).there, 'the new row has the focus');
    await hand.reach('[name="_remove"][value="claims.1"]');
    await hand.press('Enter');
    assert.ok((await hand.stand('[name^="claims[0]"]')).there, 'the row that is left has the focus');

    // A grave act lies folded away and asks first: Escape takes the question back, nothing happens; then it is answered.
    await hand.go('/desk');
    const seed = (Date.now() % 100_000) + 29;
    const path = await receive(hand, seed, `键盘·玉素甫${seed}`, `柳江键盘办件${seed}有限公司`);
    await act(hand, path, 'intake.decline', { reason: 3, body: '柳江区人力资源和社会保障局', address: '柳江区政和路1号', phone: '07725551234' });
    assert.match(await page.locator('main').innerText(), /不予受理/);
  },
  once,
);
