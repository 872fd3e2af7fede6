import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fleetUnderTest, modelConfig, remoteModel } from './fakes/fleet-under-test.ts';

const url = 'http://far-1';
const far2 = 'http://far-2';

describe('engines that are already running', () => {
  it('are ready from the start, take no slot and are named remote', async () => {
    const { ask, clock, fleet } = fleetUnderTest([remoteModel('far', [url, far2])], { slots: 0, ready: [url, far2] });
    await clock.advance(1);
    const targets = [ask('far'), ask('far')].map((request) => request.lease?.target.baseUrl);
    assert.deepEqual(targets.sort(), [url, far2]);
    assert.ok(fleet.engines().every((engine) => engine.launcher === 'remote' && engine.version === '9.9'));
  });

  it('carry the headers and the key of the model', async () => {
    const model = remoteModel('far', [url], { headers: { 'x-team': 'llm' }, apiKey: 'k' });
    const { clock, fleet } = fleetUnderTest([model], { ready: [url] });
    await clock.advance(1);
    assert.deepEqual(fleet.resident('far')?.target.headers, { 'x-team': 'llm', authorization: 'Bearer k' });
  });

  it('are asked each ten seconds, not per request', async () => {
    const { ask, clock, network } = fleetUnderTest([remoteModel('far', [url])], { ready: [url] });
    await clock.advance(1);
    for (let index = 0; index < 50; index++) ask('far').lease?.release('answered');
    await clock.advance(60_000);
    assert.equal(network.probes.length, 7);
  });

  it('refuse with the URL and the reason when a fresh probe finds nobody', async () => {
    const { ask, clock } = fleetUnderTest([remoteModel('far', [url])]);
    await clock.advance(5000);
    const request = ask('far');
    assert.equal(request.answers, 0);
    await clock.advance(0);
    assert.equal(request.error?.code, 'engine_unavailable');
    assert.match(request.error?.message ?? '', /http:\/\/far-1: ECONNREFUSED/);
  });

  it('are found at once when they came up since the last probe', async () => {
    const { ask, clock, network, fleet } = fleetUnderTest([remoteModel('far', [url])]);
    await clock.advance(60_000);
    assert.equal(fleet.engines()[0]?.state, 'crashed');
    network.remote.set(url, { state: 'ready' });
    const request = ask('far');
    await clock.advance(0);
    assert.ok(request.lease);
  });

  it('are waited for while they load', async () => {
    const { ask, clock, network } = fleetUnderTest([remoteModel('far', [url], { maxWaitMs: 5000 })], {
      loading: [url],
    });
    const request = ask('far');
    await clock.advance(20_000);
    assert.equal(request.answers, 0);
    network.remote.set(url, { state: 'ready' });
    await clock.advance(1100);
    assert.ok(request.lease);
  });

  it('are probed ever more rarely while nobody is there, and after three misses when they were ready', async () => {
    const { clock, network, fleet } = fleetUnderTest([remoteModel('far', [url])]);
    await clock.advance(120_000);
    const gaps = network.probes.slice(1).map((probe, index) => probe.at - (network.probes[index]?.at ?? 0));
    assert.deepEqual(gaps.slice(0, 8), [250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
    network.remote.set(url, { state: 'ready' });
    await clock.advance(10_000);
    network.remote.delete(url);
    await clock.advance(25_000);
    assert.equal(fleet.models()[0]?.state, 'ready');
    await clock.advance(6000);
    assert.equal(fleet.models()[0]?.state, 'crashed');
  });

  it('cannot be stopped or started by us', async () => {
    const { fleet } = fleetUnderTest([remoteModel('far', [url])]);
    await assert.rejects(fleet.stop('far-1', { force: false }), { code: 'invalid_request' });
    await assert.rejects(fleet.start('far', null), { code: 'invalid_request' });
  });
});

describe('a url together with a command', () => {
  it('starts the engine, which answers there', async () => {
    const { served, launcher } = fleetUnderTest([modelConfig('a', { urls: ['http://127.0.0.1:9000'] })]);
    assert.equal((await served('a')).target.baseUrl, 'http://127.0.0.1:9000');
    assert.equal(launcher.started[0]?.spec.url, 'http://127.0.0.1:9000');
  });
});

describe('the hook before ready', () => {
  it('is awaited before a replica takes leases, remote or started', async () => {
    const seen: string[] = [];
    const open = Promise.withResolvers<undefined>();
    const beforeReady = (replica: { id: string }) => {
      seen.push(replica.id);
      return open.promise;
    };
    const { ask, clock } = fleetUnderTest([modelConfig('a'), remoteModel('far', [url])], { beforeReady, ready: [url] });
    const requests = [ask('a'), ask('far')];
    await clock.advance(2000);
    assert.deepEqual(
      requests.map((request) => request.answers),
      [0, 0],
    );
    open.resolve(undefined);
    await clock.advance(0);
    assert.ok(requests.every((request) => request.lease));
    assert.equal(seen.length, 2);
  });

  it('does not keep an engine out of service by failing', async () => {
    const { served } = fleetUnderTest([modelConfig('a')], { beforeReady: async () => Promise.reject(new Error('no')) });
    assert.ok(await served('a'));
  });
});
