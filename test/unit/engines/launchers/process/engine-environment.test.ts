import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engineEnvironment } from '../../../../../server/engines/launchers/process/engine-environment.ts';

const parts = {
  base: { PATH: '/bin', CI_KEY: 's3cret', EMPTY: '', GONE: undefined },
  drop: new Set(['CI_KEY']),
  own: {},
  marker: 'g/e/1',
};

describe("an engine's environment", () => {
  test("is the gateway's, without the names to drop, plus the marker", () => {
    assert.deepEqual(engineEnvironment(parts), { PATH: '/bin', EMPTY: '', ROUNDHOUSE_ENGINE: 'g/e/1' });
  });

  test("the engine's own variables win, a dropped name included", () => {
    const environment = engineEnvironment({ ...parts, own: { PATH: '/opt', CI_KEY: 'mine' } });
    assert.deepEqual([environment['PATH'], environment['CI_KEY']], ['/opt', 'mine']);
  });

  test('nobody can take the marker away', () => {
    const environment = engineEnvironment({
      ...parts,
      base: { ROUNDHOUSE_ENGINE: 'outer/gateway/1' },
      own: { ROUNDHOUSE_ENGINE: 'mine' },
    });
    assert.deepEqual(environment, { ROUNDHOUSE_ENGINE: 'g/e/1' });
  });
});
