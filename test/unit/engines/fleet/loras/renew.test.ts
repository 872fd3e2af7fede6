import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wellBehaved } from '../fakes/fake-engines.ts';
import { modelConfig, variants } from '../fakes/fleet-under-test.ts';
import { byModel, renewable, revokedFor } from '../fakes/renewable.ts';

describe('a new LoRA adapter for an engine that takes them at its start', () => {
  it('lets the new engine start first where a slot is free, and drains the old one when it is ready', async () => {
    const { served, renew, states, clock, launcher } = renewable({}, { slots: 2 });
    (await served('a')).release('answered');
    renew('x');
    await clock.advance(100);
    assert.deepEqual(states(), ['a-1 ready', 'a-2 starting']);
    await clock.advance(1000);
    assert.deepEqual(states(), ['a-1 draining', 'a-2 ready']);
    await clock.advance(200);
    assert.deepEqual(states(), ['a-2 ready']);
    assert.deepEqual(launcher.started[1]?.spec.command, ['built', 'a', '512', '--lora=/loras/x']);
  });

  it('serves the base model all the time meanwhile', async () => {
    const { served, renew, ask, clock } = renewable({}, { slots: 2 });
    (await served('a')).release('answered');
    renew('x');
    for (let waited = 0; waited < 2000; waited += 50) {
      const request = ask('a');
      assert.ok(request.lease, `after ${waited} ms`);
      await clock.advance(50);
      request.lease.release('answered');
    }
  });

  it('drains the old engine first where there is no slot for both; nobody is refused', async () => {
    const { served, renew, states, ask, clock, launcher } = renewable({ maxWaitMs: 1000 });
    launcher.behave = () => ({ ...wellBehaved, stopMs: 500, loadMs: 5000 });
    (await served('a', 0, 6000)).release('answered');
    renew('x');
    const requests = [ask('a'), ask('a', 0, 'x')];
    assert.deepEqual(states(), ['a-1 draining']);
    await clock.advance(600);
    assert.deepEqual(states(), ['a-2 starting']);
    await clock.advance(5100);
    assert.ok(requests.every((request) => request.lease));
    assert.equal(requests[1]?.lease?.loraId, 0);
    assert.equal(launcher.mostRunning, 1);
  });

  it('lets requests end that are under way, and keeps those that wait for as long as that takes', async () => {
    const { served, renew, ask, clock } = renewable({ maxWaitMs: 1000, drainTimeoutMs: 20_000 });
    const lease = await served('a');
    let revoked = false;
    lease.onRevoke = () => {
      revoked = true;
    };
    renew('x');
    const waiting = [ask('a'), ask('a', 0, 'x')];
    await clock.advance(15_000);
    assert.equal(revoked, false);
    lease.release('answered');
    await clock.advance(1200);
    assert.ok(waiting.every((request) => request.lease));
  });

  it('revokes them after drain_timeout', async () => {
    const { renew, ask, clock } = renewable({ drainTimeoutMs: 3000 });
    const holder = ask('a');
    await clock.advance(1100);
    renew('x');
    await clock.advance(2900);
    assert.equal(revokedFor(holder), null);
    await clock.advance(200);
    assert.equal(revokedFor(holder), 'engine_stopped');
  });

  it('starts again though nobody waits for it: what ran before runs afterwards', async () => {
    const { served, renew, states, clock } = renewable();
    (await served('a')).release('answered');
    renew('x');
    await clock.advance(1300);
    assert.deepEqual(states(), ['a-2 ready']);
  });

  it('starts none where none runs', async () => {
    const { renew, clock, launcher, served } = renewable();
    renew('x');
    await clock.advance(5000);
    assert.equal(launcher.started.length, 0);
    assert.equal((await served('a', 0, 2000, 'x')).loraId, 0);
  });

  it('does nothing where the command line stays the same, and leaves other models alone', async () => {
    const { served, renew, states, clock, launcher, fleet } = renewable({}, { slots: 2 });
    (await served('a')).release('answered');
    (await served('b')).release('answered');
    renew();
    fleet.renew('b');
    fleet.renew('nobody');
    await clock.advance(3000);
    assert.deepEqual(states(), ['a-1 ready', 'b-2 ready']);
    assert.equal(launcher.started.length, 2);
  });

  it('takes no slot from another model', async () => {
    const { served, renew, states, clock } = renewable({}, { slots: 2 });
    (await served('a')).release('answered');
    (await served('b')).release('answered');
    renew('x');
    assert.deepEqual(states(), ['a-1 draining', 'b-2 ready']);
    await clock.advance(1300);
    assert.deepEqual(states(), ['b-2 ready', 'a-3 ready']);
  });

  it('lets those first who wait for another model when a slot becomes free', async () => {
    const { served, renew, ask, clock, states } = renewable();
    const lease = await served('a');
    renew('x');
    const other = ask('b');
    await clock.advance(10);
    lease.release('answered');
    await clock.advance(1300);
    assert.ok(other.lease);
    assert.deepEqual(states(), ['b-2 ready']);
  });

  it('goes without it as well: the LoRA adapter is unloaded the same way', async () => {
    const { served, renew, lorasOnCommandLines, clock } = renewable();
    renew('x', 'y');
    (await served('a')).release('answered');
    renew('y');
    await clock.advance(1300);
    assert.deepEqual(lorasOnCommandLines(), { 'a-2': 1 });
    assert.equal((await served('a', 0, 2000, 'y')).loraId, 0);
  });
});

