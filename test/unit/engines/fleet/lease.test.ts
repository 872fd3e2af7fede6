import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Lease } from '../../../../server/engines/fleet/index.ts';
import { AppError } from '../../../../server/platform/errors.ts';
import { fleetUnderTest, modelConfig } from './fakes/fleet-under-test.ts';
import { settled } from './fakes/virtual-clock.ts';

describe('a lease', () => {
  it('counts one release only', async () => {
    const { served, fleet } = fleetUnderTest([modelConfig('a', { concurrency: 5 })]);
    const [first, second] = [await served('a'), await served('a')];
    first.release('answered');
    first.release('engine_failed');
    assert.equal(fleet.engine(second.engineId)?.inFlight, 1);
    assert.equal(fleet.models()[0]?.inFlight, 1);
  });

  it('tells each holder once that it is revoked, in whatever order they came and went', async () => {
    const { served, fleet, clock } = fleetUnderTest([modelConfig('a')]);
    const leases: Lease[] = [];
    for (let index = 0; index < 5; index++) leases.push(await served('a'));
    const told: number[] = [];
    leases.forEach((lease, index) => {
      lease.onRevoke = () => told.push(index);
    });
    for (const index of [2, 0, 4]) leases[index]?.release('answered');
    const gone = fleet.stop('a-1', { force: true });
    await clock.advance(2000);
    await gone;
    assert.deepEqual(told.sort(), [1, 3]);
  });

  it('tells a holder who sets its hook only after the revoke', async () => {
    const { served, fleet } = fleetUnderTest([modelConfig('a')]);
    const lease = await served('a');
    void fleet.stop('a-1', { force: true });
    const told: string[] = [];
    lease.onRevoke = (why) => told.push(why.code);
    await settled();
    assert.deepEqual(told, ['engine_stopped']);
  });

  it('may be released in its own revoke', async () => {
    const { served, fleet, clock, launcher } = fleetUnderTest([modelConfig('a')]);
    for (let index = 0; index < 3; index++) {
      const lease = await served('a');
      lease.onRevoke = () => lease.release('abandoned');
    }
    const gone = fleet.stop('a-1', { force: true });
    assert.equal(launcher.started[0]?.stops.length, 1);
    await clock.advance(200);
    assert.equal((await gone).inFlight, 0);
  });

  it('may be asked for anew in a revoke: the request waits for the next start', async () => {
    const { served, fleet, clock, ask } = fleetUnderTest([modelConfig('a')]);
    const lease = await served('a');
    const again: ReturnType<typeof ask>[] = [];
    lease.onRevoke = () => {
      lease.release('abandoned');
      again.push(ask('a'));
    };
    void fleet.stop('a-1', { force: true });
    await clock.advance(1300);
    assert.equal(again[0]?.lease?.engineId, 'a-2');
  });

  it('of a client that has left the queue is never given: its promise is refused', async () => {
    const { fleet } = fleetUnderTest([modelConfig('a')]);
    const waiting = fleet.lease({ model: 'a', minVariant: 0 });
    assert.ok('leave' in waiting);
    waiting.leave();
    await assert.rejects(waiting.lease, AppError);
  });

  it('asks for the largest variant when more is needed than there is', async () => {
    const { served } = fleetUnderTest([modelConfig('a')]);
    assert.equal((await served('a', 7)).variant, 0);
  });
});
