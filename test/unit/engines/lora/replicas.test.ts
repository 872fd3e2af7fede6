import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { insideRoots } from '../../../../server/library/downloads/index.ts';
import type { FakeEngine } from './fakes/fake-engine.ts';
import { gguf, type LorasUnderTest, lorasUnderTest, model, refusal, root } from './fakes/lora-under-test.ts';

const far = model('base', { started: false });

async function loaded(models = [model('base')], options: Partial<Parameters<typeof lorasUnderTest>[0]> = {}) {
  const under = await lorasUnderTest({ models, ...options });
  const engine = under.fleet.launch('base');
  await under.clock.advance(200);
  await under.passing(under.load({ name: 'pirate' }));
  return { ...under, engine };
}

const doubt = ({ loras, fleet }: LorasUnderTest, engine: FakeEngine): void => {
  const { id, kind, target } = engine;
  // As the fleet does it: nothing counts until it is said anew.
  fleet.setLoras(id, new Map([['pirate', { state: 'loading', id: null, reason: null }]]));
  loras.fleetHooks.onLoraDoubt({ id, model: 'base', variant: 0, kind, target });
};

const stateOf = ({ loras }: FakeEngine) => loras.get('pirate')?.state ?? null;

describe('a replica with LoRA adapters', () => {
  it('has them again after a crash, before its first request', async () => {
    const under = await loaded();
    under.fleet.crash(under.engine);
    const next = under.fleet.launch('base');
    let atReady: string | null = null;
    under.fleet.subscribe(({ engine }) => {
      if (engine.id === next.id && engine.state === 'ready') atReady ??= next.has.get('pirate') ?? 'nothing';
    });
    await under.clock.advance(500);
    assert.equal(atReady, `${root}/pirate`);
    assert.equal(stateOf(next), 'loaded');
  });

  it('has them from the start when it is added to others', async () => {
    const under = await loaded();
    const added = under.fleet.launch('base');
    await under.clock.advance(500);
    assert.equal(stateOf(added), 'loaded');
  });

  it('has them after a restart of the gateway, and is not asked to load what it has', async () => {
    const under = await loaded([far]);
    const next = await under.restartGateway();
    assert.deepEqual(next.loras.served(), [{ name: 'pirate', model: 'base' }]);
    under.engine.calls.length = 0;
    await under.passing(next.fleet.comeBack(under.engine, false));
    assert.deepEqual(under.engine.calls, ['list']);
    assert.equal(stateOf(under.engine), 'loaded');
  });

  it('gets what was loaded while it was being prepared', async () => {
    const under = await loaded();
    const added = under.fleet.launch('base');
    added.callMs = 200;
    await under.clock.advance(100);
    assert.equal(added.state, 'starting');
    await under.passing(under.load({ name: 'poet' }));
    await under.clock.advance(2000);
    assert.equal(added.loras.get('poet')?.state, 'loaded');
    assert.equal(added.has.get('poet'), `${root}/poet`);
  });

  it('takes requests for the others after a time, where it hangs on its LoRA adapters', async () => {
    const under = await loaded([model('base')], { limits: { prepareMs: 10_000, callMs: 30_000, listMs: 30_000 } });
    const added = under.fleet.launch('base');
    added.fault = 'hang';
    await under.clock.advance(10_200);
    assert.equal(added.state, 'ready');
    assert.equal(stateOf(added), 'failed');
    assert.match(added.loras.get('pirate')?.reason?.message ?? '', /within 10 s/);
    added.fault = null;
    await under.clock.advance(120_000);
    assert.equal(stateOf(added), 'loaded');
  });

  it('is ready without the one that it refuses, shows why, and is asked again ever more rarely', async () => {
    const under = await loaded();
    const added = under.fleet.launch('base');
    added.refuse('pirate', 'no memory', 'engine');
    await under.clock.advance(500);
    assert.equal(added.state, 'ready');
    const view = under.loras.get('pirate');
    assert.equal(view?.state, 'failed');
    assert.equal(view?.reason, 'no memory');
    assert.deepEqual(
      view?.replicas.map(({ state }) => state),
      ['loaded', 'failed'],
    );
    await under.clock.advance(600_000);
    const tries = added.calls.filter((call) => call.startsWith('load')).length;
    assert.ok(tries >= 4 && tries <= 8, `${tries} tries`);
    added.refusals.clear();
    await under.clock.advance(700_000);
    assert.equal(under.loras.get('pirate')?.state, 'loaded');
  });

  it('is repaired within the quarter of a minute when it has lost one', async () => {
    const under = await loaded();
    under.engine.has.clear();
    await under.clock.advance(15_100);
    assert.equal(under.engine.has.get('pirate'), `${root}/pirate`);
    assert.equal(stateOf(under.engine), 'loaded');
  });

  it('is looked at at once when it is doubted', async () => {
    const under = await loaded();
    under.engine.has.clear();
    doubt(under, under.engine);
    await under.clock.advance(100);
    assert.equal(under.engine.has.get('pirate'), `${root}/pirate`);
    assert.equal(stateOf(under.engine), 'loaded');
  });

  it('is believed again after a doubt that was none', async () => {
    const under = await loaded();
    under.engine.calls.length = 0;
    doubt(under, under.engine);
    await under.clock.advance(100);
    assert.deepEqual(under.engine.calls, ['list']);
    assert.equal(stateOf(under.engine), 'loaded');
  });

  it('is asked until it answers when it is doubted, and gets no request for it meanwhile', async () => {
    const under = await loaded();
    under.engine.fault = 'unreachable';
    doubt(under, under.engine);
    await under.clock.advance(2000);
    assert.notEqual(stateOf(under.engine), 'loaded');
    under.engine.fault = null;
    await under.clock.advance(15_000);
    assert.equal(stateOf(under.engine), 'loaded');
  });

  it('that cannot be asked for a moment keeps what it has', async () => {
    const under = await loaded();
    under.engine.tellsList = false;
    await under.clock.advance(31_000);
    assert.equal(stateOf(under.engine), 'loaded');
  });

  it('is not asked again and again where its list waits in one queue with its requests', async () => {
    const under = await lorasUnderTest({ models: [model('base', { kind: 'llama.cpp' })] });
    await under.passing(under.load({ name: 'pirate', path: gguf('pirate') }));
    const engine = under.fleet.launch('base');
    await under.until(() => engine.state === 'ready');
    await under.clock.advance(600_000);
    assert.deepEqual(engine.calls, ['list']);
  });

  it('fails on all of them, with the reason, where its model has an engine of another kind now', async () => {
    const under = await loaded([far]);
    under.fleet.models.set('base', model('base', { kind: 'openai', started: false }));
    under.loras.reconfigured();
    doubt(under, under.engine);
    await under.clock.advance(100);
    assert.match(under.loras.get('pirate')?.reason ?? '', /takes no LoRA adapters/);
  });
});

