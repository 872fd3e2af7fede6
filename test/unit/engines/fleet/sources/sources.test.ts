// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${PORT} is left to the launcher
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wellBehaved } from '../fakes/fake-engines.ts';
import { fleetUnderTest, modelConfig } from '../fakes/fleet-under-test.ts';
import { fetchedModel, fetchedVariant, forbidden, withSources } from '../fakes/with-sources.ts';

describe('a model with a source', () => {
  it('is started when the source is here, with its place in command and environment', async () => {
    const { ask, clock, fetches, launcher } = withSources([fetchedModel('a')]);
    const request = ask('a');
    await clock.advance(5000);
    assert.equal(launcher.started.length, 0);
    fetches[0]?.done();
    await clock.advance(1100);
    assert.ok(request.lease);
    const { command, env } = launcher.started[0]?.spec ?? {};
    assert.deepEqual(command, ['engine', '-m', '/models/a/the.gguf', '--in=/models/a/x', '${PORT}']);
    assert.deepEqual(env, { HOME: '/models/a', KEEP: '${PORT}' });
  });

  it('is fetched once, however many wait, and not again after a crash or a swap', async () => {
    const { ask, clock, fetches, launcher, served } = withSources([fetchedModel('a'), modelConfig('b')]);
    const requests = [ask('a'), ask('a'), ask('a')];
    fetches[0]?.done();
    await clock.advance(1100);
    for (const { lease } of requests) lease?.release('answered');
    launcher.started[0]?.die({ signal: 'SIGKILL' });
    await clock.advance(3000);
    (await served('b')).release('answered');
    (await served('a')).release('answered');
    assert.equal(fetches.length, 1);
  });

  it('is looked for again when an engine could not be started with it', async () => {
    const { ask, clock, fetches, launcher, served } = withSources([fetchedModel('a')]);
    launcher.behave = () => ({
      ...wellBehaved,
      loadMs: Number.POSITIVE_INFINITY,
      exitsAfterMs: 200,
      exit: { code: 1 },
    });
    const first = ask('a');
    fetches[0]?.done();
    await clock.advance(1000);
    assert.equal(first.error?.code, 'engine_start_failed');
    launcher.behave = () => wellBehaved;
    const second = served('a');
    await clock.advance(10);
    assert.equal(fetches.length, 2);
    fetches[1]?.done();
    (await second).release('answered');
  });

  it('is not fetched before somebody asks for it', async () => {
    const { clock, fetches } = withSources([fetchedModel('a')]);
    await clock.advance(60_000);
    assert.equal(fetches.length, 0);
  });

  it('is shown as starting while it is fetched', async () => {
    const { ask, fetches, fleet, clock } = withSources([fetchedModel('a')]);
    assert.equal(fleet.models()[0]?.state, 'stopped');
    ask('a');
    assert.equal(fleet.models()[0]?.state, 'starting');
    assert.equal(fleet.engines().length, 0);
    fetches[0]?.done();
    await clock.advance(1100);
    assert.equal(fleet.models()[0]?.state, 'ready');
  });

  it('has its whole ready_timeout after that', async () => {
    const slow = fetchedModel('a', { variants: [fetchedVariant('a', { readyTimeoutMs: 3000 })] });
    const { ask, clock, fetches, launcher } = withSources([slow]);
    launcher.behave = () => ({ ...wellBehaved, loadMs: 2900 });
    const request = ask('a');
    await clock.advance(600_000);
    fetches[0]?.done();
    await clock.advance(3000);
    assert.ok(request.lease);
  });
});

