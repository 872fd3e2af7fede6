import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gguf, refusal } from '../../unit/engines/lora/fakes/lora-under-test.ts';
import { fleetAndLoras } from './fleet-and-loras.ts';

describe('LoRA adapters that are loaded by calls, in the real fleet', () => {
  it('are loaded before the first request of an engine that is started for it', async () => {
    const { loras, load, lease, passing, loraEngine } = await fleetAndLoras('vllm', 1);
    await passing(load('pirate'));
    const got = await lease('pirate');
    assert.equal(loraEngine(got.target).has.get('pirate'), gguf('pirate'));
    got.release('answered');
    await loras.close();
  });

  it('are there again after a crash, before the first request', async () => {
    const { fleet, loras, launcher, load, lease, passing, until, loraEngine } = await fleetAndLoras('vllm', 1);
    await passing(load('pirate'));
    const first = await lease('pirate');
    first.release('answered');
    launcher.engine(first.engineId).die({ signal: 'SIGKILL' });
    await until(() => fleet.engine(first.engineId)?.state === 'crashed');
    const second = await lease('pirate');
    assert.notEqual(second.engineId, first.engineId);
    assert.equal(loraEngine(second.target).has.get('pirate'), gguf('pirate'));
    second.release('answered');
    await loras.close();
  });

  it('are on the engine that runs when the load is answered', async () => {
    const { fleet, loras, load, lease, passing } = await fleetAndLoras('vllm', 1);
    const base = await lease(null);
    await passing(load('pirate'));
    assert.equal(fleet.lorasOf(base.engineId).get('pirate')?.state, 'loaded');
    base.release('answered');
    await loras.close();
  });
});

describe('LoRA adapters on the command line, in the real fleet', () => {
  for (const slots of [1, 2])
    it(`are brought by another engine, while requests go on, with ${slots} of room`, async () => {
      const { fleet, loras, load, lease, passing, loraEngine } = await fleetAndLoras('llama.cpp', slots);
      (await lease(null)).release('answered');
      await passing(load('pirate'));
      const got = await lease('pirate');
      assert.equal(got.loraId, 0);
      assert.ok(loraEngine(got.target).has.has(gguf('pirate')));
      got.release('answered');
      assert.equal(fleet.engines().filter(({ state }) => state === 'ready').length, 1);
      await loras.close();
    });

  it('go again, and the engine with them', async () => {
    const { fleet, loras, load, lease, passing, loraEngine } = await fleetAndLoras('llama.cpp', 1);
    (await lease(null)).release('answered');
    await passing(load('pirate'));
    await passing(loras.unload('pirate'));
    assert.deepEqual(loras.list(), []);
    const got = await lease(null);
    assert.equal(loraEngine(got.target).has.size, 0);
    got.release('answered');
    assert.equal(fleet.lorasOf(got.engineId).size, 0);
    await loras.close();
  });

  it('are taken back where the engine does not start with them, and the old set serves again', async () => {
    const { loras, launcher, load, lease, passing, until, fleet } = await fleetAndLoras('llama.cpp', 1);
    (await lease(null)).release('answered');
    const well = launcher.behave;
    launcher.behave = (spec) =>
      spec.command.some((word) => word.includes('broken'))
        ? { ...well(spec), exitsAfterMs: 50, log: ['bad magic in broken.gguf'] }
        : well(spec);
    const error = await passing(refusal(load('broken')));
    assert.equal(error.code, 'lora_load_failed');
    assert.match(error.message, /bad magic in broken\.gguf/);
    assert.deepEqual(loras.list(), []);
    await until(() => fleet.engines().some(({ state }) => state === 'ready'));
    (await lease(null)).release('answered');
    await loras.close();
  });
});
