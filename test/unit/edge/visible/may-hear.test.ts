import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Caller } from '../../../../server/accounts/keys.ts';
import type { EdgePorts } from '../../../../server/edge/ports.ts';
import { mayHear } from '../../../../server/edge/visible/may-hear.ts';

const caller = (...verbs: string[]): Caller => ({
  name: 'x',
  verbs: new Set(verbs) as Caller['verbs'],
  models: null,
  account: null,
});

/** `mine` and its LoRA adapter `own` are the caller's, `theirs` is not, `gone` no longer is. */
const ports = {
  userEngines: { maySee: (_caller: Caller, { id }: { id: string }) => id !== 'hidden' },
  mayUse: (_caller: Caller, model: string, lora: string | null) => model !== 'theirs' || lora === 'own',
  catalogue: { resolve: (name: string) => (name === 'gone' ? null : {}) },
} as unknown as EdgePorts;

const heard = (by: Caller, type: string, fields: object): boolean =>
  mayHear(ports, by)({ seq: 1, time: '', type, ...fields });
const reader = caller('read');

test('engines are heard of by who may see them and may use their models', () => {
  const engine = (id: string, model: string) => heard(reader, 'engine.state', { engine: { id, model } });
  assert.deepEqual([engine('1', 'mine'), engine('1', 'theirs'), engine('hidden', 'mine')], [true, false, false]);
});

test('LoRA adapters are heard of by who may use them', () => {
  const lora = (id: string, model: string) => heard(reader, 'lora', { lora_adapter: { id, model } });
  assert.deepEqual([lora('any', 'mine'), lora('own', 'theirs'), lora('other', 'theirs')], [true, true, false]);
});

test('pulls of images are heard of by who may use the model, as long as it is known whose it is', () => {
  const image = (by: Caller, model: string) => heard(by, 'image', { pull: { model } });
  assert.deepEqual([image(reader, 'mine'), image(reader, 'theirs'), image(reader, 'gone')], [true, false, false]);
  assert.equal(image(caller('admin'), 'gone'), true);
});

test('downloads and reloads are heard of by who has the verbs for such things', () => {
  for (const [type, verb] of [
    ['download', 'lora'],
    ['config.reloaded', 'engines'],
    ['config.rejected', 'engines'],
  ] as const) {
    assert.equal(heard(reader, type, {}), false, type);
    assert.equal(heard(caller('read', verb), type, {}), true, type);
    assert.equal(heard(caller('admin'), type, {}), true, type);
  }
});
