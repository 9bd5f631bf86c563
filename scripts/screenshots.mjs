// node scripts/screenshots.mjs: pictures for the README, taken from the running program, into docs/screenshots.
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SIZES, launch, openWindow } from '../tests/browser/browser.mjs';
import { login } from '../tests/browser/page.mjs';
import { startProgram } from '../tests/browser/program.mjs';

const folder = resolve(dirname(fileURLToPath(import.meta.url)), '../docs/screenshots');
await mkdir(folder, { recursive: true });
const program = await startProgram();
const browser = await launch();

/** Opens `path` (or what `walk` leads to) as `role` in a window of `size` and keeps the picture as `name`. */
async function picture(name, role, size, walk, scale = 1) {
  const { context, page } = await openWindow(browser, program.url, SIZES[size], { deviceScaleFactor: scale, colorScheme: 'light' });
  await login(page, program, role);
  await walk(page);
  await page.waitForLoadState('load');
  await page.screenshot({ path: `${folder}/${name}.png` });
  console.log(`docs/screenshots/${name}.png`);
  await context.close();
}

const aCase = async (page) => {
  await page.goto(`${program.url}/cases`);
  const link = await page.locator('main a[href^="/cases/case_"]').first().getAttribute('href');
  await page.goto(program.url + link);
};

try {
  await picture('desk', 'mediator', 'desktop', (page) => page.goto(`${program.url}/desk`));
  await picture('case', 'mediator', 'desktop', aCase);
  await picture('phone', 'mediator', 'phone', aCase, 2);
} finally {
  await browser.close();
  await program.stop();
}
