/** The dashboard in `examples/` asks for what we emit, and for nothing else. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { createEngineMetrics } from '../../../../server/engines/metrics/engine-metrics.ts';
import { scanSample } from '../../../../server/engines/metrics/text/scan-sample.ts';
import type { ScrapedKind } from '../../../../server/engines/metrics/vocabulary/index.ts';
import { createAccounting } from '../../../../server/inference/accounting.ts';
import { silentLog } from '../../../../server/platform/log.ts';
import { createMetricsRegistry } from '../../../../server/platform/metrics/registry.ts';
import { fleetMetrics } from '../../../../server/programs/gateway/fleet-metrics.ts';
import { type CapturedEngine, readCapture } from '../../../fixtures/read-capture.ts';
import { promtool, skipWithoutPromtool } from '../../../integration/metrics/promtool.ts';
import { fleetUnderTest, modelConfig } from '../fleet/fakes/fleet-under-test.ts';
import { saying, serveMetrics } from './answer-metrics.ts';
import { readQuery } from './promql.ts';

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}

interface Dashboard {
  readonly panels: readonly Panel[];
  readonly annotations: { readonly list: readonly { readonly expr: string }[] };
  readonly templating: { readonly list: readonly { readonly name: string; readonly definition?: string }[] };
}

const file = new URL('../../../../examples/grafana-dashboard.json', import.meta.url);
const dashboard = JSON.parse(readFileSync(file, 'utf8')) as Dashboard;
const charts = dashboard.panels.filter((panel) => panel.type !== 'row');
const queries = [
  ...charts.flatMap((panel) => (panel.targets ?? []).map(({ expr }) => [panel.title, expr] as const)),
  ...dashboard.annotations.list.map(({ expr }) => ['annotation', expr] as const),
];

/** Everything that a gateway with engines of three kinds tells after a request, a swap and a reload. */
async function emitted(): Promise<string> {
  const registry = createMetricsRegistry();
  const under = fleetUnderTest([modelConfig('a'), modelConfig('b')]);
  fleetMetrics(registry, under.fleet);
  (await under.served('a')).release('answered');
  await under.served('b');
  const times = { receivedAtMs: 0, queuedAtMs: 1, leasedAtMs: 2, firstByteAtMs: 3, endedAtMs: 9 };
  const said = { requestId: 'r', engineId: 'e', caller: 'c', code: null, streamed: true, bytesOut: 1 };
  const usage = { promptTokens: 1, completionTokens: 5 };
  const record = { ...times, ...said, usage, path: '/v1/x', model: 'a', status: 200, outcome: 'completed' } as const;
  createAccounting(registry, silentLog).record(record);
  const scrapes: readonly (readonly [ScrapedKind, CapturedEngine, string])[] = [
    ['vllm', 'vllm', 'metrics-full'],
    ['sglang', 'sglang', 'metrics-lora'],
    ['llama.cpp', 'llama-server', 'metrics-full'],
  ];
  const servers = await Promise.all(
    scrapes.map(([, engine, name]) => serveMetrics(saying(readCapture(engine, name).body))),
  );
  const replicas = scrapes.map(([kind], i) => {
    const { target } = servers[i] as (typeof servers)[number];
    return { id: `r${i}`, model: 'a', kind, version: null, target, ready: true };
  });
  const models = () => [{ name: 'a', engine: 'llama.cpp' as const }];
  const own = () => registry.render();
  const text = await createEngineMetrics({ replicas: () => replicas, models, own, log: silentLog }).render();
  await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
  return text;
}

/** What Prometheus adds to each sample. */
const SCRAPED = ['instance', 'job'];

