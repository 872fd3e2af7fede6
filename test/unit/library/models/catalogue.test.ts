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
    assert.deepEqual(catalogue.resolve('tiny'), { model: tiny, name: 'tiny', lora: null });
    assert.deepEqual(catalogue.resolve('gpt-4o-mini'), { model: tiny, name: 'gpt-4o-mini', lora: null });
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

  describe('with LoRA adapters', () => {
    const withLoras = (loras: readonly { name: string; model: string }[], models = [tiny, llama]) => {
      const catalogue = createCatalogue(models);
      catalogue.setLoras(loras);
      return catalogue;
    };
    const pirate = { name: 'pirate', model: 'tiny' };

    it('resolves the name of one to its model and to itself', () => {
      const catalogue = withLoras([pirate]);
      assert.deepEqual(catalogue.resolve('pirate'), { model: tiny, name: 'pirate', lora: 'pirate' });
      assert.equal(catalogue.resolve('tiny')?.lora, null);
    });

    it('lists each behind its model with the model as parent', () => {
      const entries = withLoras([{ name: 'org/poet', model: 'org/llama-8b' }, pirate]).list();
      assert.deepEqual(
        entries.map(({ id, parent, aliasOf, isLora }) => [id, parent, aliasOf, isLora]),
        [
          ['tiny', null, null, false],
          ['gpt-4o-mini', 'tiny', 'tiny', false],
          ['small', 'tiny', 'tiny', false],
          ['pirate', 'tiny', null, true],
          ['org/llama-8b', null, null, false],
          ['org/poet', 'org/llama-8b', null, true],
        ],
      );
    });

    for (const name of ['tiny', 'gpt-4o-mini', 'org/llama-8b'])
      it(`lets none shadow ${name}, which the configuration has`, () => {
        const catalogue = withLoras([{ name, model: 'tiny' }]);
        assert.equal(catalogue.resolve(name)?.lora, null);
        assert.equal(catalogue.list().filter(({ id }) => id === name).length, 1);
      });

    it('leaves out those whose model is gone, and has them again when it is back', () => {
      const catalogue = withLoras([pirate]);
      catalogue.update([llama]);
      assert.equal(catalogue.resolve('pirate'), null);
      assert.deepEqual(
        catalogue.list().map(({ id }) => id),
        ['org/llama-8b'],
      );
      catalogue.update([tiny]);
      assert.equal(catalogue.resolve('pirate')?.lora, 'pirate');
    });

    it('gives a name back to the LoRA adapter when no model has it any more', () => {
      const catalogue = withLoras([pirate], [tiny, model('pirate')]);
      assert.equal(catalogue.resolve('pirate')?.lora, null);
      catalogue.update([tiny]);
      assert.equal(catalogue.resolve('pirate')?.lora, 'pirate');
    });

    it('forgets the ones that are not named again', () => {
      const catalogue = withLoras([pirate]);
      catalogue.setLoras([]);
      assert.equal(catalogue.resolve('pirate'), null);
    });

    it('finds near names among them, for those who may use the model', () => {
      const catalogue = withLoras([pirate]);
      assert.deepEqual(catalogue.near('pirat'), ['pirate']);
      assert.deepEqual(
        catalogue.near('pirat', (name) => name !== 'tiny'),
        [],
      );
    });

    it('says which names models and aliases have taken', () => {
      const catalogue = withLoras([pirate]);
      assert.deepEqual(
        ['tiny', 'small', 'pirate', 'nobody'].map((name) => catalogue.taken(name)),
        [true, true, false, false],
      );
    });
  });
});
