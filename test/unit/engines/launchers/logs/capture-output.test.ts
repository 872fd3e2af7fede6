import assert from 'node:assert/strict';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, test } from 'node:test';
import { captureOutput, maxLineBytes } from '../../../../../server/engines/launchers/logs/capture-output.ts';
import { createLogRing } from '../../../../../server/engines/launchers/logs/log-ring.ts';
import { systemClock } from '../../../../../server/platform/clock.ts';
import { type Log, silentLog } from '../../../../../server/platform/log.ts';

function capture(stream: 'stdout' | 'stderr') {
  const logged: string[] = [];
  const log: Log = {
    ...silentLog,
    info: (fields, message) => void logged.push(`info ${JSON.stringify(fields)} ${message}`),
    warn: (fields, message) => void logged.push(`warn ${JSON.stringify(fields)} ${message}`),
  };
  const ring = createLogRing(10, systemClock);
  const source = new PassThrough();
  return { source, logged, ring, done: captureOutput(source, stream, { ring, log }) };
}

describe("capturing an engine's output", () => {
  test('stdout is logged at info, line by line', async () => {
    const { source, logged, done } = capture('stdout');
    source.end('a\nb\n');
    await done;
    assert.deepEqual(logged, ['info {"stream":"stdout"} a', 'info {"stream":"stdout"} b']);
  });

  test('stderr is logged at warn', async () => {
    const { source, logged, done } = capture('stderr');
    source.end('oh\n');
    await done;
    assert.deepEqual(logged, ['warn {"stream":"stderr"} oh']);
  });

  test('an unfinished last line is written when the stream ends', async () => {
    const { source, ring, done } = capture('stdout');
    source.end('last words');
    await done;
    assert.equal(ring.last(1)[0]?.line, 'last words');
  });

  test('and when it is destroyed or breaks', async () => {
    for (const error of [undefined, new Error('broken pipe')]) {
      const { source, ring, done } = capture('stdout');
      const read = once(source, 'data');
      source.write('half');
      await read;
      source.destroy(error);
      await done;
      assert.equal(ring.last(1)[0]?.line, 'half');
    }
  });

  test('a line has 8 KiB at most', async () => {
    const { source, ring, done } = capture('stdout');
    source.end(`${'x'.repeat(maxLineBytes + 7)}\n`);
    await done;
    assert.equal(ring.last(1)[0]?.line, `${'x'.repeat(8192)} … [7 bytes cut]`);
  });
});
