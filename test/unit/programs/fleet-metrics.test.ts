import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMetricsRegistry } from '../../../server/platform/metrics/registry.ts';
import { fleetMetrics } from '../../../server/programs/gateway/fleet-metrics.ts';
import { type FleetUnderTest, fleetUnderTest, modelConfig } from '../engines/fleet/fakes/fleet-under-test.ts';

function metered(under: FleetUnderTest) {
  const registry = createMetricsRegistry();
  const reloads = fleetMetrics(registry, under.fleet);
  const lines = (name: string): string[] =>
    registry
      .render()
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  return { reloads, lines };
}

describe('metrics of the fleet’s own', () => {
  it('tell the engines of each model by state', async () => {
    const under = fleetUnderTest([modelConfig('a'), modelConfig('b')]);
    const { lines } = metered(under);
    await under.served('a');
    assert.deepEqual(lines('roundhouse_engines'), [
      'roundhouse_engines{model="a",state="starting"} 0',
      'roundhouse_engines{model="a",state="ready"} 1',
      'roundhouse_engines{model="a",state="draining"} 0',
      'roundhouse_engines{model="a",state="stopped"} 0',
      'roundhouse_engines{model="a",state="crashed"} 0',
      'roundhouse_engines{model="a",state="failed"} 0',
    ]);
  });

  it('tell what is in flight and what waits, for each model', async () => {
    const under = fleetUnderTest([modelConfig('a'), modelConfig('b')]);
    const { lines } = metered(under);
    await under.served('a');
    under.ask('b');
    assert.deepEqual(lines('roundhouse_requests_in_flight'), [
      'roundhouse_requests_in_flight{model="a"} 1',
      'roundhouse_requests_in_flight{model="b"} 0',
    ]);
    assert.equal(lines('roundhouse_requests_waiting')[1], 'roundhouse_requests_waiting{model="b"} 1');
  });

  it('count a swap for the model that had to leave', async () => {
    const under = fleetUnderTest([modelConfig('a'), modelConfig('b')]);
    const { lines } = metered(under);
    (await under.served('a')).release('answered');
    assert.deepEqual(lines('roundhouse_engine_swaps_total'), []);
    (await under.served('b')).release('answered');
    await under.served('a');
    assert.deepEqual(lines('roundhouse_engine_swaps_total'), [
      'roundhouse_engine_swaps_total{model="a"} 1',
      'roundhouse_engine_swaps_total{model="b"} 1',
    ]);
  });

  it('count no swap for an engine that is unloaded when idle, or stopped by request', async () => {
    const under = fleetUnderTest([modelConfig('a', { idleUnloadMs: 1000 }), modelConfig('b')], { slots: 2 });
    const { lines } = metered(under);
    (await under.served('a')).release('answered');
    const lease = await under.served('b');
    lease.release('answered');
    const stopped = under.fleet.stop(lease.engineId, { force: false });
    await under.clock.advance(10_000);
    await stopped;
    const causes = under.events.filter(({ engine }) => engine.state === 'draining').map((event) => event.drainCause);
    assert.deepEqual(causes.toSorted(), ['asked', 'idle']);
    assert.deepEqual(lines('roundhouse_engine_swaps_total'), []);
  });

  it('count the states that engines come to, and how long their loads take', async () => {
    const under = fleetUnderTest([modelConfig('a')]);
    const { lines } = metered(under);
    await under.served('a');
    assert.deepEqual(lines('roundhouse_engine_state_changes_total'), [
      'roundhouse_engine_state_changes_total{model="a",state="starting"} 1',
      'roundhouse_engine_state_changes_total{model="a",state="ready"} 1',
    ]);
    assert.deepEqual(lines('roundhouse_engine_load_seconds_count'), [
      'roundhouse_engine_load_seconds_count{model="a"} 1',
    ]);
  });

  it('tell how reloads of the configuration went', () => {
    const { reloads, lines } = metered(fleetUnderTest([]));
    reloads.rejected();
    assert.deepEqual(lines('roundhouse_config_last_reload_success'), ['roundhouse_config_last_reload_success 0']);
    reloads.reloaded();
    assert.deepEqual(lines('roundhouse_config_last_reload_success'), ['roundhouse_config_last_reload_success 1']);
    assert.deepEqual(lines('roundhouse_config_reloads_total'), [
      'roundhouse_config_reloads_total{result="reloaded"} 1',
      'roundhouse_config_reloads_total{result="rejected"} 1',
    ]);
  });
});