describe('a LoRA adapter that lies outside of the roots since the configuration was changed', () => {
  const narrowed = (deps: { roots: readonly string[] }) => ({
    deps: { roots: () => deps.roots, insideRoots },
  });

  it('is loaded into no engine any more, and asked of none', async () => {
    const now = { roots: [root] };
    writeFileSync(`${root}/pirate`, '');
    const under = await loaded([model('base')], narrowed(now));
    now.roots = [`${root}/other`];
    under.fleet.crash(under.engine);
    const next = under.fleet.launch('base');
    await under.until(() => next.state === 'ready');
    assert.equal(next.has.size, 0);
    assert.equal(stateOf(next), 'failed');
    assert.match(under.loras.get('pirate')?.reason ?? '', /was left out: .*none of the download roots/);
    now.roots = [root];
    await under.until(() => stateOf(next) === 'loaded');
  });

  it('is left out of the command line too', async () => {
    const now = { roots: [root] };
    const under = await lorasUnderTest({ models: [model('base', { kind: 'llama.cpp' })], ...narrowed(now) });
    await under.passing(under.load({ name: 'poet', path: gguf('poet') }));
    now.roots = [`${root}/other`];
    const engine = under.fleet.launch('base');
    await under.until(() => engine.state === 'ready');
    assert.equal(engine.has.size, 0);
    assert.equal(engine.loras.get('poet')?.state, 'failed');
  });
});

