/** Prometheus' own parser reads what we write, whatever engines say. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createEngineMetrics } from '../../../server/engines/metrics/engine-metrics.ts';
import { Standardiser } from '../../../server/engines/metrics/standardise.ts';
import { metricPrefixes, type ScrapedKind } from '../../../server/engines/metrics/vocabulary/index.ts';
import { silentLog } from '../../../server/platform/log.ts';
import { type CapturedEngine, readCapture } from '../../fixtures/read-capture.ts';
import { type MetricsServer, saying, serveMetrics } from '../../unit/engines/metrics/answer-metrics.ts';
import { metricsFaults, promtool, skipWithoutPromtool } from './promtool.ts';

const scrapes: readonly (readonly [CapturedEngine, string, ScrapedKind])[] = [
  ['vllm', 'metrics-full', 'vllm'],
  ['vllm', 'metrics-initial', 'vllm'],
  ['sglang', 'metrics-full', 'sglang'],
  ['sglang', 'metrics-lora', 'sglang'],
  ['llama-server', 'metrics-full', 'llama.cpp'],
  ['llama-server', 'metrics-initial', 'llama.cpp'],
  ['llama-router', 'metrics-model', 'llama.cpp'],
];

/** All that Prometheus' parser is known to refuse, and some more. */
const nasty = String.raw`
# HELP vllm:num_requests_running Running \d requests \
# TYPE vllm:num_requests_running gauge
# TYPE vllm:num_requests_running counter
vllm:num_requests_running{engine="0",engine="1"} 1
vllm:num_requests_running{engine="0",__name__="x"} 1
vllm:num_requests_running{engine="\d"} 1
vllm:num_requests_running{engine="0",model="theirs",replica="7"} 1
vllm:num_requests_running 2
# TYPE vllm:num_requests_running gauge
# HELP vllm:num_requests_running Again
# TYPE vllm:odd sparkline
vllm:odd 1
# TYPE h histogram
h_bucket{le="one"} 1
h_bucket{le="1"} 1
h_bucket{le="+Inf"} 1
h_sum 1
h_count 1
h 5
# TYPE s summary
s{quantile="half"} 1
s{quantile="0.5"} NaN
s_count 1
# TYPE om counter
om_total 5 # {trace_id="abc"} 1 1520879607.789
om_created 1.52e9
# TYPE i info
i_info{v="1"} 1
# UNIT x seconds
x{path="/v1/{a}",q="\"\\\n"} 1e-05 1700000000000
é 1
{} 1
<html>
# EOF`;

describe('Prometheus', { skip: skipWithoutPromtool() }, () => {
  for (const [engine, name, kind] of scrapes)
    it(`reads ${name} of ${engine} as a sidecar tells it`, async () => {
      const standardiser = new Standardiser({ kind, version: null, prefixes: metricPrefixes });
      const text = standardiser.push(readCapture(engine, name).body) + standardiser.end(true);
      assert.deepEqual(await metricsFaults(text), []);
    });

  it('reads what a sidecar makes of an engine that says the worst', async () => {
    const { parsed } = await promtool(['check', 'metrics'], nasty);
    assert.equal(parsed, false, 'it is too harmless');
    const standardiser = new Standardiser({ kind: 'vllm', version: null, prefixes: metricPrefixes });
    assert.deepEqual(await metricsFaults(standardiser.push(nasty) + standardiser.end(true)), []);
  });

  it('reads what a sidecar says of an engine that is down', async () => {
    const standardiser = new Standardiser({ kind: 'vllm', version: null, prefixes: metricPrefixes });
    assert.deepEqual(await metricsFaults(standardiser.push('x 1\ny{a="') + standardiser.end(false)), []);
  });

  describe('reads a whole fleet', () => {
    let text: string;

    before(async () => {
      const servers: MetricsServer[] = [];
      const replica = async (id: number, kind: ScrapedKind, body: string | Buffer) => {
        const server = await serveMetrics(saying(body));
        servers.push(server);
        return { id: `r${id}`, model: `m "${kind}"\n`, kind, version: null, target: server.target, ready: true };
      };
      const replicas = await Promise.all([
        ...scrapes.map(([engine, name, kind], i) => replica(i, kind, readCapture(engine, name).body)),
        replica(10, 'vllm', nasty),
        // Types that others have otherwise, and names that others have as parts.
        replica(11, 'vllm', '# TYPE h gauge\nh 1\n# TYPE s_count gauge\ns_count 2\n# TYPE x histogram\nx_count 1\n'),
        replica(12, 'embedded', '# TYPE process_resident_memory_bytes counter\nprocess_resident_memory_bytes 1\n'),
      ]);
      const own =
        '# HELP process_resident_memory_bytes R.\n# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes 1\n';
      const options = { replicas: () => replicas, models: () => [], own: () => own, log: silentLog };
      text = await createEngineMetrics(options).render();
      await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
    });

    it('of all kinds, the worst among them', async () => assert.deepEqual(await metricsFaults(text), []));

    it('with every replica up', () =>
      assert.equal([...text.matchAll(/^roundhouse:up\{.*\} 1$/gm)].length, scrapes.length + 3));
  });
});
