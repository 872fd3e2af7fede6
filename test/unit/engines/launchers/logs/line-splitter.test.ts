import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLineSplitter } from '../../../../../server/engines/launchers/logs/line-splitter.ts';

const bytes = (text: string): Buffer => Buffer.from(text);

/** All lines of the pieces, the unfinished last one included. */
function linesOf(pieces: readonly Uint8Array[], maxBytes = 100): string[] {
  const splitter = createLineSplitter(maxBytes);
  const lines = pieces.flatMap((piece) => splitter.push(piece));
  const rest = splitter.flush();
  return rest === null ? lines : [...lines, rest];
}

describe('splitting output into lines', () => {
  test('LF and CRLF end a line', () => {
    assert.deepEqual(linesOf([bytes('one\ntwo\r\nthree\n')]), ['one', 'two', 'three']);
  });

  test('empty lines are lines', () => {
    assert.deepEqual(linesOf([bytes('\n\na\n\r\n')]), ['', '', 'a', '']);
  });

  test('a line may come in many pieces, a CRLF in two', () => {
    assert.deepEqual(linesOf(['he', 'l', 'lo\r', '\nwor', 'ld\n'].map(bytes)), ['hello', 'world']);
  });

  test('the last line needs no end', () => {
    assert.deepEqual(linesOf([bytes('a\nlast words')]), ['a', 'last words']);
  });

  test('nothing is left after a whole line', () => {
    const splitter = createLineSplitter(10);
    assert.deepEqual(splitter.push(bytes('a\n')), ['a']);
    assert.equal(splitter.flush(), null);
  });

  test('a progress bar leaves its last state only', () => {
    assert.deepEqual(linesOf([bytes('10 %\r50 %\r'), bytes('100 %\nready\n')]), ['100 %', 'ready']);
  });

  test('a progress bar that is still running is kept at the end', () => {
    assert.deepEqual(linesOf([bytes('10 %\r50 %\r')]), ['50 %']);
  });

  test('a character that is split between pieces stays whole', () => {
    const euro = bytes('1 €\n');
    assert.deepEqual(linesOf([euro.subarray(0, 3), euro.subarray(3)]), ['1 €']);
  });

  test('bytes that are not UTF-8 become replacement characters and the rest survives', () => {
    assert.deepEqual(linesOf([Buffer.from([0x61, 0xff, 0xfe, 0x62, 0x0a])]), ['a\ufffd\ufffdb']);
  });

  test('a line of exactly the limit is not cut', () => {
    assert.deepEqual(linesOf([bytes(`${'x'.repeat(10)}\n`)], 10), ['x'.repeat(10)]);
  });

  test('a longer one is cut and says how much is missing; the next line is whole', () => {
    assert.deepEqual(linesOf([bytes(`${'x'.repeat(13)}\nnext\n`)], 10), [`${'x'.repeat(10)} … [3 bytes cut]`, 'next']);
  });

  test('a cut never leaves half a character', () => {
    assert.deepEqual(linesOf([bytes('aaa€€\n')], 5), ['aaa … [4 bytes cut]']);
  });

  test('64 MB without an end cost no more than one line', () => {
    const splitter = createLineSplitter(8);
    const piece = Buffer.alloc(1 << 20, 'x');
    for (let i = 0; i < 64; i++) assert.deepEqual(splitter.push(piece), []);
    assert.equal(splitter.flush(), `xxxxxxxx … [${64 * (1 << 20) - 8} bytes cut]`);
  });

  test('however the bytes are split, the lines are the same', () => {
    const all = bytes('one\r\nzwölf €\n\nprogress\r100 %\nlast');
    const whole = linesOf([all]);
    for (let size = 1; size < all.length; size++) {
      const pieces: Uint8Array[] = [];
      for (let at = 0; at < all.length; at += size) pieces.push(all.subarray(at, at + size));
      assert.deepEqual(linesOf(pieces), whole, `pieces of ${size}`);
    }
  });
});
