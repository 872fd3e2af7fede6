import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createStopMatcher } from '../../../../../server/engines/kinds/embedded/program/generate/stop-matcher.ts';

/** Pushes the pieces until one stops; gives what came out. */
function run(stops: readonly string[], pieces: readonly string[]) {
  const matcher = createStopMatcher(stops);
  const out: string[] = [];
  for (const piece of pieces) {
    const { text, stopped } = matcher.push(piece);
    out.push(text);
    if (stopped) return { out, stopped };
  }
  out.push(matcher.flush());
  return { out, stopped: false };
}

describe('stop strings', () => {
  it('let everything through at once where there are none', () => {
    assert.deepEqual(run([], ['a', 'b']).out, ['a', 'b', '']);
  });

  it('end the text before themselves', () => {
    assert.deepEqual(run(['STOP'], ['go STOP go']), { out: ['go '], stopped: true });
  });

  it('are found when they come in pieces, and nothing of them gets out', () => {
    assert.deepEqual(run(['STOP'], ['go S', 'T', 'OP go']), { out: ['go ', '', ''], stopped: true });
  });

  it('let out what only looked like one', () => {
    assert.deepEqual(run(['STOP'], ['ST', 'AY']).out, ['', 'STAY', '']);
    assert.deepEqual(run(['STOP'], ['end ST']).out, ['end ', 'ST']);
  });

  it('hold back no more than may become one', () => {
    assert.deepEqual(run(['aab'], ['aaa', 'ab']), { out: ['a', 'a'], stopped: true });
  });

  it('of which several are in the text: the first ends it', () => {
    assert.deepEqual(run(['two', 'one'], ['zero one two']), { out: ['zero '], stopped: true });
  });

  it('find the same however the text is cut', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 30 });
    const stop = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 8 }), fc.array(stop, { maxLength: 3 }), (pieces, stops) => {
        const whole = pieces.join('');
        const places = stops.map((it) => whole.indexOf(it)).filter((it) => it >= 0);
        const { out, stopped } = run(stops, pieces);
        const text = out.join('');
        assert.equal(stopped, places.length > 0);
        // One that is whole earlier ends the text, even where a longer one began before it.
        if (!stopped) assert.equal(text, whole);
        else assert.ok(whole.startsWith(text) && stops.some((it) => whole.startsWith(it, text.length)));
      }),
    );
  });
});
