import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';

/** Ticks before, collections while nothing is queued, ticks after: how many times longer they take. */
const program = (first: string): string => `
  ${first}
  const nothing = () => {};
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const best = async () => {
    let shortest = Infinity;
    for (let round = 0; round < 5; round++) {
      const from = performance.now();
      for (let i = 0; i < 1_000; i++) {
        for (let k = 0; k < 100; k++) process.nextTick(nothing, 1);
        await turn();
      }
      shortest = Math.min(shortest, performance.now() - from);
    }
    return shortest;
  };
  const before = await best();
  for (let i = 0; i < 6; i++) {
    globalThis.gc();
    await turn();
  }
  console.log((await best()) / before);
`;

const module = JSON.stringify(new URL('../../../../server/platform/web/keep-tick-shape.ts', import.meta.url).href);

test('collections while nothing is queued make ticks no slower (6 times without)', async () => {
  const args = ['--expose-gc', '--input-type=module', '-e', program(`(await import(${module})).keepTickShape();`)];
  const slowdown = Number((await promisify(execFile)(process.execPath, args)).stdout);
  assert.ok(slowdown < 2.5, `${slowdown} times as slow`);
});
