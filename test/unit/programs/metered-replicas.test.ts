import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { meteredReplicas } from '../../../server/programs/gateway/metered-replicas.ts';
import { fleetUnderTest, modelConfig, remoteModel } from '../engines/fleet/fakes/fleet-under-test.ts';

describe('replicas whose metrics are told', () => {
  it('are those that are ready, with where they answer and what with', async () => {
    const under = fleetUnderTest([modelConfig('a', { headers: { 'x-team': 't' }, apiKey: 'k' })]);
    const { engineId } = await under.served('a');
    const [replica, ...others] = meteredReplicas(under.fleet);
    assert.deepEqual(others, []);
    assert.deepEqual([replica?.id, replica?.model, replica?.kind, replica?.ready], [engineId, 'a', 'llama.cpp', true]);
    assert.equal(replica?.target?.baseUrl, under.fleet.engine(engineId)?.endpoint);
    assert.deepEqual(replica?.target?.headers, { 'x-team': 't', authorization: 'Bearer k' });
  });

  it('are those that start and those that drain, too', async () => {
    const under = fleetUnderTest([modelConfig('a'), modelConfig('b')], { slots: 2 });
    const lease = await under.served('a');
    void under.fleet.stop(lease.engineId, { force: false });
    under.ask('b');
    assert.deepEqual(
      meteredReplicas(under.fleet).map(({ model, ready }) => [model, ready]),
      [
        ['a', false],
        ['b', false],
      ],
    );
  });

  it('are remote ones that do not answer', async () => {
    const under = fleetUnderTest([remoteModel('r', ['http://one.test'])]);
    await under.clock.advance(60_000);
    const [replica] = meteredReplicas(under.fleet);
    assert.deepEqual([replica?.target?.baseUrl, replica?.ready], ['http://one.test', false]);
  });

  it('are not those that were stopped', async () => {
    const under = fleetUnderTest([modelConfig('a')]);
    const lease = await under.served('a');
    lease.release('answered');
    const stopped = under.fleet.stop(lease.engineId, { force: true });
    await under.clock.advance(10_000);
    await stopped;
    assert.deepEqual(meteredReplicas(under.fleet), []);
    assert.equal(under.fleet.target(lease.engineId), null);
  });

  it('are the last that crashed, without an address, until the model has another', async () => {
    const under = fleetUnderTest([modelConfig('a')]);
    const lease = await under.served('a');
    lease.release('answered');
    under.launcher.started[0]?.die({ signal: 'SIGKILL' });
    await under.clock.advance(10);
    assert.deepEqual(
      meteredReplicas(under.fleet).map(({ id, target, ready }) => [id, target, ready]),
      [[lease.engineId, null, false]],
    );
    await under.served('a', 0, 10_000);
    const [replica, ...others] = meteredReplicas(under.fleet);
    assert.deepEqual([replica?.ready, others], [true, []]);
    assert.notEqual(replica?.id, lease.engineId);
  });
});
