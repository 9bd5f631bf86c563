// Starts the program under test and reads what it prints. What the lines look like is known here and nowhere else:
//   HETIAO_LOGIN <role> <account> <password>      one for each role of the synthetic city
//   HETIAO_SMS <telephone> <text>                 a one-time code that would go to a telephone
//   HETIAO_READY http://127.0.0.1:<port>          last, when it answers
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const READY_WITHIN_MS = 120_000;
const CODE_WITHIN_MS = 20_000;

/** The path of the program: HETIAO_BIN, or what `cargo build` left. */
export const binary = process.env.HETIAO_BIN ?? join(ROOT, 'target/debug/hetiao');

/** Understands one printed line: `{ ready }`, `{ login }`, `{ code }` or nothing. */
export function understand(line) {
  const [word, ...rest] = line.trim().split(/\s+/);
  if (word === 'HETIAO_READY') return { ready: rest[0] };
  if (word === 'HETIAO_LOGIN') return { login: { role: rest[0], account: rest[1], password: rest[2] } };
  if (word === 'HETIAO_SMS') return { code: { phone: rest[0], text: rest.slice(1).join(' ') } };
  return {};
}

/**
 * Starts a city in a fresh folder. Answers `{ url, logins: { role: { account, password } }, stop, later, code }`; `later(days)` stops it and starts it
 * again on the same folder with its clock put forward; `code()` waits for the next one-time code: `{ phone, text }`.
 */
export async function startProgram(flags = [], folder = undefined) {
  folder ??= await mkdtemp(join(tmpdir(), 'hetiao-browser-'));
  const child = spawn(binary, ['demo', '--data', join(folder, 'data'), '--listen', '127.0.0.1:0', '--quiet', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((done) => child.once('close', done));
  const end = async () => {
    child.kill('SIGTERM');
    const patience = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(patience);
  };
  const stop = async () => {
    await end();
    await rm(folder, { recursive: true, force: true });
  };
  const later = async (days) => {
    await end();
    return startProgram([...flags, '--days-later', String(days)], folder);
  };

  const codes = [];
  const code = async () => {
    for (let waited = 0; codes.length === 0; waited += 50) {
      if (waited > CODE_WITHIN_MS) throw new Error('no one-time code was sent');
      await new Promise((done) => setTimeout(done, 50));
    }
    return codes.shift();
  };

  const logins = {};
  let tail = '';
  try {
    const url = await new Promise((found, failed) => {
      const clock = setTimeout(() => failed(new Error(`the program was not ready within ${READY_WITHIN_MS / 1000} s`)), READY_WITHIN_MS);
      child.once('error', (cause) => failed(new Error(`${binary} can't be started: ${cause.message}`)));
      ended.then((code) => failed(new Error(`the program ended with ${code} before it was ready`)));
      child.stderr.on('data', (chunk) => (tail = (tail + chunk).slice(-4000)));
      createInterface({ input: child.stdout }).on('line', (line) => {
        const { ready, login, code: sent } = understand(line);
        if (sent) codes.push(sent);
        if (login) logins[login.role] = { account: login.account, password: login.password };
        if (ready) {
          clearTimeout(clock);
          found(ready);
        }
      });
    });
    return { url, logins, stop, later, code, log: () => tail };
  } catch (cause) {
    await stop();
    throw new Error(`${cause.message}\n${tail}`, { cause });
  }
}

/** The program that run.mjs started for all journeys (handed down through the environment). */
export function sharedProgram() {
  const told = process.env.HETIAO_PROGRAM;
  if (!told) throw new Error('start the journeys with: node tests/browser/run.mjs [words of a file name …]');
  return JSON.parse(told);
}
