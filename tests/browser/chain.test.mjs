// The main job: from the first contact to the archive, as clerk, mediator and director, in both windows; axe looks at every page on the way.
import { journey } from './browser.mjs';
import { chain } from './chain.mjs';
import { mouse } from './mouse.mjs';

journey('an application goes from the window to the archive', async ({ page, program, size }) =>
  chain(mouse(page, program), (Date.now() % 100_000) + (size === 'phone' ? 7 : 3)));
