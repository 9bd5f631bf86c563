// A hand that has only a keyboard: Tab to what is wanted, type, arrows, Space, Enter, Escape. It never clicks, never sets a value and opens one address,
// the first. What stands on the page is only read. At every stop of Tab the focus must be seen, and nowhere may it be held fast.
import assert from 'node:assert/strict';

/** More stops than any page has. */
const MOST = 400;

/** Reads, in the page, where the focus is: whether on `wanted`, whether one sees it, and what it is. */
function standing(wanted) {
  const at = document.activeElement;
  if (!at || at === document.body) return { where: 'nowhere', there: false, seen: true };
  const marks = (node) => {
    const style = node && getComputedStyle(node);
    return style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  };
  // A choice is drawn by the words beside it, the search box by the frame around it.
  const drawn = [at, at.matches('label > input') && at.nextElementSibling, at.closest('.find')].find((node) => node && marks(node));
  const box = (drawn || at).getBoundingClientRect();
  const inside = box.width > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  return {
    where: at.outerHTML.slice(0, 160),
    place: [...document.getElementsByTagName('*')].indexOf(at),
    first: at.matches('.skip'),
    there: wanted ? at.matches(wanted) : false,
    seen: Boolean(drawn) && inside,
  };
}

/** Reads, in the page, what a mouse could use and a keyboard should reach: places and outlines of the elements; of radios of one name only the one to begin with. */
function usable() {
  const all = [...document.getElementsByTagName('*')];
  const begins = (radio) => {
    const group = all.filter((one) => one.type === 'radio' && one.name === radio.name && one.form === radio.form);
    return radio === (group.find((one) => one.checked) ?? radio);
  };
  return all
    .map((one, place) => ({ one, place }))
    .filter(({ one }) => one.matches('a[href], button, input:not([type=hidden]), select, textarea, summary') && one.tabIndex >= 0 && one.checkVisibility())
    .filter(({ one }) => one.type !== 'radio' || (begins(one) && one.checked))
    .map(({ one, place }) => ({ place, where: one.outerHTML.slice(0, 160) }));
}

