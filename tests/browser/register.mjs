// What a hand does in the registers: enters a record, moves it on, reads its page.
import assert from 'node:assert/strict';
import { main } from './chain.mjs';

async function done(hand, what) {
  await hand.page.waitForURL(/\/records\/record_[^/]+$|\?done=/, { timeout: 10_000 }).catch(async () => assert.fail(`${what} was not done: ${await main(hand.page)}`));
  return new URL(hand.page.url()).pathname;
}

/** Enters a record; a choice is named by `{ label }`. Answers its address. */
export async function enter(hand, register, fields, { look = false } = {}) {
  await hand.go(`/registers/${register}/new`);
  await hand.fill(fields);
  if (look) await hand.look();
  await hand.send();
  return done(hand, register);
}

/** Moves a record on. */
export async function step(hand, record, to, fields = {}, { look = false } = {}) {
  await hand.go(`${record}/steps/${to}`);
  await hand.fill(fields);
  if (look) await hand.look();
  await hand.send();
  return done(hand, to);
}

/** Takes a way on from a record. Answers the address of the record to which it led. */
export async function way(hand, record, code, fields = {}, { look = false } = {}) {
  await hand.go(`${record}/ways/${code}`);
  await hand.fill(fields);
  if (look) await hand.look();
  await hand.send();
  return done(hand, code);
}

/** Tries the step, is refused, and answers what the page says. */
export async function refused(hand, record, to, fields = {}) {
  await hand.go(`${record}/steps/${to}`);
  await hand.fill(fields);
  await hand.send();
  await hand.look();
  return main(hand.page);
}

/** Changes who sits at the machine. */
export async function become(hand, role) {
  await hand.signOut();
  await hand.signIn(role);
}

/** The rows of a list that a search finds. */
export async function found(hand, register, words) {
  await hand.go(`/registers/${register}?q=${encodeURIComponent(words)}`);
  return hand.page.locator('main table.t tbody tr').count();
}
