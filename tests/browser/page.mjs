// What nearly every journey does on a page: log in, look for axe violations, look for sideways scrolling.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Asserts that axe finds nothing wrong with the page as it stands, and that it does not scroll sideways. */
export async function axe(page) {
  await page.evaluate(await axeSource); // past the page's content security policy, without loosening it
  const violations = await page.evaluate(
    async (values) => (await globalThis.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'], preload: false })).violations,
    RULES,
  );
  const told = violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}\n    ${node.target.join(' ')}\n    ${node.html.slice(0, 200)}`));
  assert.deepEqual(told, [], `axe on ${page.url()}:\n${told.join('\n')}`);
  await fits(page);
}

/** Asserts that nothing sticks out to the right of the window. */
export async function fits(page) {
  const { content, window } = await page.evaluate(() => ({ content: document.documentElement.scrollWidth, window: document.documentElement.clientWidth }));
  assert.ok(content <= window, `${page.url()} is ${content} px wide in a window of ${window} px`);
}

/** Logs in as the city's person with that role and waits until the login page is left. */
export async function login(page, program, role) {
  const person = program.logins[role];
  assert.ok(person, `the program printed no login for ${role}; it has ${Object.keys(program.logins).join(', ')}`);
  await page.goto(`${program.url}/login`);
  await page.locator('input[autocomplete=username]').fill(person.account);
  await page.locator('input[autocomplete=current-password]').fill(person.password);
  await page.locator('input[autocomplete=current-password]').press('Enter');
  await page.waitForURL((address) => address.pathname !== '/login');
}
