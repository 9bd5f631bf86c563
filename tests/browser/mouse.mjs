// A hand with a mouse: it opens addresses, fills fields by name and clicks. It looks at pages with axe.
import { axe, login } from './page.mjs';

/** The hand on one window; see chain.mjs for what a hand can. */
export function mouse(page, program) {
  async function put(name, value) {
    const field = page.locator(`[name="${name}"]:not([type=hidden])`);
    const first = field.first();
    const kind = await first.evaluate((node) => (node.tagName === 'SELECT' ? 'select' : node.type));
    if (kind === 'select' && value instanceof RegExp) await first.selectOption(await first.locator('option').filter({ hasText: value }).first().getAttribute('value'));
    else if (kind === 'select') await first.selectOption(typeof value === 'number' ? { index: value } : value);
    else if (kind === 'radio') await (typeof value === 'number' ? field.nth(value) : page.locator(`[name="${name}"][value="${value}"]`)).check();
    else if (kind === 'checkbox') {
      for (const box of await field.all()) if (value === true || [value].flat().includes(await box.getAttribute('value'))) await box.check();
    } else await first.fill(String(value));
  }

  return {
    page,
    signIn: (role) => login(page, program, role),
    async signOut() {
      await page.locator('.me > summary').click();
      await page.locator('.me form[action="/logout"] button').click();
      await page.waitForURL(/\/login/);
    },
    go: (address) => page.goto(address),
    find: (_words, address) => page.goto(address),
    async fill(fields) {
      for (const [name, value] of Object.entries(fields)) await put(name, value);
    },
    async send(button = '.send .btn:is(.primary, .danger), .head button.primary') {
      const sends = page.locator(`[data-main] :is(${button})`).first();
      const asks = (await sends.getAttribute('data-confirm')) !== null;
      await sends.click();
      if (asks) await page.locator('dialog[open] [data-slot=yes]').click();
    },
    look: () => axe(page),
  };
}