describe('a replica that cannot be reached', () => {
  it('is told of an unload when it comes back, and the row is kept until then', async () => {
    const under = await loaded([far]);
    under.fleet.cutOff(under.engine);
    const view = await under.passing(under.loras.unload('pirate'));
    assert.equal(view.wanted, false);
    assert.equal(under.store.rows.get('pirate')?.wanted, false);
    await under.passing(under.fleet.comeBack(under.engine, false));
    await under.clock.advance(100);
    assert.equal(under.engine.has.size, 0);
    assert.equal(under.store.rows.size, 0);
    assert.deepEqual(under.loras.list(), []);
  });

  it('is told of it also by a gateway that was restarted in between', async () => {
    const under = await loaded([far]);
    under.fleet.cutOff(under.engine);
    await under.passing(under.loras.unload('pirate'));
    const next = await under.restartGateway();
    assert.deepEqual(next.loras.served(), []);
    await under.passing(next.fleet.comeBack(under.engine, false));
    await under.clock.advance(100);
    assert.equal(under.engine.has.size, 0);
    assert.equal(under.store.rows.size, 0);
  });

  it('gets what was loaded meanwhile when it comes back', async () => {
    const under = await loaded([far]);
    under.fleet.cutOff(under.engine);
    await under.passing(under.load({ name: 'poet' }));
    await under.passing(under.fleet.comeBack(under.engine, true));
    assert.deepEqual([...under.engine.has.keys()].sort(), ['pirate', 'poet']);
  });

  it('gets the replacement of what it still has', async () => {
    const under = await loaded([far]);
    under.engine.tellsPaths = false;
    under.fleet.cutOff(under.engine);
    await under.passing(under.load({ name: 'pirate', path: `${root}/other`, inPlace: true }));
    await under.passing(under.fleet.comeBack(under.engine, false));
    assert.equal(under.engine.has.get('pirate'), `${root}/other`);
  });

  it('can be asked for it again before it was told of the unload', async () => {
    const under = await loaded([far]);
    under.fleet.cutOff(under.engine);
    await under.passing(under.loras.unload('pirate'));
    await under.passing(under.load({ name: 'pirate' }));
    await under.passing(under.fleet.comeBack(under.engine, false));
    await under.clock.advance(60_000);
    assert.equal(under.engine.has.get('pirate'), `${root}/pirate`);
    assert.equal(under.store.rows.get('pirate')?.wanted, true);
  });
});

describe('the end of the gateway', () => {
  it('answers those who wait, and leaves nothing of what was not loaded yet', async () => {
    const under = await loaded();
    under.engine.callMs = 5000;
    const loading = refusal(under.load({ name: 'poet' }));
    await under.clock.advance(100);
    await under.loras.close();
    assert.equal((await loading).code, 'shutting_down');
    assert.deepEqual([...under.store.rows.keys()], ['pirate']);
    assert.equal((await refusal(under.load({ name: 'late' }))).code, 'shutting_down');
  });

  it('asks no engine any more', async () => {
    const under = await loaded();
    await under.loras.close();
    under.engine.calls.length = 0;
    await under.clock.advance(60_000);
    assert.deepEqual(under.engine.calls, []);
  });

  it('forgets LoRA adapters that are to go where the model itself is gone', async () => {
    const under = await loaded([far]);
    under.fleet.cutOff(under.engine);
    await under.passing(under.loras.unload('pirate'));
    under.fleet.models.delete('base');
    under.loras.reconfigured();
    await under.clock.advance(10);
    assert.equal(under.store.rows.size, 0);
  });

  it('keeps LoRA adapters that are wanted where the model is gone for now', async () => {
    const under = await loaded([far]);
    under.fleet.models.delete('base');
    under.loras.reconfigured();
    await under.clock.advance(60_000);
    assert.equal(under.store.rows.get('pirate')?.wanted, true);
  });
});
