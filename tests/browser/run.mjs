// node tests/browser/run.mjs [words …]: starts the program once and runs the journeys whose file name holds one of the words (or all).
// Nothing is asked of the caller but a built program (HETIAO_BIN, default target/debug/hetiao) and Debian's Chromium.
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { startProgram } from './program.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const words = process.argv.slice(2);
const files = (await readdir(here))
  .filter((name) => name.endsWith('.test.mjs') && (words.length === 0 || words.some((word) => name.includes(word))))
  .sort()
  .map((name) => join(here, name));
if (files.length === 0) throw new Error(`no test file matches ${words.join(' ')}`);

const program = await startProgram();
process.env.HETIAO_PROGRAM = JSON.stringify({ url: program.url, logins: program.logins });
let failed = 0;
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => program.stop().finally(() => process.exit(130)));

// One file after the other: the journeys share one city.
const stream = run({ files, concurrency: 1 });
stream.on('test:fail', () => (failed += 1));
const printed = stream.compose(new spec());
printed.pipe(process.stdout);
await new Promise((done) => printed.once('end', done));

if (failed > 0) process.stderr.write(`the program's last words:\n${program.log()}\n`);
await program.stop();
process.exitCode = failed > 0 ? 1 : 0;
