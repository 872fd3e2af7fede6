import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createMetricsRegistry } from '../../../../server/platform/metrics/registry.ts';

describe('the metrics registry', () => {
  test('renders counters with labels in the text format', () => {
    const metrics = createMetricsRegistry();
    const family = metrics.counter({ name: 'requests_total', help: 'Requests.' });
    family.with({ model: 'a', status: '200' }).inc();
    family.with({ model: 'a', status: '200' }).inc(2);
    family.with({}).inc();
    assert.equal(
      metrics.render(),
      '# HELP requests_total Requests.\n# TYPE requests_total counter\nrequests_total{model="a",status="200"} 3\nrequests_total 1\n',
    );
  });

  test('escapes what label values and help texts may hold', () => {
    const metrics = createMetricsRegistry();
    metrics.gauge({ name: 'g', help: 'a \\ b\nc' }).with({ model: 'x"y\\z\n' }).set(1.5);
    assert.equal(metrics.render(), '# HELP g a \\\\ b\\nc\n# TYPE g gauge\ng{model="x\\"y\\\\z\\n"} 1.5\n');
  });

  test('renders cumulative buckets, +Inf, sum and count', () => {
    const metrics = createMetricsRegistry();
    const histogram = metrics.histogram({ name: 'h', help: 'H.', buckets: [0.1, 1] }).with({ model: 'a' });
    for (const value of [0.05, 0.1, 0.5, 7]) histogram.observe(value);
    assert.deepEqual(metrics.render().trim().split('\n').slice(2), [
      'h_bucket{model="a",le="0.1"} 2',
      'h_bucket{model="a",le="1"} 3',
      'h_bucket{model="a",le="+Inf"} 4',
      'h_sum{model="a"} 7.65',
      'h_count{model="a"} 4',
    ]);
  });

  test('gives the same child for the same labels, to be kept by who counts', () => {
    const family = createMetricsRegistry().counter({ name: 'c', help: 'C.' });
    assert.equal(family.with({ a: '1' }), family.with({ a: '1' }));
    assert.notEqual(family.with({ a: '1' }), family.with({ a: '2' }));
  });

  test('fills gauges at each scrape and forgets what has been cleared', () => {
    const metrics = createMetricsRegistry();
    const gauge = metrics.gauge({ name: 'engines', help: 'E.' });
    let state = 'starting';
    metrics.onScrape(() => {
      gauge.clear();
      gauge.with({ state }).set(1);
    });
    assert.match(metrics.render(), /engines\{state="starting"\} 1/);
    state = 'ready';
    const text = metrics.render();
    assert.match(text, /engines\{state="ready"\} 1/);
    assert.doesNotMatch(text, /starting/);
  });

  test('refuses a second metric of one name', () => {
    const metrics = createMetricsRegistry();
    metrics.counter({ name: 'c', help: 'C.' });
    assert.throws(() => metrics.gauge({ name: 'c', help: 'C.' }), /registered twice/);
  });
});
