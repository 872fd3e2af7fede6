import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError } from '../../../../server/platform/errors.ts';
import { type LorasUnderTest, lorasUnderTest, model, refusal, root } from './fakes/lora-under-test.ts';

const refused = { ok: false, reason: 'its rank is too high', fault: 'caller', status: 400 } as const;

async function running(): Promise<LorasUnderTest & { readonly engine: ReturnType<LorasUnderTest['fleet']['launch']> }> {
  const under = await lorasUnderTest({ models: [model('base')] });
  const engine = under.fleet.launch('base');
  await under.until(() => engine.state === 'ready');
  return { ...under, engine };
}

/** The database takes so many rows more, and none after those until `mend` is called. */
function failAfter(count: number, { store }: LorasUnderTest): { mend(): void } {
  const put = store.put.bind(store);
  let left = count;
  store.put = async (record) => {
    left -= 1;
    if (left >= 0) return put(record);
    store.fault = new AppError('storage_unavailable', 'the disk is gone');
    throw store.fault;
  };
  return {
    mend() {
      store.put = put;
      store.fault = null;
    },
  };
}

describe('a database that fails while a LoRA adapter is loaded', () => {
  it('changes nothing where it fails at once', async () => {
    const under = await running();
    failAfter(0, under);
    assert.equal((await refusal(under.passing(under.load({ name: 'pirate' })))).code, 'storage_unavailable');
    assert.deepEqual(under.loras.list(), []);
    assert.deepEqual([...under.engine.has], []);
  });

  it('keeps nothing wanted of what the engine has refused', async () => {
    const under = await running();
    under.engine.refusals.set('pirate', refused);
    const { mend } = failAfter(1, under);
    assert.equal((await refusal(under.passing(under.load({ name: 'pirate' })))).code, 'lora_incompatible');
    under.engine.refusals.clear();
    await under.clock.advance(120_000);
    assert.deepEqual([...under.engine.has], []);
    assert.deepEqual(under.loras.served(), []);
    mend();
    await under.until(() => under.loras.list().length === 0);
    assert.deepEqual([...under.store.rows], []);
  });

  it('leaves the one before in force where its replacement was refused', async () => {
    const under = await running();
    await under.passing(under.load({ name: 'pirate', path: `${root}/first` }));
    under.engine.refusals.set('pirate', refused);
    failAfter(1, under);
    const replaced = under.load({ name: 'pirate', path: `${root}/second`, inPlace: true });
    assert.equal((await refusal(under.passing(replaced))).code, 'lora_incompatible');
    under.engine.refusals.clear();
    await under.clock.advance(120_000);
    assert.equal(under.loras.get('pirate')?.path, `${root}/first`);
    assert.equal(under.engine.has.get('pirate'), `${root}/first`);
  });

  it('does not keep it from being loaded, and asked for, when it is well again', async () => {
    const under = await running();
    under.engine.refusals.set('pirate', refused);
    const { mend } = failAfter(1, under);
    await refusal(under.passing(under.load({ name: 'pirate' })));
    under.engine.refusals.clear();
    mend();
    await under.passing(under.load({ name: 'pirate' }));
    assert.deepEqual(under.loras.served(), [{ name: 'pirate', model: 'base' }]);
    assert.equal(under.store.rows.get('pirate')?.wanted, true);
  });
});

describe('a gateway that ends while a LoRA adapter is replaced', () => {
  it('keeps the one that was proven, as its caller was told that the other failed', async () => {
    const under = await running();
    await under.passing(under.load({ name: 'pirate', path: `${root}/first` }));
    const replaced = refusal(under.load({ name: 'pirate', path: `${root}/second`, inPlace: true }));
    await under.until(() => under.store.rows.get('pirate')?.path === `${root}/second`);
    await under.loras.close();
    assert.equal((await replaced).code, 'shutting_down');
    assert.equal(under.store.rows.get('pirate')?.path, `${root}/first`);
  });
});
