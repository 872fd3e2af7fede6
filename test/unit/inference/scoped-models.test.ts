/** Which names a scoped key may ask for: models, aliases and LoRA adapters. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Caller, mayInfer } from '../../../server/accounts/keys.ts';
import { resolveModel } from '../../../server/inference/resolve.ts';
import { createCatalogue } from '../../../server/library/models/catalogue.ts';
import { AppError } from '../../../server/platform/errors.ts';
import { modelConfig } from '../engines/fleet/fakes/fleet-under-test.ts';

const catalogue = createCatalogue([{ ...modelConfig('tiny'), aliases: ['nick'] }, modelConfig('other')]);
catalogue.setLoras([
  { name: 'pirate', model: 'tiny' },
  { name: 'poet', model: 'tiny' },
  { name: 'pilot', model: 'other' },
]);

const all = ['tiny', 'nick', 'other', 'pirate', 'poet', 'pilot'];

const scoped = (models: readonly string[] | null): Caller => ({
  name: 'alice/laptop',
  verbs: new Set(['infer']),
  models: models === null ? null : new Set(models),
  account: { userId: 'usr_1', credentialId: 'key_1', kind: 'key' },
});

function refusal(name: string, caller: Caller): AppError | null {
  const route = { path: '/v1/chat/completions', errorShape: 'openai' } as const;
  try {
    resolveModel(name, { caller, route }, { names: catalogue, mayUse: mayInfer });
    return null;
  } catch (error) {
    assert.ok(error instanceof AppError);
    return error;
  }
}

describe('a key', () => {
  for (const [models, may] of [
    [null, all],
    [['tiny'], ['tiny', 'nick', 'pirate', 'poet']],
    [['pirate'], ['pirate']],
    [
      ['pirate', 'other'],
      ['other', 'pirate', 'pilot'],
    ],
    [['nobody'], []],
    [[], []],
  ] as const)
    it(`for ${models === null ? 'everything' : models.join(' and ') || 'nothing'} may ask for ${may.join(', ') || 'nothing'}`, () => {
      const caller = scoped(models);
      assert.deepEqual(
        all.filter((name) => refusal(name, caller) === null),
        may,
      );
    });

  it('is told of what it may not use as of what does not exist, and no names that are not its own', () => {
    const caller = scoped(['pirate']);
    const told = (name: string) => {
      const error = refusal(name, caller);
      return [error?.code, error?.details, error?.message.replaceAll(`"${name}"`, '""')];
    };
    assert.deepEqual(told('poet'), told('xxxx'));
    const near = refusal('pilat', caller);
    assert.doesNotMatch(near?.message ?? '', /poet|pilot|tiny|other|nick/);
    assert.match(refusal('pirat', caller)?.message ?? '', /pirate/);
  });
});
