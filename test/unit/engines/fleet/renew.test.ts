import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LoraFile } from '../../../../server/engines/kinds/lora.ts';
import { type Behaviour, wellBehaved } from './fakes/fake-engines.ts';
import {
  type FleetUnderTest,
  failed,
  fleetUnderTest,
  loaded,
  modelConfig,
  type Request,
  variantConfig,
  variants,
} from './fakes/fleet-under-test.ts';

const byModel = variantConfig({ run: { by: 'model', model: 'a.gguf', args: [] } });
const fileOf = (name: string): LoraFile => ({ name, path: `/loras/${name}` });

const revokedFor = (request: Request) => request.revoked?.code ?? null;

interface Renewable extends FleetUnderTest {
  /** Sets the LoRA adapters that the model is to be started with, and asks for it. */
  renew(...names: string[]): void;
  /** `a-1 ready`, of all that live. */
  states(): string[];
  /** Of how many LoRA adapters each live engine was started, by id. */
  lorasOnCommandLines(): Record<string, number>;
}

/** Engines whose LoRA adapters are on their command lines; each has what it was started with. */
function renewable(changes: object = {}, options: Parameters<typeof fleetUnderTest>[1] = {}): Renewable {
  let files: LoraFile[] = [];
  const model = modelConfig('a', { variants: [byModel], ...changes });
  const lorasOf = (id: string) => under.launcher.engine(id).spec.command.filter((item) => item.startsWith('--lora='));
  const under: FleetUnderTest = fleetUnderTest([model, modelConfig('b')], {
    loraFiles: (name) => (name === 'a' ? files : []),
    beforeReady: async ({ id }) =>
      new Map(lorasOf(id).map((item, index) => [item.slice('--lora=/loras/'.length), loaded(index)])),
    ...options,
  });
  const live = () => under.fleet.engines().filter((engine) => engine.processStatus === 'running');
  return {
    ...under,
    renew: (...names) => {
      files = names.map(fileOf);
      under.fleet.renew('a');
    },
    states: () => live().map((engine) => `${engine.id} ${engine.state}`),
    lorasOnCommandLines: () => Object.fromEntries(live().map((engine) => [engine.id, lorasOf(engine.id).length])),
  };
}

const dies: Behaviour = { ...wellBehaved, loadMs: Number.POSITIVE_INFINITY, exitsAfterMs: 200, exit: { code: 1 } };

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

describe('a renewed engine that cannot be started', () => {
  it('leaves the old one in service: it is not drained, and no further one is tried', async () => {
    const { served, renew, states, clock, launcher, fleet } = renewable({}, { slots: 2 });
    (await served('a')).release('answered');
    launcher.behave = () => dies;
    renew('x');
    await clock.advance(60_000);
    assert.deepEqual(states(), ['a-1 ready']);
    assert.equal(fleet.engine('a-2')?.state, 'crashed');
    assert.equal(launcher.started.length, 2);
  });

  it('is known by its events, so that the old command line can be asked for again', async () => {
    const { served, renew, states, clock, launcher, fleet, ask } = renewable({}, { slots: 2 });
    (await served('a')).release('answered');
    launcher.behave = () => dies;
    renew('x');
    fleet.subscribe(({ engine }) => {
      if (engine.state === 'crashed') renew();
    });
    await clock.advance(1000);
    launcher.behave = () => wellBehaved;
    assert.ok(ask('a').lease);
    await clock.advance(20_000);
    assert.deepEqual(states(), ['a-1 ready']);
    assert.equal(launcher.started.length, 2);
  });

  it('does not take the others with it when there was no slot for both', async () => {
    const { renew, clock, launcher, states, ask } = renewable({ replicas: 2, preload: true }, { slots: 2 });
    await clock.advance(1100);
    launcher.behave = () => dies;
    renew('x');
    await clock.advance(60_000);
    assert.equal(states().filter((state) => state.endsWith('ready')).length, 1);
    assert.ok(ask('a').lease);
  });

  it('refuses nobody if the old command line comes back in time, where the only engine had to go', async () => {
    const { served, renew, clock, launcher, fleet, ask } = renewable();
    (await served('a')).release('answered');
    launcher.behave = (spec) => (spec.command.some((item) => item.startsWith('--lora')) ? dies : wellBehaved);
    renew('x');
    fleet.subscribe(({ engine }) => {
      if (engine.state === 'crashed') renew();
    });
    const requests = [ask('a'), ask('a')];
    await clock.advance(200 + 200 + 1100);
    assert.ok(requests.every((request) => request.lease?.engineId === 'a-3'));
  });

  it('refuses those who wait when the next attempt fails too', async () => {
    const { served, renew, clock, launcher, ask } = renewable();
    (await served('a')).release('answered');
    launcher.behave = () => ({ ...dies, log: ['no such LoRA'] });
    renew('x');
    const request = ask('a');
    await clock.advance(400);
    assert.equal(request.answers, 0);
    await clock.advance(2000);
    assert.equal(request.error?.code, 'engine_start_failed');
    assert.match(request.error?.message ?? '', /no such LoRA/);
    assert.equal(launcher.started.length, 3);
  });

  it('refuses those who wait for its LoRA adapter as soon as that is said to have failed', async () => {
    const { served, renew, clock, launcher, ask, fleet } = renewable({}, { slots: 2 });
    (await served('a')).release('answered');
    launcher.behave = () => dies;
    renew('x');
    const request = ask('a', 0, 'x');
    await clock.advance(250);
    assert.equal(request.answers, 0);
    fleet.setLoras('a-1', new Map([['x', failed('it did not start with it')]]));
    await clock.advance(0);
    assert.match(request.error?.message ?? '', /did not start with it/);
  });

  it('lets them wait for max_wait at most when nobody says anything', async () => {
    const { served, renew, clock, launcher, ask } = renewable({ maxWaitMs: 3000 }, { slots: 2 });
    (await served('a')).release('answered');
    launcher.behave = () => dies;
    renew('x');
    const request = ask('a', 0, 'x');
    await clock.advance(3500);
    assert.equal(request.error?.code, 'queue_timeout');
  });

  it('is tried again when it is asked for again', async () => {
    const { served, renew, clock, launcher, states } = renewable({}, { slots: 2 });
    (await served('a')).release('answered');
    launcher.behave = () => dies;
    renew('x');
    await clock.advance(1000);
    launcher.behave = () => wellBehaved;
    renew('x');
    await clock.advance(1500);
    assert.deepEqual(states(), ['a-3 ready']);
  });
});

