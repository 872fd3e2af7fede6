import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatText } from '../../../../server/platform/log/format-text.ts';

const line = (fields: object): string =>
  formatText(JSON.stringify({ level: 'info', time: '2026-11-21T04:05:06.789Z', ...fields }));

describe('log lines for people', () => {
  for (const [fields, text] of [
    [{ msg: 'ready' }, '04:05:06.789 INFO  ready\n'],
    [{ engine: 'e1', ms: 1.5, ok: true, msg: 'ready' }, '04:05:06.789 INFO  ready engine=e1 ms=1.5 ok=true\n'],
    [{ level: 'error', path: 'a b', msg: 'x' }, '04:05:06.789 ERROR x path="a b"\n'],
    [{ list: [1, 'a'], none: null }, '04:05:06.789 INFO  list=[1,"a"] none=null\n'],
    [{ empty: '' }, '04:05:06.789 INFO  empty=""\n'],
  ] as const)
    it(JSON.stringify(fields), () => assert.equal(line(fields), text));

  it('show the stack of an error below', () => {
    assert.equal(
      line({ msg: 'gone', err: { type: 'Error', message: 'no', stack: 'Error: no\n    at a.ts:1' } }),
      '04:05:06.789 INFO  gone\n    Error: no\n    at a.ts:1\n',
    );
  });

  it('never drive the terminal', () => {
    assert.equal(line({ msg: 'a\u001b[2Jb', x: '\u009b1m' }), '04:05:06.789 INFO  a\\x1b[2Jb x="\\x9b1m"\n');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (msg, value) => {
        assert.doesNotMatch(line({ msg, value }).slice(0, -1), /[\u0000-\u001f\u007f-\u009f]/);
      }),
    );
  });
});