describe('those who wait for a source', () => {
  it('wait for as long as it takes', async () => {
    const { ask, clock, fetches } = withSources([fetchedModel('a', { maxWaitMs: 2000 })]);
    const request = ask('a');
    await clock.advance(7_200_000);
    const late = ask('a');
    await clock.advance(600_000);
    fetches[0]?.done();
    await clock.advance(1100);
    assert.ok(request.lease && late.lease);
  });

  it('have their full patience left afterwards, and no more', async () => {
    const { ask, clock, fetches, served } = withSources([fetchedModel('a', { maxWaitMs: 4000 }), modelConfig('b')]);
    const request = ask('a');
    await clock.advance(100_000);
    const lease = await served('b');
    fetches[0]?.done();
    await clock.advance(1990);
    assert.equal(request.answers, 0);
    // Half of max_wait, then the busy one drains.
    await clock.advance(20);
    lease.release('answered');
    await clock.advance(1200);
    assert.ok(request.lease);
  });

  it('are told the reason when it cannot be fetched, in its own words', async () => {
    const { ask, clock, fetches } = withSources([fetchedModel('a')]);
    const requests = [ask('a'), ask('a', 0, 'x')];
    fetches[0]?.fail(forbidden());
    await clock.advance(0);
    assert.deepEqual(
      requests.map((request) => request.error?.code),
      ['source_forbidden', 'source_forbidden'],
    );
  });

  it('are told that the engine could not be started where the reason is no answer for clients', async () => {
    const { ask, clock, fetches } = withSources([fetchedModel('a')]);
    const request = ask('a');
    fetches[0]?.fail(new Error('EIO'));
    await clock.advance(0);
    assert.equal(request.error?.code, 'engine_start_failed');
    assert.match(request.error?.message ?? '', /hf:\/\/org\/a.*EIO/);
  });

  it('let the next one who comes try again at once', async () => {
    const { ask, clock, fetches } = withSources([fetchedModel('a')]);
    ask('a');
    fetches[0]?.fail(forbidden());
    await clock.advance(10);
    assert.equal(fetches.length, 1);
    const request = ask('a');
    assert.equal(fetches.length, 2);
    fetches[1]?.done();
    await clock.advance(1100);
    assert.ok(request.lease);
  });

  it('may leave: the source is brought all the same, and nothing is started', async () => {
    const { ask, clock, fetches, launcher } = withSources([fetchedModel('a')]);
    ask('a').waiting?.leave();
    fetches[0]?.done();
    await clock.advance(5000);
    assert.equal(launcher.started.length, 0);
    ask('a');
    assert.equal(fetches.length, 1);
  });

  it('are refused at a shutdown, which does not wait for it', async () => {
    const { ask, clock, fleet, fetches } = withSources([fetchedModel('a')]);
    const request = ask('a');
    const down = fleet.shutdown(1000);
    await clock.advance(10);
    await down;
    assert.equal(request.error?.code, 'shutting_down');
    fetches[0]?.done();
    await clock.advance(10);
    assert.equal(fleet.engines().length, 0);
  });

  it('clear the way when nobody can fetch: that is a start that fails', async () => {
    const { ask, clock, fleet } = fleetUnderTest([fetchedModel('a')]);
    const request = ask('a');
    await clock.advance(0);
    assert.equal(request.error?.code, 'engine_start_failed');
    assert.match(request.error?.message ?? '', /source/);
    await assert.rejects(fleet.start('a', null), { code: 'engine_start_failed' });
  });
});

describe('the room for a model whose source is missing', () => {
  it('is not made before the source is here', async () => {
    const { ask, clock, fetches, served, fleet } = withSources([fetchedModel('a'), modelConfig('b')]);
    (await served('b')).release('answered');
    const request = ask('a');
    await clock.advance(200_000);
    assert.equal(fleet.engine('b-1')?.state, 'ready');
    fetches[0]?.done();
    await clock.advance(1300);
    assert.ok(request.lease);
    assert.equal(fleet.engine('b-1')?.state, 'stopped');
  });

  it('is free for others meanwhile, preloaded ones too', async () => {
    const { ask, clock, fleet } = withSources([
      fetchedModel('a'),
      modelConfig('b', { preload: true }),
      modelConfig('c'),
    ]);
    ask('a');
    const stopped = fleet.stop('b-1', { force: true });
    await clock.advance(2000);
    await stopped;
    const request = ask('c');
    await clock.advance(1300);
    assert.ok(request.lease);
  });

  it('is not kept for a start by request either', async () => {
    const { clock, fetches, served, fleet } = withSources([fetchedModel('a'), modelConfig('b')]);
    const started = fleet.start('a', null);
    const lease = await served('b');
    lease.release('answered');
    fetches[0]?.done();
    await clock.advance(1300);
    assert.equal((await started).state, 'ready');
  });

  it('is still refused to a start by request when all are busy by then', async () => {
    const { clock, fetches, served, fleet } = withSources([fetchedModel('a'), modelConfig('b')]);
    const started = assert.rejects(fleet.start('a', null), { code: 'no_room' });
    await served('b');
    fetches[0]?.done();
    await clock.advance(10);
    await started;
  });
});

describe('a start by request', () => {
  it('waits for the source, and fails with it', async () => {
    const { clock, fetches, fleet } = withSources([fetchedModel('a')]);
    const failed = assert.rejects(fleet.start('a', 0), { code: 'source_forbidden' });
    fetches[0]?.fail(forbidden());
    await clock.advance(0);
    await failed;
    const started = fleet.start('a', null);
    fetches[1]?.done();
    await clock.advance(1100);
    assert.equal((await started).state, 'ready');
  });
});

describe('what starts by itself', () => {
  it('fetches first when it is preloaded, with backoff when that fails', async () => {
    const { clock, fetches, launcher } = withSources([fetchedModel('a', { preload: true })]);
    assert.equal(fetches.length, 1);
    fetches[0]?.fail(forbidden());
    await clock.advance(700);
    assert.equal(fetches.length, 1);
    await clock.advance(600);
    assert.equal(fetches.length, 2);
    fetches[1]?.fail(forbidden());
    await clock.advance(1500);
    assert.equal(fetches.length, 2);
    await clock.advance(1000);
    fetches[2]?.done();
    await clock.advance(1100);
    assert.equal(launcher.running, 1);
  });

  it('gives up after five in ten minutes, until somebody asks', async () => {
    const { ask, clock, fetches, fleet } = withSources([fetchedModel('a', { preload: true })]);
    for (let round = 0; round < 100; round++) {
      fetches.at(-1)?.fail(forbidden());
      await clock.advance(1000);
    }
    assert.equal(fetches.length, 5);
    assert.equal(fleet.models()[0]?.state, 'failed');
    const request = ask('a');
    fetches.at(-1)?.done();
    await clock.advance(1100);
    assert.ok(request.lease);
  });
});
