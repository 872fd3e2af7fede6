import type { Fleet, ReplicaState } from '../../engines/fleet/index.ts';
import type { MetricsRegistry } from '../../platform/metrics/registry.ts';

const STATES: readonly ReplicaState[] = ['starting', 'ready', 'draining', 'stopped', 'crashed', 'failed'];

/** Gauges of what the fleet is doing, read at each scrape; counters of its changes; and the result of config reloads. */
export function fleetMetrics(metrics: MetricsRegistry, fleet: Fleet): { reloaded(): void; rejected(): void } {
  const inFlight = metrics.gauge({
    name: 'roundhouse_requests_in_flight',
    help: 'Requests that engines are answering now.',
  });
  const waiting = metrics.gauge({ name: 'roundhouse_requests_waiting', help: 'Requests that wait for an engine.' });
  const engines = metrics.gauge({ name: 'roundhouse_engines', help: 'Engines by state.' });
  const memory = metrics.gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory of the gateway itself.',
  });
  const cpu = metrics.counter({ name: 'process_cpu_seconds_total', help: 'CPU time of the gateway itself.' }).with({});
  let cpuBefore = 0;
  metrics.onScrape(() => {
    for (const family of [inFlight, waiting, engines]) family.clear();
    for (const model of fleet.models()) {
      inFlight.with({ model: model.name }).set(model.inFlight);
      waiting.with({ model: model.name }).set(model.waiting);
    }
    const views = fleet.engines();
    for (const model of new Set(views.map((view) => view.model)))
      for (const state of STATES) {
        const count = views.filter((view) => view.model === model && view.state === state).length;
        engines.with({ model, state }).set(count);
      }
    memory.with({}).set(process.memoryUsage.rss());
    const { user, system } = process.cpuUsage();
    const seconds = (user + system) / 1e6;
    cpu.inc(seconds - cpuBefore);
    cpuBefore = seconds;
  });
  countChanges(metrics, fleet);
  const reloads = metrics.counter({
    name: 'roundhouse_config_reloads_total',
    help: 'Reloads of the configuration, by result.',
  });
  const good = reloads.with({ result: 'reloaded' });
  const bad = reloads.with({ result: 'rejected' });
  const last = metrics
    .gauge({ name: 'roundhouse_config_last_reload_success', help: '1 if the last reload was taken.' })
    .with({});
  last.set(1);
  return {
    reloaded() {
      good.inc();
      last.set(1);
    },
    rejected() {
      bad.inc();
      last.set(0);
    },
  };
}

/** Counts how engines change state: starts, failures, stops; and how long loads take. */
function countChanges(metrics: MetricsRegistry, fleet: Fleet): void {
  const changes = metrics.counter({
    name: 'roundhouse_engine_state_changes_total',
    help: 'Engines that came to a state.',
  });
  const swaps = metrics.counter({
    name: 'roundhouse_engine_swaps_total',
    help: 'Engines that were told to leave to make room for another one.',
  });
  const loads = metrics.histogram({
    name: 'roundhouse_engine_load_seconds',
    help: 'From the launch of an engine to its being ready.',
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600],
  });
  const seen = new Set<string>();
  fleet.subscribe(({ engine, drainCause }) => {
    changes.with({ model: engine.model, state: engine.state }).inc();
    if (engine.state === 'draining' && drainCause === 'swap') swaps.with({ model: engine.model }).inc();
    if (engine.state !== 'ready' || engine.startedAt === null || engine.readyAt === null) return;
    if (engine.launcher === 'remote' || seen.has(engine.id)) return;
    seen.add(engine.id);
    loads.with({ model: engine.model }).observe((Date.parse(engine.readyAt) - Date.parse(engine.startedAt)) / 1000);
  });
}
