import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createTextDecoder } from '../../../../../server/engines/kinds/embedded/program/generate/text-decoder.ts';

/** A vocabulary in which each byte is a token: the worst case. */
const bytes = (tokens: readonly number[]) => Buffer.from(tokens).toString();

function decode(tokens: readonly number[]): string[] {
  const decoder = createTextDecoder(bytes, []);
  return [...tokens.map((it) => decoder.push(it)), decoder.flush()];
}

describe('tokens become text', () => {
  it('as each comes', () => {
    assert.deepEqual(decode([...Buffer.from('abc')]), ['a', 'b', 'c', '']);
  });

  it('only when a character is whole', () => {
    assert.deepEqual(decode([...Buffer.from('é!')]), ['', 'é', '!', '']);
    assert.deepEqual(decode([...Buffer.from('😀')]), ['', '', '', '😀', '']);
  });

  it('broken, where the text ends within a character', () => {
    assert.deepEqual(decode([...Buffer.from('a😀').subarray(0, 3)]), ['a', '', '', '\uFFFD']);
  });

  it('broken after a while, where no character comes of them', () => {
    const out = decode(Array.from({ length: 40 }, () => 0xff));
    assert.equal(out.join(''), '\uFFFD'.repeat(40));
    assert.ok(out.slice(0, 20).join('').length > 0, 'not only at the end');
  });

  it('that is the whole text, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        assert.equal(decode([...Buffer.from(text)]).join(''), Buffer.from(text).toString());
      }),
    );
  });

  it('knowing the tokens before them', () => {
    const seen: (readonly number[])[] = [];
    const decoder = createTextDecoder(
      (tokens: readonly number[], before) => {
        seen.push(before);
        return bytes(tokens);
      },
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    );
    decoder.push(65);
    decoder.push(66);
    assert.deepEqual(seen, [
      [3, 4, 5, 6, 7, 8, 9, 10],
      [4, 5, 6, 7, 8, 9, 10, 65],
    ]);
  });
});
