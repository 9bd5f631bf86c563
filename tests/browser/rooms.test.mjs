// A session meets another one and is held at a time that is offered; rooms and mediators go out as a table, come in again, and are seen as they stood.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { journey } from './browser.mjs';
import { accepted, act, inDays, main, receive } from './chain.mjs';
import { mouse } from './mouse.mjs';
import { become } from './register.mjs';

/** A workday at least three days ahead, the same for nobody else: sessions of the city lie nearer. */
function workday(from) {
  let day = from;
  while ([0, 6].includes(new Date(`${inDays(day)}T12:00:00Z`).getUTCDay())) day += 1;
  return inDays(day);
}

journey('a session that meets another is held where and when it is offered', async ({ page, program, size }) => {
  const hand = mouse(page, program);
  const seed = (Date.now() % 80_000) + (size === 'phone' ? 7 : 8);
  await hand.signIn('clerk');
  const paths = [];
  for (const n of [0, 1]) {
    const path = await receive(hand, seed + n, `韦䶮·撞期${seed + n}`, `柳江撞期建材${seed + n}有限公司`);
    await accepted(hand, path);
    paths.push(path);
  }
  const day = workday(size === 'phone' ? 33 : 40);
  const wish = { starts: `${day}T10:00`, minutes: 60, means: 'on_site', room: 1 };
  await act(hand, paths[0], 'mediation.schedule', wish);
  await hand.go(`${paths[1]}/acts/mediation.schedule`);
  await hand.fill({ ...wish, starts: `${day}T10:30` });
  await hand.send();
  await page.getByRole('heading', { name: '可以改成' }).waitFor();
  await hand.look();
  // The same mediator has both: no other room helps, the next free time does, and one press fills it in.
  const offer = page.locator('section[aria-labelledby=instead] a').filter({ hasText: '11:00' }).first();
  await offer.click();
  await page.waitForURL(/starts=/);
  assert.equal(await page.locator('[name=starts]').inputValue(), `${day}T11:00`);
  await hand.look();
  await hand.send();
  await page.waitForURL((address) => !address.pathname.includes('/acts/')).catch(async () => assert.fail(await main(page)));

  // The room's week shows both, and whoever looks for a room at that time learns that it is taken.
  await hand.go(`/rooms?starts=${day}T10:30&minutes=30`);
  await hand.look();
  const taken = page.locator('main tr', { hasText: '有人用' }).locator('a').first();
  const room = new URL(await taken.getAttribute('href'), program.url).pathname;
  await hand.go(`/rooms?starts=${day}T10:30&minutes=30&free=1`);
  assert.equal(await page.locator(`main a[href="${room}"]`).count(), 0, 'it is not free then');
  await hand.go(`${room}?week=${day}`);
  await hand.look();
  assert.match(await main(page), /10:00–11:00[\s\S]*11:00–12:00/);
});

for (const [what, name] of [['rooms', '调解室'], ['mediators', '调解员'], ['organisations', '组织']]) {
  journey(`the table of ${what} goes out, comes back, and changes nothing`, async ({ page, program }) => {
    const hand = mouse(page, program);
    await hand.signIn('director');
    await hand.go(`/${what}`);
    await hand.look();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: '导出 Excel' }).click();
    const file = await (await download).path();
    assert.ok((await readFile(file)).length > 1000);
    await hand.go(`/${what}/import`);
    await hand.look();
    await page.locator('input[type=file]').setInputFiles({ name: `${name}.xlsx`, mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: await readFile(file) });
    await hand.send();
    await page.waitForURL(/\/import\/record_/).catch(async () => assert.fail(await main(page)));
    await hand.look();
    assert.match(await main(page), /新增 0 条，更新 0 条，[1-9]\d* 条本来就一样/);
    assert.doesNotMatch(await main(page), /行有问题/);
    // As it stood: yesterday there was somebody; long ago there was nothing.
    await hand.go(`/${what}?at=${inDays(-1)}`);
    await hand.look();
    assert.match(await main(page), /结束时的样子/);
    await hand.go(`/${what}?at=2001-01-01`);
    await hand.look();
    assert.match(await main(page), /那一天还没有/);
  });
}

journey('a clerk may look at rooms and mediators, and bring no table', async ({ page, program }) => {
  const hand = mouse(page, program);
  await hand.signIn('director');
  await become(hand, 'clerk');
  for (const what of ['rooms', 'mediators']) {
    await hand.go(`/${what}`);
    assert.equal(await page.getByRole('link', { name: '从表格导入' }).count(), 0);
    const refused = await page.goto(`/${what}/import`);
    assert.equal(refused.status(), 404);
  }
}, { sizes: ['desktop'] });
