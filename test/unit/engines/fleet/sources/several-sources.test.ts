import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { modelConfig } from '../fakes/fleet-under-test.ts';
import { fetchedModel, fetchedVariant, forbidden, sourceOf, withSources } from '../fakes/with-sources.ts';

describe('several variants', () => {
  it('with one source share what was brought', async () => {
    const sizes = [512, 1024].map((context) => fetchedVariant('a', { context }));
    const { clock, fetches, served } = withSources([modelConfig('a', { variants: sizes })], { slots: 2 });
    const first = served('a', 0);
    fetches[0]?.done();
    await first;
    await served('a', 1);
    await clock.advance(10);
    assert.equal(fetches.length, 1);
  });

  it('are fetched only as they are needed', async () => {
    const sizes = ['small', 'large'].map((name, index) => fetchedVariant(name, { context: 512 * (index + 1) }));
    const { ask, clock, fetches } = withSources([modelConfig('a', { variants: sizes })]);
    const request = ask('a', 1);
    assert.deepEqual(
      fetches.map((fetch) => fetch.uri),
      ['hf://org/large'],
    );
    fetches[0]?.done();
    await clock.advance(1100);
    assert.equal(request.lease?.variant, 1);
    assert.ok(ask('a', 0).lease);
  });

  it('fail each for those who need it, not for those whom another one serves', async () => {
    const sizes = ['small', 'large'].map((name, index) => fetchedVariant(name, { context: 512 * (index + 1) }));
    const { ask, clock, fetches } = withSources([modelConfig('a', { variants: sizes, concurrency: 1 })]);
    ask('a', 0);
    fetches[0]?.done();
    await clock.advance(1100);
    const small = ask('a', 0);
    const large = ask('a', 1);
    fetches[1]?.fail(forbidden());
    await clock.advance(0);
    assert.equal(large.error?.code, 'source_forbidden');
    assert.equal(small.answers, 0);
  });
});

describe('two models with one folder', () => {
  const files = (glob: string) => sourceOf('shared', { files: [glob] });

  it('are fetched one after the other, and both wait', async () => {
    const models = ['a', 'b'].map((name) =>
      modelConfig(name, { maxWaitMs: 1000, variants: [fetchedVariant(name, { source: files(`${name}.gguf`) })] }),
    );
    const { ask, clock, fetches } = withSources(models, { slots: 2 });
    const requests = [ask('a'), ask('b')];
    await clock.advance(60_000);
    assert.deepEqual(
      fetches.map((fetch) => fetch.model),
      ['a'],
    );
    fetches[0]?.done();
    await clock.advance(60_000);
    assert.deepEqual(
      fetches.map((fetch) => fetch.model),
      ['a', 'b'],
    );
    fetches[1]?.done();
    await clock.advance(1100);
    assert.ok(requests.every((request) => request.lease));
  });
});

describe('a changed configuration', () => {
  it('fetches a changed source anew, and keeps what is the same', async () => {
    const { ask, clock, fetches, fleet, served } = withSources([fetchedModel('a')]);
    const request = ask('a');
    fetches[0]?.done();
    await clock.advance(1100);
    request.lease?.release('answered');
    fleet.configure([fetchedModel('a', { maxWaitMs: 9000 })], 1);
    (await served('a')).release('answered');
    assert.equal(fetches.length, 1);
    const other = fetchedVariant('a', { source: sourceOf('a', { uri: 'hf://org/a@v2' }) });
    fleet.configure([modelConfig('a', { variants: [other] })], 1);
    await clock.advance(200);
    assert.deepEqual(
      fetches.map((fetch) => fetch.uri),
      ['hf://org/a', 'hf://org/a@v2'],
    );
    fetches[1]?.done();
    await clock.advance(1100);
    assert.equal(fleet.models()[0]?.state, 'ready');
  });

  it('does not take what was brought for the old source for the new one', async () => {
    const { ask, clock, fetches, fleet, launcher } = withSources([fetchedModel('a')]);
    const request = ask('a');
    const other = fetchedVariant('a', { source: sourceOf('a', { uri: 'hf://org/a@v2' }) });
    fleet.configure([modelConfig('a', { variants: [other] })], 1);
    // One writes to the folder at a time.
    assert.equal(fetches.length, 1);
    fetches[0]?.done();
    await clock.advance(10);
    assert.equal(launcher.started.length, 0);
    assert.equal(fetches.length, 2);
    fetches[1]?.done();
    await clock.advance(1100);
    assert.ok(request.lease);
  });

  it('does not tell those who wait for the new one that the old one failed', async () => {
    const { ask, clock, fetches, fleet } = withSources([fetchedModel('a')]);
    const request = ask('a');
    const other = fetchedVariant('a', { source: sourceOf('a', { uri: 'hf://org/a@v2' }) });
    fleet.configure([modelConfig('a', { variants: [other] })], 1);
    fetches[0]?.fail(forbidden());
    await clock.advance(10);
    assert.equal(request.answers, 0);
  });

  it('without the model ends the matter', async () => {
    const { ask, clock, fetches, fleet } = withSources([fetchedModel('a')]);
    const request = ask('a');
    fleet.configure([], 1);
    fetches[0]?.fail(forbidden());
    await clock.advance(10);
    assert.equal(request.error?.code, 'model_not_found');
    assert.deepEqual(fleet.models(), []);
  });
});
