import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { FakeEngine } from './fakes/fake-engine.ts';
import { gguf, lorasUnderTest, model, refusal } from './fakes/lora-under-test.ts';

const llama = model('base', { kind: 'llama.cpp' });
const remote = model('base', { kind: 'llama.cpp', started: false, takesLoraArgs: false });

async function running(count: number, options: Partial<Parameters<typeof lorasUnderTest>[0]> = {}) {
  const under = await lorasUnderTest({ models: [llama], ...options });
  const engines: FakeEngine[] = [];
  for (let index = 0; index < count; index++) engines.push(under.fleet.launch('base'));
  await under.until(() => engines.every(({ state }) => state === 'ready'));
  const loadFile = (name: string, inPlace = false) => under.passing(under.load({ name, path: gguf(name), inPlace }));
  return { ...under, engines, loadFile };
}

describe('loading a LoRA adapter that the engine takes at its start', () => {
  it('starts every replica anew, one after the other, and reads back what it has', async () => {
    const under = await running(2);
    const outcome = await under.loadFile('pirate');
    assert.match(outcome.done ? outcome.message : '', /loaded on 2 engines/);
    assert.ok(under.engines.every(({ state }) => state === 'stopped'));
    const ready = under.fleet.ready('base');
    assert.equal(ready.length, 2);
    for (const engine of ready) assert.deepEqual(engine.loras.get('pirate')?.id, 0);
  });

  it('gives each its number on the command line', async () => {
    const under = await running(1);
    await under.loadFile('first');
    await under.clock.advance(10);
    await under.loadFile('second');
    const [engine] = under.fleet.ready('base') as [FakeEngine];
    assert.deepEqual(
      ['first', 'second'].map((name) => engine.loras.get(name)?.id),
      [0, 1],
    );
  });

  it('records it where none runs, and the first that is started has it', async () => {
    const under = await running(0);
    await under.loadFile('pirate');
    const engine = under.fleet.launch('base');
    await under.until(() => engine.state === 'ready');
    assert.equal(engine.loras.get('pirate')?.state, 'loaded');
    assert.deepEqual(under.fleet.renewals, ['base']);
  });

  it('takes it back where the new engine does not start, with its last lines as the reason', async () => {
    const under = await running(1);
    under.fleet.failStart = (_model, args) =>
      args.some((path) => path.includes('broken')) ? 'exited with code 1\nlast log lines:\nbad magic' : null;
    const error = await refusal(under.loadFile('broken'));
    assert.equal(error.code, 'lora_load_failed');
    assert.match(error.message, /bad magic/);
    await under.until(() => under.fleet.ready('base').length === 1);
    const [engine] = under.fleet.ready('base');
    assert.deepEqual(engine?.args, []);
    assert.deepEqual(under.loras.list(), []);
    assert.equal(under.store.rows.size, 0);
  });

  it('keeps the ones from before when a new one cannot be had', async () => {
    const under = await running(1);
    await under.loadFile('good');
    under.fleet.failStart = (_model, args) => (args.length > 1 ? 'out of memory' : null);
    await refusal(under.loadFile('too-much'));
    await under.until(() => under.fleet.ready('base').length === 1);
    assert.equal(under.fleet.ready('base')[0]?.loras.get('good')?.state, 'loaded');
    assert.deepEqual(
      under.loras.served().map(({ name }) => name),
      ['good'],
    );
  });

  it('fails where the engine has started, but does not list it', async () => {
    const under = await running(1);
    under.fleet.onEngine = (engine) => engine.has.clear();
    const error = await refusal(under.loadFile('pirate'));
    assert.match(error.message, /was started with "pirate".* does not list it/);
    assert.deepEqual(under.loras.list(), []);
  });

  it('does not wait for ever where another model has taken the room', async () => {
    const under = await running(1);
    const [engine] = under.engines as [FakeEngine];
    under.fleet.renew = (name) => {
      under.loras.fleetHooks.loraFiles(name);
      under.fleet.stop(engine);
    };
    const outcome = await under.loadFile('pirate');
    assert.ok(outcome.done);
    assert.match(outcome.message, /before the first request/);
  });

  it('refuses a new file at the same path, which the engine would not read', async () => {
    const under = await running(1);
    await under.loadFile('pirate');
    assert.equal((await refusal(under.loadFile('pirate', true))).code, 'lora_conflict');
  });

  it('is replaced by one at another path', async () => {
    const under = await running(1);
    await under.loadFile('pirate');
    const path = gguf('better');
    await under.passing(under.load({ name: 'pirate', path, inPlace: true }));
    const [engine] = under.fleet.ready('base') as [FakeEngine];
    assert.deepEqual([...engine.has.keys()], [path]);
    assert.equal(engine.loras.get('pirate')?.state, 'loaded');
  });

  it('unloads by starting the replicas anew without it', async () => {
    const under = await running(2);
    await under.loadFile('pirate');
    await under.passing(under.loras.unload('pirate'));
    for (const engine of under.fleet.ready('base')) assert.equal(engine.has.size, 0);
    assert.equal(under.fleet.ready('base').length, 2);
    assert.equal(under.store.rows.size, 0);
  });

  it('leaves out a file that is gone, so that the engine starts all the same, and says so', async () => {
    const under = await running(0);
    await under.loadFile('pirate');
    await under.loadFile('poet');
    rmSync(gguf('pirate'));
    const engine = under.fleet.launch('base');
    await under.until(() => engine.state === 'ready');
    assert.equal(engine.loras.get('poet')?.state, 'loaded');
    assert.match(engine.loras.get('pirate')?.reason?.message ?? '', /not there any more/);
    assert.equal(under.loras.get('pirate')?.state, 'failed');
  });

  it('refuses a command without a place for it, saying what to write there', async () => {
    const under = await running(1, { models: [model('base', { kind: 'llama.cpp', takesLoraArgs: false })] });
    const error = await refusal(under.loadFile('pirate'));
    assert.equal(error.code, 'lora_conflict');
    assert.match(error.message, /\$\{LORA_ARGS\}/);
    assert.deepEqual(under.engines[0]?.calls, []);
  });
});

describe('a llama.cpp that this gateway does not start', () => {
  it('serves what it was started with', async () => {
    const under = await running(1, { models: [remote] });
    under.engines[0]?.has.set('static', gguf('pirate'));
    assert.ok((await under.loadFile('pirate')).done);
    assert.equal(under.engines[0]?.loras.get('pirate')?.id, 0);
    assert.deepEqual(under.fleet.renewals, []);
  });

  it('refuses what it was not, saying how to start it', async () => {
    const under = await running(1, { models: [remote] });
    const error = await refusal(under.loadFile('pirate'));
    assert.equal(error.code, 'lora_conflict');
    assert.match(error.message, /--lora-scaled .*pirate\.gguf:0/);
    assert.deepEqual(under.loras.list(), []);
  });

  it('keeps what is unloaded, which nobody can ask for any more', async () => {
    const under = await running(1, { models: [remote] });
    under.engines[0]?.has.set('static', gguf('pirate'));
    await under.loadFile('pirate');
    await under.passing(under.loras.unload('pirate'));
    assert.deepEqual(under.loras.served(), []);
    assert.equal(under.store.rows.size, 0);
  });
});
