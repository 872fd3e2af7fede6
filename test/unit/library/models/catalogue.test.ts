import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCatalogue } from '../../../../server/library/models/catalogue.ts';
import type { ModelConfig } from '../../../../server/platform/config/config.ts';

const model = (name: string, aliases: readonly string[] = []): ModelConfig => ({
  name,
  aliases,
  engine: 'vllm',
  idleUnloadMs: null,
  preload: false,
  replicas: 1,
  concurrency: null,
  maxWaitMs: 1,
  maxQueue: 1,
  drainTimeoutMs: 1,
  reserveTokens: 1,
  variants: [],
  urls: [],
  engineModel: null,
  headers: {},
  apiKey: null,
  healthPath: null,
});

describe('the catalogue', () => {
  const tiny = model('tiny', ['gpt-4o-mini', 'small']);
  const llama = model('org/llama-8b');

  it('resolves names and aliases to the model', () => {
    const catalogue = createCatalogue([tiny, llama]);
    assert.deepEqual(catalogue.resolve('tiny'), { model: tiny, name: 'tiny' });
    assert.deepEqual(catalogue.resolve('gpt-4o-mini'), { model: tiny, name: 'gpt-4o-mini' });
    assert.equal(catalogue.resolve('org/llama-8b')?.model, llama);
  });

  for (const name of ['', 'Tiny', 'tiny ', 'constructor', '__proto__', 'org'])
    it(`does not know ${JSON.stringify(name)}`, () => assert.equal(createCatalogue([tiny, llama]).resolve(name), null));

  it('lists each model with its aliases, in their order', () => {
    assert.deepEqual(
      createCatalogue([tiny, llama])
        .list()
        .map(({ id, aliasOf }) => [id, aliasOf]),
      [
        ['tiny', null],
        ['gpt-4o-mini', 'tiny'],
        ['small', 'tiny'],
        ['org/llama-8b', null],
      ],
    );
  });

  it('finds near names, aliases among them', () => {
    const catalogue = createCatalogue([tiny, llama]);
    assert.deepEqual(catalogue.near('tinny'), ['tiny']);
    assert.deepEqual(catalogue.near('gpt-4o'), ['gpt-4o-mini']);
    assert.deepEqual(catalogue.near('LLAMA-8B'), ['org/llama-8b']);
  });

  it('gives away no name of a model that is not allowed, nor its aliases', () => {
    const catalogue = createCatalogue([tiny, model('tiny-2')]);
    assert.deepEqual(
      catalogue.near('tiny', (name) => name === 'tiny-2'),
      ['tiny-2'],
    );
    assert.deepEqual(
      catalogue.near('gpt-4o', (name) => name === 'tiny-2'),
      [],
    );
  });

  it('finds as many as asked for', () => {
    const catalogue = createCatalogue([model('aaa1'), model('aaa2'), model('aaa3'), model('aaa4')]);
    assert.equal(catalogue.near('aaa').length, 3);
    assert.equal(catalogue.near('aaa', () => true, 1).length, 1);
  });

  it('takes new models in place of the old', () => {
    const catalogue = createCatalogue([tiny]);
    catalogue.update([llama]);
    assert.equal(catalogue.resolve('tiny'), null);
    assert.equal(catalogue.resolve('gpt-4o-mini'), null);
    assert.equal(catalogue.resolve('org/llama-8b')?.model, llama);
    assert.equal(catalogue.list().length, 1);
  });
});