/** The hand on one window; see chain.mjs for what a hand can. */
export function keys(page, program) {
  const press = (key) => page.keyboard.press(key);
  let order; // how this browser asks for a date

  /** Where the focus is; the test ends where one can't see it. */
  async function stand(wanted) {
    const found = await page.evaluate(standing, wanted);
    assert.ok(found.seen, `the focus can't be seen on ${page.url()}: ${found.where}`);
    return found;
  }

  /** Tabs on until `wanted` has the focus; round the page once at the most. */
  async function reach(wanted, key = 'Tab') {
    let rounds = 0;
    for (let step = 0; step < MOST && rounds < 2; step += 1) {
      await press(key);
      const { there, first } = await stand(wanted);
      if (there) return;
      if (first) rounds += 1;
    }
    assert.fail(`no way to ${wanted} by keyboard on ${page.url()}`);
  }

  /** Past the bar and the navigation. */
  async function skip() {
    await reach('.skip');
    await press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'main', 'the skip link leads to the text');
  }

  /** Types over what stands in the field that has the focus. */
  async function write(text) {
    await press('Control+a');
    await page.keyboard.type(text);
  }

  /** A day, or a day and a minute, piece by piece in the order of the browser's language. */
  async function writeDay(value) {
    order ??= await orderOf(page);
    const [day, clock] = value.split('T');
    const [year, month, date] = day.split('-');
    for (const piece of order.yearFirst ? ['year', 'month', 'date'] : ['month', 'date', 'year']) {
      await page.keyboard.type({ year, month, date }[piece]);
      if (piece === 'year') await press('ArrowRight'); // a year may have six figures: it does not move on by itself
    }
    if (!clock) return;
    const [hour, minute] = clock.split(':').map(Number);
    const shown = order.halves ? hour % 12 || 12 : hour;
    await page.keyboard.type(String(shown).padStart(2, '0') + String(minute).padStart(2, '0'));
    if (order.halves) await page.keyboard.type(hour < 12 ? 'a' : 'p');
  }

  /** The value behind the choice that says so. */
  function worded(words) {
    return page.evaluate((source) => [...document.activeElement.options].find((one) => new RegExp(source).test(one.text)).value, words.source);
  }

  /** Arrows until the select shows the choice: a value, or the n-th. */
  async function choose(value) {
    const away = () =>
      page.evaluate((wanted) => {
        const { options, selectedIndex } = document.activeElement;
        return (typeof wanted === 'number' ? wanted : [...options].findIndex((one) => one.value === wanted)) - selectedIndex;
      }, value);
    const steps = await away();
    for (let step = 0; step < Math.abs(steps); step += 1) await press(steps > 0 ? 'ArrowDown' : 'ArrowUp');
    assert.equal(await away(), 0, `${value} can be chosen`);
  }

  /** Space and arrows until the wanted radio is chosen. */
  async function pick(value) {
    const chosen = () =>
      page.evaluate((wanted) => {
        const at = document.activeElement;
        const group = [...document.getElementsByName(at.name)];
        return { any: at.checked, there: at.checked && (typeof wanted === 'number' ? group.indexOf(at) === wanted : at.value === wanted), all: group.length };
      }, value);
    let state = await chosen();
    if (!state.any) await press('Space');
    for (let step = 0; step <= state.all; step += 1) {
      state = await chosen();
      if (state.there) return stand();
      await press('ArrowDown');
    }
    assert.fail(`${value} can't be picked`);
  }

  async function put(name, value) {
    const wanted = `[name="${name}"]:not([type=hidden])`;
    const kinds = await page.locator(wanted).evaluateAll((all) => all.map((one) => ({ kind: one.tagName === 'SELECT' ? 'select' : one.type, value: one.value })));
    assert.ok(kinds.length > 0, `there is no field ${name} on ${page.url()}`);
    const { kind } = kinds[0];
    if (kind === 'checkbox') {
      for (const box of kinds) {
        if (value !== true && ![value].flat().includes(box.value)) continue;
        await reach(`${wanted}[value="${box.value}"]`);
        if (!(await page.evaluate(() => document.activeElement.checked))) await press('Space');
      }
      return;
    }
    await reach(wanted);
    if (value instanceof RegExp) value = await worded(value);
    if (kind === 'select') await choose(value);
    else if (kind === 'radio') await pick(value);
    else if (kind === 'date' || kind === 'datetime-local') await writeDay(value);
    else await write(String(value));
    if (kind !== 'radio') assert.equal(await page.evaluate(() => document.activeElement.value.replaceAll(',', '')), await expected(kind, value), `${name} holds what was typed`);
  }

  /** What a field then holds: an amount without its commas, a select the value behind the n-th choice. */
  const expected = (kind, value) =>
    kind === 'select' && typeof value === 'number' ? page.evaluate((n) => document.activeElement.options[n].value, value) : String(value).replaceAll(',', '');

  /** Follows a link: Tab to it and Enter; when it lies in something folded, that is opened first. */
  async function follow(address) {
    // On a busy machine the address can be the new page's while its links are still on their way.
    await page.waitForFunction(() => document.readyState === 'complete');
    const found = await page.evaluate((wanted) => {
      const goal = new URL(wanted, location.href);
      const links = [...document.links].filter((one) => one.pathname + one.search === goal.pathname + goal.search);
      const link = links.find((one) => one.checkVisibility()) ?? links.find((one) => one.closest('main'));
      const fold = link && !link.checkVisibility() && link.closest('details:not([open])');
      return link && { href: link.getAttribute('href'), beside: Boolean(link.closest('.side')), fold: fold && [...document.querySelectorAll('main details')].indexOf(fold) };
    }, address);
    assert.ok(found, `there is no link to ${address} on ${page.url()}`);
    if (!found.beside) await skip();
    if (typeof found.fold === 'number') {
      while (!(await page.evaluate((n) => document.activeElement.parentElement === document.querySelectorAll('main details')[n], found.fold))) await reach('main details > summary');
      await press('Enter');
    }
    await reach(`a[href="${found.href}"]`);
    const here = page.url();
    await press('Enter');
    await page.waitForURL((now) => now.href !== here);
    await page.waitForLoadState('load');
  }

  /** Once forwards and once backwards: everything that can be used is reached, it comes round, and nothing holds the focus fast. */
  async function round() {
    for (const key of ['Tab', 'Shift+Tab']) {
      await reach('.skip', key);
      const stops = new Set([(await stand()).place]);
      for (let step = 0, last; ; step += 1) {
        assert.ok(step < MOST, `the keyboard is trapped on ${page.url()} by ${last}`);
        await press(key);
        const { where, place, first } = await stand();
        if (first) break;
        stops.add(place);
        last = where;
      }
      const missed = (await page.evaluate(usable)).filter(({ place }) => !stops.has(place)).map(({ where }) => where);
      assert.deepEqual(missed, [], `${key} does not reach everything on ${page.url()}`);
    }
  }

  return {
    page,
    press,
    stand,
    reach,
    async signIn(role) {
      const person = program.logins[role];
      if (page.url() === 'about:blank') await page.goto('/login'); // the one address that is typed
      await reach('input[autocomplete=username]');
      await write(person.account);
      await reach('input[autocomplete=current-password]');
      await write(person.password);
      await press('Enter');
      await page.waitForURL(/\/desk/);
    },
    async signOut() {
      await reach('.me > summary');
      await press('Enter');
      await reach('.me form[action="/logout"] button');
      await press('Enter');
      await page.waitForURL(/\/login/);
    },
    go: follow,
    async find(words, address) {
      await press('/');
      assert.ok((await stand('.find input')).there, '"/" leads to the search box');
      await page.keyboard.type(words);
      await press('Enter');
      await page.waitForURL(/\/search/);
      await follow(address);
    },
    async fill(fields) {
      await skip();
      for (const [name, value] of Object.entries(fields)) await put(name, value);
    },
    async send(button = '.send .btn:is(.primary, .danger), .head button.primary') {
      await reach(`[data-main] :is(${button})`);
      const asks = await page.evaluate(() => document.activeElement.dataset.confirm !== undefined);
      await press('Enter');
      if (!asks) return;
      // The question takes the focus, on the answer that does nothing; Escape gives it back to the button.
      assert.ok((await stand('dialog[open] [data-slot=no]')).there, 'the question takes the focus');
      await press('Escape');
      assert.ok((await stand('[data-confirm]')).there, 'Escape leads back to the button');
      await press('Enter');
      await reach('dialog[open] [data-slot=yes]');
      await press('Enter');
    },
    look: round,
  };
}

/** In which order this browser asks for the pieces of a date: that of its language, read from a page of our own. */
async function orderOf(page) {
  const probe = await page.context().newPage();
  await probe.setContent('<input type="date" autofocus>');
  await probe.keyboard.type('2026');
  await probe.keyboard.press('ArrowRight');
  await probe.keyboard.type('1122');
  const yearFirst = (await probe.locator('input').inputValue()) === '2026-11-22';
  await probe.setContent('<input type="datetime-local" autofocus>');
  for (const piece of yearFirst ? ['2026', null, '1122'] : ['11222026', null]) await (piece ? probe.keyboard.type(piece) : probe.keyboard.press('ArrowRight'));
  await probe.keyboard.type('1435');
  const halves = (await probe.locator('input').inputValue()) !== '2026-11-22T14:35';
  await probe.close();
  return { yearFirst, halves };
}
