import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { EventData } from '../../../server/forwarder/event-data.ts';

function read(...chunks: (string | Buffer)[]): string[] {
  const events = new EventData();
  return [...chunks.flatMap((chunk) => events.push(Buffer.from(chunk))), ...events.end()];
}

describe('the data of events', () => {
  it('ends at a blank line, whichever line breaks there are', () => {
    for (const end of ['\n', '\r\n', '\r'])
      assert.deepEqual(read(`data: a${end}${end}data: b${end}${end}`), ['a', 'b'], JSON.stringify(end));
  });

  it('is without one space behind the colon, and no more', () => {
    assert.deepEqual(read('data:a\n\ndata: b\n\ndata:  c\n\n'), ['a', 'b', ' c']);
  });

  it('of several lines is joined by line feeds', () =>
    assert.deepEqual(read('data: a\ndata: b\ndata\n\n'), ['a\nb\n']));

  it('passes over types, ids, comments, unknown fields, and events without data', () => {
    assert.deepEqual(read(': hello\n\nevent: x\nid: 1\nretry: 5\ndata: a\nfoo: bar\n\nevent: y\n\n'), ['a']);
  });

  it('may be empty', () => assert.deepEqual(read('data:\n\n'), ['']));

  it('counts at the end though its blank line is missing', () => {
    assert.deepEqual(read('data: a\n\ndata: b'), ['a', 'b']);
    assert.deepEqual(read('data: a\n'), ['a']);
    assert.deepEqual(read(''), []);
  });

  it('begins behind a byte order mark', () => assert.deepEqual(read('\ufeffdata: a\n\n'), ['a']));

  it('comes as soon as it is whole', () => {
    const events = new EventData();
    assert.deepEqual(events.push(Buffer.from('data: a\n')), []);
    assert.deepEqual(events.push(Buffer.from('\n')), ['a']);
  });

  it('is the same wherever the bytes were cut, in the middle of a letter too', () => {
    const text = Buffer.from('data: é€😀\r\ndata: {"a":1}\r\n\r\n: x\r\n\r\ndata: [DONE]\n\n');
    const whole = read(text);
    assert.deepEqual(whole, ['é€😀\n{"a":1}', '[DONE]']);
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), text.length];
        assert.deepEqual(read(...at.slice(1).map((end, index) => text.subarray(at[index], end))), whole);
      }),
    );
  });

  it('does not grow without end', () => {
    const events = new EventData();
    const chunk = Buffer.alloc(8 * 1024 * 1024, 'x');
    assert.throws(() => {
      for (let i = 0; i < 10; i++) events.push(chunk);
    }, RangeError);
  });
});
