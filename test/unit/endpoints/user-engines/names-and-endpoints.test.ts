import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseName } from '../../../../server/endpoints/user-engines/choose-name.ts';
import { findEndpoint } from '../../../../server/endpoints/user-engines/index.ts';
import type { EngineView, ReplicaState } from '../../../../server/engines/fleet/index.ts';
import { AppError } from '../../../../server/platform/errors.ts';

describe('the name of a user’s model', () => {
  const among = (...names: string[]) => {
    const taken = new Set(names);
    return (name: string): boolean => taken.has(name);
  };

  it('is its own where that is free', () => assert.equal(chooseName('org/m', 'alice', among()), 'org/m'));
  it('has the user’s before it where it is not', () =>
    assert.equal(chooseName('org/m', 'alice', among('org/m')), 'alice/org/m'));
  it('is refused where both are taken', () =>
    assert.throws(
      () => chooseName('m', 'alice', among('m', 'alice/m')),
      (error) => error instanceof AppError && error.code === 'engine_conflict',
    ));
});

const engine = (id: string, endpoint: string | null, state: ReplicaState = 'ready'): EngineView => ({
  id,
  model: `model of ${id}`,
  variant: 0,
  context: null,
  kind: 'openai',
  launcher: 'process',
  containerId: null,
  gpus: null,
  version: null,
  endpoint,
  pid: null,
  processStatus: null,
  state,
  inFlight: 0,
  startedAt: null,
  readyAt: null,
  reason: null,
  trouble: null,
});

describe('the engine that is meant by an address', () => {
  const engines = [
    engine('old', 'http://127.0.0.1:4000', 'stopped'),
    engine('a', 'http://127.0.0.1:4000'),
    engine('b', 'https://far.example/base'),
    engine('c', null, 'starting'),
    engine('d', 'http://127.0.0.1:4001', 'crashed'),
    { ...engine('e', 'http://127.0.0.1:4002'), containerId: '0123abcd' },
  ];
  const found = (asked: string): string | null => findEndpoint(engines, asked)?.id ?? null;

  it('runs in that container', () => assert.equal(found('0123abcd'), 'e'));

  it('has that address, or that id', () => {
    assert.equal(found('http://127.0.0.1:4000'), 'a');
    assert.equal(found('b'), 'b');
    assert.equal(found('c'), 'c');
  });

  it('may be named with the paths of its API behind it', () => {
    for (const path of ['/', '//', '/v1', '/v1/', '/v1/chat/completions', '/v1/completions'])
      assert.equal(found(`http://127.0.0.1:4000${path}`), 'a', path);
    assert.equal(found('https://far.example/base/v1'), 'b');
  });

  it('is one that runs', () => {
    assert.equal(found('old'), null);
    assert.equal(found('http://127.0.0.1:4001'), null);
  });

  it('is none where the address is another one, however like', () => {
    const others = [
      'http://localhost:4000',
      'http://127.0.0.1:40000',
      'http://127.0.0.1:4000@evil',
      'HTTP://127.0.0.1:4000',
    ];
    for (const asked of [...others, 'https://far.example', 'http://127.0.0.1:4000/v2', '', 'null'])
      assert.equal(found(asked), null, asked);
  });
});
