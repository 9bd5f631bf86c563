// Once by keyboard alone: the whole chain from the first contact to the archive.
import assert from 'node:assert/strict';
import { journey } from './browser.mjs';
import { chain } from './chain.mjs';
import { keys } from './keys.mjs';

const once = { sizes: ['desktop'] };

journey('somebody who comes to the window goes all the way to the archive by keyboard alone', async ({ page, program }) => chain(keys(page, program), (Date.now() % 100_000) + 11), once);
