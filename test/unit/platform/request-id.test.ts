import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { requestId } from '../../../server/platform/request-id.ts';

describe('request ids', () => {
  test("keep the client's own where a header, a log line and a URL can carry it", () => {
    assert.equal(requestId('trace-1:a/b=c+d_e.f'), 'trace-1:a/b=c+d_e.f');
  });

  test('replace one that cannot be carried', () => {
    for (const bad of ['', 'a b', 'ü', 'a"b', 'x'.repeat(129), 'a\u0080b', '<x>'])
      assert.match(requestId(bad), /^req_/);
  });

  test('are never the same twice', () => {
    const ids = new Set(Array.from({ length: 1000 }, () => requestId(undefined)));
    assert.equal(ids.size, 1000);
  });
});
