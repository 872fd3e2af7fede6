import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ContainerState } from '../../../../../server/engines/launchers/docker/api/docker-api.ts';
import { exitOf, isAlive } from '../../../../../server/engines/launchers/docker/engine-exit.ts';

const ended = (fields: Partial<ContainerState>): ContainerState => ({
  status: 'exited',
  pid: null,
  exitCode: 0,
  oomKilled: false,
  error: '',
  startedAt: '',
  tty: false,
  labels: {},
  ...fields,
});

describe('how a container ended', () => {
  for (const [exitCode, code, signal] of [
    [0, 0, null],
    [1, 1, null],
    [127, 127, null],
    [137, null, 'SIGKILL'],
    [139, null, 'SIGSEGV'],
    [143, null, 'SIGTERM'],
    [255, 255, null],
  ] as const) {
    test(`Docker's ${exitCode} is ${signal ?? `code ${code}`}`, () => {
      assert.deepEqual(exitOf(ended({ exitCode }), false), { code, signal, wanted: false, spawnError: null });
    });
  }

  test('too much memory is named, with what to do', () => {
    const { signal, detail } = exitOf(ended({ exitCode: 137, oomKilled: true }), false);
    assert.equal(signal, 'SIGKILL');
    assert.match(detail ?? '', /more memory than it may: raise its memory limit/);
  });

  test("Docker's own words are kept", () => {
    assert.equal(exitOf(ended({ exitCode: 128, error: 'device lost' }), false).detail, 'device lost');
  });

  test('one that is gone was removed by somebody, unless that was wanted', () => {
    assert.match(exitOf(null, false).detail ?? '', /removed by somebody else/);
    assert.deepEqual(exitOf(null, true), { code: null, signal: null, wanted: true, spawnError: null });
  });

  test('it lives while it has a process', () => {
    const alive = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'].filter((status) =>
      isAlive({ status }),
    );
    assert.deepEqual(alive, ['running', 'paused', 'restarting']);
  });
});