describe('examples/grafana-dashboard.json', () => {
  const labelsOf = new Map<string, Set<string>>();

  before(async () => {
    for (const line of (await emitted()).split('\n')) {
      const sample = line.startsWith('#') ? null : scanSample(line);
      if (sample === null) continue;
      const labels = labelsOf.get(sample.name) ?? new Set(SCRAPED);
      for (const label of sample.labelNames) labels.add(label);
      labelsOf.set(sample.name, labels);
    }
  });

  it('has queries to be checked', () => assert.ok(queries.length > 30, `${queries.length}`));

  for (const [title, expr] of queries)
    it(`asks for what there is, with labels that it has: ${title}: ${expr.slice(0, 60)}`, () => {
      const { selectors, grouping } = readQuery(expr);
      assert.ok(selectors.length > 0);
      for (const { name, labels } of selectors) {
        const known = labelsOf.get(name);
        assert.ok(known !== undefined, `nothing is called ${name}`);
        // A label that only some samples have is not there in others: `replica=""` means the gateway's own.
        for (const label of [...labels, ...grouping]) assert.ok(known.has(label), `${name} has no label ${label}`);
      }
    });

  it('shows labels in legends that its queries keep', () => {
    for (const { title, targets = [] } of charts)
      for (const { expr, legendFormat } of targets)
        for (const [, label = ''] of legendFormat.matchAll(/\{\{(\w+)\}\}/g))
          assert.ok([...readQuery(expr).grouping].includes(label), `${title}: ${label}`);
  });

  it('can be narrowed to models, by a variable made of what there is', () => {
    const variable = dashboard.templating.list.find(({ name }) => name === 'model');
    const [, name = '', label = ''] = /^label_values\(([\w:]+), (\w+)\)$/.exec(variable?.definition ?? '') ?? [];
    assert.ok(labelsOf.get(name)?.has(label));
    for (const [title, expr] of queries)
      for (const selector of readQuery(expr).selectors)
        if (labelsOf.get(selector.name)?.has('model') && !selector.labels.includes('replica'))
          assert.ok(selector.labels.includes('model'), `${title}: ${selector.name}`);
  });

  it('has panels that do not lie on each other', () => {
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)} ${y + Math.floor(i / w)}`),
    );
    assert.equal(new Set(cells).size, cells.length);
    assert.equal(new Set(dashboard.panels.map(({ id }) => id)).size, dashboard.panels.length);
    assert.ok(dashboard.panels.every(({ gridPos: { x, w } }) => x + w <= 24));
  });

  it('has queries that Prometheus reads', { skip: skipWithoutPromtool() }, async () => {
    const rules = queries.map(([, expr], i) => {
      const query = expr.replaceAll('$__rate_interval', '5m').replaceAll('$model', '.*');
      return `  - { record: 'r:${i}', expr: ${JSON.stringify(query)} }`;
    });
    const dir = await mkdtemp(join(tmpdir(), 'roundhouse-test-'));
    await writeFile(join(dir, 'rules.yaml'), `groups:\n- name: g\n  rules:\n${rules.join('\n')}\n`);
    const { parsed, said } = await promtool(['check', 'rules', join(dir, 'rules.yaml')], '');
    await rm(dir, { recursive: true });
    assert.ok(parsed, said.join('\n'));
  });
});

describe('the reader of queries', () => {
  it('finds names and labels, and no functions', () => {
    const query =
      'histogram_quantile(0.95, sum by (le, model) (rate(a:b_bucket{model=~"$m",x!="{y=\\""}[$__rate_interval])))';
    assert.deepEqual(readQuery(query), {
      selectors: [{ name: 'a:b_bucket', labels: ['model', 'x'] }],
      grouping: ['le', 'model'],
    });
  });

  it('finds both sides of an operator', () => {
    const { selectors, grouping } = readQuery('a / clamp_min(b, 1e-6) and on (job) c{x="1"} > 0 or vector(0)');
    assert.deepEqual(
      selectors.map(({ name }) => name),
      ['a', 'b', 'c'],
    );
    assert.deepEqual(grouping, ['job']);
  });

  it('refuses what it does not know', () => assert.throws(() => readQuery('{job="x"}'), /without a name/));
});