describe('several replicas', () => {
  const three = { replicas: 3, preload: true };

  it('are renewed one after the other, one more than asked for at most', async () => {
    const { renew, clock, fleet, lorasOnCommandLines, launcher } = renewable(three, { slots: 5 });
    await clock.advance(1100);
    renew('x');
    for (let waited = 0; waited < 6000; waited += 20) {
      await clock.advance(20);
      const inService = fleet.engines().filter(({ state }) => state === 'ready' || state === 'starting');
      assert.ok(inService.length === 3 || inService.length === 4, `${inService.length} in service`);
      assert.ok(launcher.running <= 5);
    }
    assert.deepEqual(lorasOnCommandLines(), { 'a-4': 1, 'a-5': 1, 'a-6': 1 });
  });

  it('are never all away at once without a free slot', async () => {
    const { renew, clock, fleet, lorasOnCommandLines, ask, launcher } = renewable(three, { slots: 3 });
    await clock.advance(1100);
    renew('x');
    for (let waited = 0; waited < 8000; waited += 20) {
      await clock.advance(20);
      assert.ok(fleet.engines().filter(({ state }) => state === 'ready').length >= 2);
      const { lease } = ask('a');
      assert.ok(lease);
      lease.release('answered');
    }
    assert.deepEqual(lorasOnCommandLines(), { 'a-4': 1, 'a-5': 1, 'a-6': 1 });
    assert.equal(launcher.mostRunning, 3);
  });

  it('need not wait for the last requests of the one before where there is a slot', async () => {
    const { renew, clock, ask, lorasOnCommandLines } = renewable({ replicas: 2, preload: true }, { slots: 4 });
    await clock.advance(1100);
    const streams = [ask('a'), ask('a')];
    renew('x');
    await clock.advance(2500);
    assert.deepEqual(lorasOnCommandLines(), { 'a-1': 0, 'a-2': 0, 'a-3': 1, 'a-4': 1 });
    for (const { lease } of streams) lease?.release('answered');
    await clock.advance(200);
    assert.deepEqual(lorasOnCommandLines(), { 'a-3': 1, 'a-4': 1 });
  });

  it('begin with the idle ones', async () => {
    const { renew, clock, ask, states } = renewable({ replicas: 2, preload: true }, { slots: 2 });
    await clock.advance(1100);
    const busy = ask('a').lease;
    renew('x');
    assert.deepEqual(
      states().filter((state) => state.endsWith('draining')),
      [busy?.engineId === 'a-1' ? 'a-2 draining' : 'a-1 draining'],
    );
  });

  it('serve the LoRA adapter from the first that has it', async () => {
    const { renew, clock, ask } = renewable(three, { slots: 3 });
    await clock.advance(1100);
    renew('x');
    const request = ask('a', 0, 'x');
    await clock.advance(1300);
    assert.equal(request.lease?.engineId, 'a-4');
    assert.equal(ask('a', 0, 'x').lease?.engineId, 'a-4');
  });

  it('of different variants are renewed each as what it is', async () => {
    const sizes = [512, 1024].map((context) => ({ ...byModel, context }));
    const { served, renew, clock, fleet } = renewable({ variants: sizes, replicas: 2 }, { slots: 3 });
    (await served('a', 0)).release('answered');
    (await served('a', 1)).release('answered');
    renew('x');
    await clock.advance(5000);
    assert.deepEqual(fleet.readyVariants('a'), [0, 1]);
    assert.equal(fleet.engine('a-1')?.state, 'stopped');
    assert.equal(fleet.engine('a-2')?.state, 'stopped');
  });
});

describe('new configuration', () => {
  it('does not end what only waits to be renewed', async () => {
    const { served, renew, clock, fleet, states, launcher } = renewable({}, { slots: 2 });
    const lease = await served('a');
    launcher.behave = () => ({ ...wellBehaved, loadMs: 5000 });
    renew('x');
    fleet.configure([modelConfig('a', { variants: [byModel], maxWaitMs: 7000 }), modelConfig('b')], 2);
    await clock.advance(100);
    assert.deepEqual(states(), ['a-1 ready', 'a-2 starting']);
    lease.release('answered');
  });

  it('still ends at once what is another process by it', async () => {
    const { served, renew, fleet, states, clock } = renewable({}, { slots: 2 });
    await served('a');
    renew('x');
    await clock.advance(100);
    fleet.configure([modelConfig('a', { variants: [{ ...byModel, env: { X: '1' } }] }), modelConfig('b')], 2);
    assert.deepEqual(states(), ['a-1 draining', 'a-2 draining']);
  });

  it('keeps a renewed engine whose variant moves to another place', async () => {
    const [first] = variants('a', 1);
    const { served, renew, fleet, clock, states } = renewable({}, { slots: 2 });
    renew('x');
    (await served('a')).release('answered');
    fleet.configure([modelConfig('a', { variants: [first ?? byModel, byModel] }), modelConfig('b')], 2);
    await clock.advance(3000);
    assert.deepEqual(states(), ['a-1 ready']);
    assert.deepEqual(fleet.readyVariants('a'), [1]);
  });
});

describe('a shutdown', () => {
  it('in the midst of a renewal leaves nothing behind', async () => {
    const { served, renew, clock, fleet, launcher, ask } = renewable({}, { slots: 2 });
    (await served('a')).release('answered');
    renew('x');
    const request = ask('a', 0, 'x');
    await clock.advance(500);
    const down = fleet.shutdown(1000);
    renew('x', 'y');
    await clock.advance(2000);
    await down;
    assert.equal(request.error?.code, 'shutting_down');
    assert.equal(launcher.running, 0);
    assert.equal(launcher.started.length, 2);
  });
});
