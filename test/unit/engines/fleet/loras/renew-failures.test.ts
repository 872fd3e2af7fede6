import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wellBehaved } from '../fakes/fake-engines.ts';
import { failed } from '../fakes/fleet-under-test.ts';
import { dies, renewable } from '../fakes/renewable.ts';

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

describe('files of LoRA adapters that have gone', () => {
  it('are left out when an engine is started again', async () => {
    const { served, renew, find, launcher, clock } = renewable({}, { slots: 2 });
    (await served('a')).release('answered');
    renew('x', 'y');
    await clock.advance(2000);
    find('y');
    launcher.engine('a-2').die({ signal: 'SIGKILL' });
    await clock.advance(10);
    const lease = await served('a', 0, 5000);
    assert.deepEqual(launcher.engine(lease.engineId).spec.command, ['built', 'a', '512', '--lora=/loras/y']);
  });

  it('are given to the next engine when they are back', async () => {
    const { served, renew, find, launcher, fleet, clock } = renewable({}, { slots: 2 });
    renew('x');
    find();
    const first = await served('a');
    assert.deepEqual(launcher.engine(first.engineId).spec.command, ['built', 'a', '512']);
    first.release('answered');
    find('x');
    void fleet.stop(first.engineId, { force: false });
    await clock.advance(1000);
    const second = await served('a');
    assert.deepEqual(launcher.engine(second.engineId).spec.command, ['built', 'a', '512', '--lora=/loras/x']);
  });

  it('start no engine in place of one that is as it would be then', async () => {
    const answers = [[], [], [{ name: 'x', path: '/loras/x' }]];
    const { served, fleet, states, clock, launcher } = renewable(
      {},
      { slots: 2, loraFiles: (name) => (name === 'a' ? (answers.shift() ?? []) : []) },
    );
    (await served('a')).release('answered');
    fleet.renew('a');
    await clock.advance(2000);
    assert.deepEqual(states(), ['a-1 ready']);
    assert.equal(launcher.started.length, 1);
  });
});
