import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError } from '../../../../server/platform/errors.ts';
import type { FakeEngine } from './fakes/fake-engine.ts';
import { FakeStore, type LorasUnderTest, lorasUnderTest, model, refusal, root } from './fakes/lora-under-test.ts';

/** A gateway with engines that are ready. */
async function running(count: number, options: Partial<Parameters<typeof lorasUnderTest>[0]> = {}) {
  const under = await lorasUnderTest({ models: [model('base')], ...options });
  const engines: FakeEngine[] = [];
  for (let index = 0; index < count; index++) engines.push(under.fleet.launch('base'));
  await under.clock.advance(500);
  return { ...under, engines };
}

const stateOf = ({ loras }: FakeEngine, name: string) => loras.get(name)?.state ?? null;
const names = ({ loras }: LorasUnderTest) => loras.served().map(({ name }) => name);

describe('loading a LoRA adapter by the routes of the engine', () => {
  it('loads it on every replica, reads it back, and has it served', async () => {
    const under = await running(3);
    const outcome = await under.passing(under.load({ name: 'pirate' }));
    assert.ok(outcome.done);
    assert.match(outcome.message, /'pirate' is loaded on 3 engines/);
    assert.equal(outcome.lora.state, 'loaded');
    for (const engine of under.engines) {
      assert.equal(engine.has.get('pirate'), `${root}/pirate`);
      assert.equal(stateOf(engine, 'pirate'), 'loaded');
      assert.equal(engine.calls.at(-1), 'list');
    }
    assert.deepEqual(under.loras.served(), [{ name: 'pirate', model: 'base' }]);
    assert.equal(under.store.rows.get('pirate')?.wanted, true);
  });

  it('records it where no engine runs, and loads it before the first request', async () => {
    const under = await running(0);
    const outcome = await under.passing(under.load({ name: 'pirate' }));
    assert.match(outcome.done ? outcome.message : '', /before the first request/);
    assert.deepEqual(names(under), ['pirate']);
    const engine = under.fleet.launch('base');
    await under.clock.advance(500);
    assert.equal(engine.state, 'ready');
    assert.equal(stateOf(engine, 'pirate'), 'loaded');
  });

  it('is a success again for the same path, and calls nothing but the list', async () => {
    const under = await running(1);
    await under.passing(under.load({ name: 'pirate' }));
    const [engine] = under.engines as [FakeEngine];
    engine.calls.length = 0;
    assert.ok((await under.passing(under.load({ name: 'pirate' }))).done);
    assert.deepEqual(engine.calls, ['list']);
  });

  it('refuses another path under the same name, naming what replaces it', async () => {
    const under = await running(1);
    await under.passing(under.load({ name: 'pirate' }));
    const error = await refusal(under.passing(under.load({ name: 'pirate', path: `${root}/other` })));
    assert.equal(error.code, 'invalid_request');
    assert.match(error.message, /load_inplace/);
    assert.equal(under.engines[0]?.has.get('pirate'), `${root}/pirate`);
  });

  it('replaces it on every replica with load_inplace, and does not stop serving it', async () => {
    const under = await running(2);
    await under.passing(under.load({ name: 'pirate' }));
    const replacing = under.load({ name: 'pirate', path: `${root}/other`, inPlace: true });
    assert.deepEqual(names(under), ['pirate']);
    await under.passing(replacing);
    for (const engine of under.engines) assert.equal(engine.has.get('pirate'), `${root}/other`);
    assert.equal(under.store.rows.get('pirate')?.path, `${root}/other`);
  });

  it('reads the same path again with load_inplace, as its files may be other ones', async () => {
    const under = await running(1);
    await under.passing(under.load({ name: 'pirate' }));
    await under.passing(under.load({ name: 'pirate', inPlace: true }));
    assert.ok(under.engines[0]?.calls.includes('load pirate in place'));
  });

  it('takes a failed load back everywhere and answers with the reason of the engine', async () => {
    const under = await running(3);
    under.engines[2]?.refuse('pirate', 'rank 64 is above --max-lora-rank 16');
    const error = await refusal(under.passing(under.load({ name: 'pirate' })));
    assert.equal(error.code, 'lora_incompatible');
    assert.match(error.message, /rank 64 is above/);
    for (const engine of under.engines) assert.equal(engine.has.size, 0);
    assert.equal(under.store.rows.size, 0);
    assert.deepEqual(under.loras.list(), []);
    assert.deepEqual(names(under), []);
  });

  for (const [fault, code] of [
    ['caller', 'lora_incompatible'],
    ['setup', 'lora_conflict'],
    ['engine', 'lora_load_failed'],
    ['unreachable', 'lora_load_failed'],
  ] as const)
    it(`answers ${code} where the fault is the ${fault}'s`, async () => {
      const under = await running(1);
      under.engines[0]?.refuse('pirate', 'no', fault);
      assert.equal((await refusal(under.passing(under.load({ name: 'pirate' })))).code, code);
    });

  it('puts the old one back on every replica where a replacement fails on one', async () => {
    const under = await running(2);
    await under.passing(under.load({ name: 'pirate' }));
    under.engines[1]?.refuse('pirate', 'out of memory', 'engine');
    const replacing = under.load({ name: 'pirate', path: `${root}/other`, inPlace: true });
    const failing = refusal(replacing);
    await under.until(() => under.engines[0]?.has.get('pirate') === `${root}/other`);
    await under.until(() => under.engines[0]?.calls.filter((call) => call.endsWith('in place')).length === 2);
    under.engines[1]?.refusals.clear();
    assert.equal((await under.passing(failing)).code, 'lora_load_failed');
    for (const engine of under.engines) assert.equal(engine.has.get('pirate'), `${root}/pirate`);
    assert.equal(under.store.rows.get('pirate')?.path, `${root}/pirate`);
    assert.deepEqual(names(under), ['pirate']);
  });

  it('does not believe an engine that says yes and does not list it', async () => {
    const under = await running(1);
    for (const engine of under.engines) engine.lies = true;
    const error = await refusal(under.passing(under.load({ name: 'pirate' })));
    assert.match(error.message, /does not list it/);
    assert.deepEqual(under.loras.list(), []);
  });

  it('fails within its time on an engine that hangs', async () => {
    const under = await running(2, { limits: { callMs: 3000, listMs: 1000 } });
    const [, hanging] = under.engines as [FakeEngine, FakeEngine];
    hanging.fault = 'hang';
    const error = await refusal(under.passing(under.load({ name: 'pirate' })));
    assert.equal(error.code, 'lora_load_failed');
    // What it may have taken all the same is taken out when it answers again.
    assert.equal(under.loras.get('pirate')?.state ?? 'unloading', 'unloading');
    hanging.fault = null;
    hanging.has.set('pirate', `${root}/pirate`);
    await under.clock.advance(40_000);
    assert.equal(hanging.has.size, 0);
    assert.deepEqual(under.loras.list(), []);
    assert.equal(under.store.rows.size, 0);
  });

  it('fails where the engine dies of it, and does not load it again when it is back', async () => {
    const under = await running(1);
    const [engine] = under.engines as [FakeEngine];
    engine.callMs = 100;
    const loading = under.load({ name: 'deadly' });
    const failing = refusal(loading);
    await under.until(() => engine.calls.includes('load deadly'));
    under.fleet.crash(engine);
    assert.equal((await under.passing(failing)).code, 'lora_load_failed');
    const next = under.fleet.launch('base');
    await under.clock.advance(500);
    assert.equal(next.state, 'ready');
    assert.deepEqual(next.calls, []);
  });

  it('does not mind a replica that is stopped on purpose meanwhile', async () => {
    const under = await running(2);
    const [leaving] = under.engines as [FakeEngine];
    leaving.callMs = 100;
    const loading = under.load({ name: 'pirate' });
    await under.until(() => leaving.calls.includes('list'));
    under.fleet.stop(leaving);
    assert.ok((await under.passing(loading)).done);
    assert.deepEqual(names(under), ['pirate']);
  });

  it('changes nothing where the database does not take it', async () => {
    const store = new FakeStore();
    const under = await running(1, { store });
    store.fault = new AppError('storage_unavailable', 'The database cannot be used now: the disk is full.');
    assert.equal((await refusal(under.passing(under.load({ name: 'pirate' })))).code, 'storage_unavailable');
    assert.deepEqual(under.engines[0]?.calls, []);
    assert.deepEqual(under.loras.list(), []);
  });

  it('leaves alone what somebody else has loaded, and does not serve it', async () => {
    const under = await running(1);
    const [engine] = under.engines as [FakeEngine];
    engine.has.set('static', '/elsewhere');
    await under.passing(under.load({ name: 'pirate' }));
    await under.passing(under.loras.unload('pirate'));
    await under.clock.advance(60_000);
    assert.deepEqual([...engine.has.keys()], ['static']);
    assert.deepEqual(under.loras.list(), []);
  });

  it('loads over what somebody else has loaded under the name from elsewhere', async () => {
    const under = await running(1);
    const [engine] = under.engines as [FakeEngine];
    engine.has.set('pirate', '/elsewhere');
    await under.passing(under.load({ name: 'pirate' }));
    assert.equal(engine.has.get('pirate'), `${root}/pirate`);
  });

  it('works with an engine that tells neither its list nor paths', async () => {
    const under = await running(1);
    const [engine] = under.engines as [FakeEngine];
    engine.tellsList = false;
    await under.passing(under.load({ name: 'pirate' }));
    await under.passing(under.load({ name: 'pirate', path: `${root}/other`, inPlace: true }));
    assert.equal(engine.has.get('pirate'), `${root}/other`);
    await under.passing(under.loras.unload('pirate'));
    assert.equal(engine.has.size, 0);
  });

  it('loads two at once for one model, and two requests for one name once', async () => {
    const under = await running(1);
    await under.passing(Promise.all([under.load({ name: 'a' }), under.load({ name: 'b' }), under.load({ name: 'a' })]));
    assert.deepEqual([...(under.engines[0]?.has.keys() ?? [])].sort(), ['a', 'b']);
    assert.equal(under.engines[0]?.calls.filter((call) => call === 'load a').length, 1);
  });
});

