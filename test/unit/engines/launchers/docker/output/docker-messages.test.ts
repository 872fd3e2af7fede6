import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  createMessageCutter,
  type DockerMessage,
} from '../../../../../../server/engines/launchers/docker/output/docker-messages.ts';

const time = '2026-11-21T08:06:47.283874553Z';

function frame(stream: 1 | 2, text: string): Buffer {
  const payload = Buffer.from(text);
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
}
const shown = (messages: readonly DockerMessage[]) =>
  messages.map(({ stream, time, bytes }) => [stream, time, bytes.toString()]);

describe('the output of a container', () => {
  test('comes in frames, each of one stream and with its time', () => {
    const bytes = Buffer.concat([frame(1, `${time} hello\n`), frame(2, `${time} oh no\n`)]);
    assert.deepEqual(shown(createMessageCutter(false).push(bytes)), [
      ['stdout', time, 'hello\n'],
      ['stderr', time, 'oh no\n'],
    ]);
  });

  test('may be empty, or a line without an end', () => {
    const bytes = Buffer.concat([frame(1, `${time} \n`), frame(1, `${time} no end`)]);
    assert.deepEqual(shown(createMessageCutter(false).push(bytes)), [
      ['stdout', time, '\n'],
      ['stdout', time, 'no end'],
    ]);
  });

  test('keeps what looks like a time and is none', () => {
    const cutter = createMessageCutter(false);
    assert.deepEqual(shown(cutter.push(frame(1, 'Starting engine\n'))), [['stdout', null, 'Starting engine\n']]);
    assert.deepEqual(shown(cutter.push(frame(1, `${time} 2026-01-01T00:00:00Z x\n`))), [
      ['stdout', time, '2026-01-01T00:00:00Z x\n'],
    ]);
  });

  test('of a terminal comes as lines', () => {
    const cutter = createMessageCutter(true);
    assert.deepEqual(shown(cutter.push(Buffer.from(`${time} one\r\n${time} tw`))), [['stdout', time, 'one\r\n']]);
    assert.deepEqual(shown(cutter.push(Buffer.from('o\r\n'))), [['stdout', time, 'two\r\n']]);
  });

  test('of a terminal without an end is handed on before it fills the memory', () => {
    const [message] = createMessageCutter(true).push(Buffer.alloc(70_000, 'x'));
    assert.equal(message?.bytes.length, 70_000);
  });

  test('is the same however it was cut on its way', () => {
    const line = fc.tuple(fc.constantFrom(1 as const, 2 as const), fc.string({ maxLength: 40 }));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.array(fc.nat(60), { maxLength: 30 }), (lines, cuts) => {
        const bytes = Buffer.concat(lines.map(([stream, text]) => frame(stream, `${time} ${text}\n`)));
        const cutter = createMessageCutter(false);
        const messages: DockerMessage[] = [];
        let from = 0;
        for (const cut of [...cuts, bytes.length]) {
          messages.push(...cutter.push(bytes.subarray(from, from + cut)));
          from = Math.min(bytes.length, from + cut);
        }
        assert.deepEqual(
          shown(messages),
          lines.map(([stream, text]) => [stream === 1 ? 'stdout' : 'stderr', time, `${text}\n`]),
        );
      }),
    );
  });
});