describe('renewing while it is being renewed', () => {
  it('gives up the start that is outdated itself: the old one serves until the newest is ready', async () => {
    const { served, renew, clock, states, lorasOnCommandLines, launcher } = renewable({}, { slots: 2 });
    (await served('a')).release('answered');
    renew('x');
    await clock.advance(500);
    renew('x', 'y');
    assert.deepEqual(states(), ['a-1 ready', 'a-2 draining']);
    await clock.advance(1500);
    assert.deepEqual(lorasOnCommandLines(), { 'a-3': 2 });
    assert.equal(launcher.mostRunning, 2);
  });

  it('goes back at once where the old command line is right again', async () => {
    const { served, renew, clock, states } = renewable({}, { slots: 2 });
    (await served('a')).release('answered');
    renew('x');
    await clock.advance(500);
    renew();
    await clock.advance(2000);
    assert.deepEqual(states(), ['a-1 ready']);
  });

  it('lets a start through that somebody waits for, and renews it then', async () => {
    const { ask, renew, clock, launcher, lorasOnCommandLines } = renewable();
    const request = ask('a');
    await clock.advance(500);
    renew('x');
    await clock.advance(600);
    assert.equal(request.lease?.engineId, 'a-1');
    request.lease?.release('answered');
    await clock.advance(1300);
    assert.deepEqual(lorasOnCommandLines(), { 'a-2': 1 });
    assert.equal(launcher.started.length, 2);
  });

  it('ends a start that only waits for what it cannot have', async () => {
    const { ask, renew, clock, states } = renewable({ preload: true });
    await clock.advance(500);
    renew('x');
    const request = ask('a', 0, 'x');
    assert.deepEqual(states(), ['a-1 draining']);
    await clock.advance(1300);
    assert.equal(request.lease?.engineId, 'a-2');
  });

  it('answers who asked for the start', async () => {
    const { fleet, renew, clock } = renewable();
    const started = fleet.start('a', null);
    await clock.advance(500);
    renew('x');
    await clock.advance(3000);
    assert.equal((await started).id, 'a-1');
    assert.equal(fleet.models()[0]?.state, 'ready');
  });

  it('settles on the last of many', async () => {
    const { served, renew, clock, lorasOnCommandLines, launcher } = renewable(
      { replicas: 2, preload: true },
      { slots: 3 },
    );
    (await served('a')).release('answered');
    for (let round = 0; round < 12; round++) {
      renew(...['x', 'y', 'z'].slice(0, round % 4));
      await clock.advance(130 * round);
    }
    renew('x', 'z');
    await clock.advance(10_000);
    assert.deepEqual(Object.values(lorasOnCommandLines()), [2, 2]);
    assert.ok(launcher.mostRunning <= 3);
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
