import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scanSample } from '../../../../../server/engines/metrics/text/scan-sample.ts';

describe('a line of a sample', () => {
  it('has a name and a value', () => {
    assert.deepEqual(scanSample('up 1'), {
      name: 'up',
      labels: '',
      labelNames: [],
      bound: null,
      value: '1',
      timestamp: null,
      hasExemplar: false,
    });
  });

  it('has labels, as they are written', () => {
    const sample = scanSample('vllm:x_total{engine="0",model_name="a b"} 2.5e+03');
    assert.equal(sample?.name, 'vllm:x_total');
    assert.equal(sample?.labels, 'engine="0",model_name="a b"');
    assert.deepEqual(sample?.labelNames, ['engine', 'model_name']);
    assert.equal(sample?.value, '2.5e+03');
  });

  it('may have no labels between its braces', () => assert.equal(scanSample('x{} 1')?.labels, ''));

  it('may have a comma behind the last label', () => assert.equal(scanSample('x{a="1",} 1')?.labels, 'a="1"'));

  it('may have blanks everywhere between its parts', () => {
    const sample = scanSample('x {\ta = "1" , b="2" }\t 7  1700000000000 ');
    assert.deepEqual([sample?.labelNames, sample?.value, sample?.timestamp], [['a', 'b'], '7', '1700000000000']);
  });

  it('may hold braces, commas and escaped quotes in a value', () => {
    const labels = String.raw`path="/v1/models/{model:path}",why="a \"b\", {c} \\",next="line\n"`;
    assert.equal(scanSample(`x{${labels}} 1`)?.labels, labels);
  });

  it('tells the bound of a bucket or quantile', () => {
    assert.equal(scanSample('x_bucket{a="1",le="0.5"} 1')?.bound, '0.5');
    assert.equal(scanSample('x{quantile="0.99"} 1')?.bound, '0.99');
  });

  for (const value of [
    '0',
    '-1',
    '+1',
    '1.',
    '.5',
    '1e-05',
    '1E5',
    'NaN',
    'Inf',
    '+Inf',
    '-Inf',
    '1.7952267666479013e+09',
  ])
    it(`may be worth ${value}`, () => assert.equal(scanSample(`x ${value}`)?.value, value));

  it('may have a time before 1970', () => assert.equal(scanSample('x 1 -5')?.timestamp, '-5'));

  describe('of OpenMetrics', () => {
    it('leaves its exemplar behind', () => {
      const sample = scanSample('x_bucket{le="1"} 5 # {trace_id="a}"} 0.67 1520879607.789');
      assert.deepEqual([sample?.value, sample?.timestamp, sample?.hasExemplar], ['5', null, true]);
    });

    it('leaves a time in seconds with a fraction behind', () => {
      const sample = scanSample('x_total 17 1520879607.789');
      assert.deepEqual([sample?.value, sample?.timestamp, sample?.hasExemplar], ['17', null, true]);
    });
  });
});

describe('no sample is', () => {
  const broken: Readonly<Record<string, string>> = {
    'a line without a value': 'x',
    'a line with labels only': 'x{a="1"}',
    'a value that is no number': 'x one',
    'a number in another system': 'x 0x10',
    'a line with more behind the time': 'x 1 2 3',
    'a time that is no number': 'x 1 now',
    'a name that begins with a digit': '1x 1',
    'a line that begins with a label': '{a="1"} 1',
    'a label without a value': 'x{a} 1',
    'a label without quotes': 'x{a=1} 1',
    'a label with a colon in its name': 'x{a:b="1"} 1',
    'a label twice': 'x{a="1",a="2"} 1',
    'a label that is the name itself': 'x{__name__="y"} 1',
    'a lone comma': 'x{,} 1',
    'two commas': 'x{a="1",,b="2"} 1',
    'a missing comma': 'x{a="1"b="2"} 1',
    'an open quote': 'x{a="1} 1',
    'an open brace': 'x{a="1" 1',
    'an escape that there is not': String.raw`x{a="\d"} 1`,
    'an escape at the very end': 'x{a="\\',
    HTML: '<html><body>Not Found</body></html>',
    JSON: '{"error":{"code":400}}',
  };
  for (const [what, line] of Object.entries(broken)) it(what, () => assert.equal(scanSample(line), null));

  it('a long line of nonsense, in no time', () => {
    const startedAt = performance.now();
    for (const line of [
      `x{${' '.repeat(60_000)}`,
      `x{a="${'\\\\'.repeat(30_000)}`,
      `x ${'1'.repeat(60_000)}x`,
      `x 1${' '.repeat(60_000)}y`,
    ])
      assert.equal(scanSample(line), null);
    assert.ok(performance.now() - startedAt < 1_000);
  });
});