describe('unloading a LoRA adapter', () => {
  it('takes it off every replica, reads that back, and forgets it', async () => {
    const under = await running(2);
    await under.passing(under.load({ name: 'pirate' }));
    const unloading = under.loras.unload('pirate');
    const view = await under.passing(unloading);
    assert.equal(view.wanted, false);
    assert.deepEqual(view.replicas, []);
    for (const engine of under.engines) assert.equal(engine.has.size, 0);
    assert.equal(under.store.rows.size, 0);
    assert.equal(under.loras.get('pirate'), null);
  });

  it('lets no request reach it from the first moment on', async () => {
    const under = await running(1);
    await under.passing(under.load({ name: 'pirate' }));
    for (const engine of under.engines) engine.callMs = 1000;
    const unloading = under.loras.unload('pirate');
    await under.clock.advance(0);
    assert.deepEqual(names(under), []);
    assert.equal(under.loras.get('pirate')?.state, 'unloading');
    await under.passing(unloading);
  });

  it('does not know what was never loaded', async () => {
    const under = await running(1);
    const error = await refusal(under.loras.unload('nobody'));
    assert.equal(error.code, 'lora_not_found');
    assert.equal(error.details.param, 'lora_name');
  });

  it('says so where an engine answers yes and keeps it, and goes on trying', async () => {
    const under = await running(1);
    await under.passing(under.load({ name: 'pirate' }));
    const [engine] = under.engines as [FakeEngine];
    engine.lies = true;
    const error = await refusal(under.passing(under.loras.unload('pirate')));
    assert.equal(error.code, 'lora_load_failed');
    assert.equal(under.store.rows.get('pirate')?.wanted, false);
    assert.equal(under.loras.get('pirate')?.state, 'unloading');
    engine.lies = false;
    await under.clock.advance(20_000);
    assert.equal(engine.has.size, 0);
    assert.equal(under.store.rows.size, 0);
  });

  it('can be loaded again after it, from another place', async () => {
    const under = await running(1);
    await under.passing(under.load({ name: 'pirate' }));
    await under.passing(under.loras.unload('pirate'));
    await under.passing(under.load({ name: 'pirate', path: `${root}/other` }));
    assert.equal(under.engines[0]?.has.get('pirate'), `${root}/other`);
  });

  it('tells of each change, the end included', async () => {
    const under = await running(1);
    const seen: string[] = [];
    under.loras.subscribe(({ name, state, wanted }) => seen.push(`${name} ${state}${wanted ? '' : ' (not wanted)'}`));
    await under.passing(under.load({ name: 'pirate' }));
    await under.passing(under.loras.unload('pirate'));
    assert.deepEqual([...new Set(seen)], ['pirate loading', 'pirate loaded', 'pirate unloading (not wanted)']);
  });

  it('tells when one can be asked for, so that the catalogue is asked anew', async () => {
    const under = await running(0);
    const served: number[] = [];
    under.loras.subscribe(() => served.push(under.loras.served().length));
    await under.passing(under.load({ name: 'pirate' }));
    assert.equal(served.at(-1), 1);
    await under.passing(under.loras.unload('pirate'));
    assert.equal(served.at(-1), 0);
  });
});
