import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MAX_LINE_LENGTH } from '../../../../../server/engines/metrics/text/line-reader.ts';
import { readCapture } from '../../../../fixtures/read-capture.ts';
import { cut, parse } from './parse.ts';

describe('the parser of the text format', () => {
  it('tells families with their type and help', () => {
    const { families, helps } = parse('# HELP a Of a.\n# TYPE a counter\na 1\n# TYPE b gauge\nb 2\n');
    assert.deepEqual(families, ['a counter', 'b gauge']);
    assert.deepEqual(helps, { a: 'Of a.', b: null });
  });

  it('counts what has no TYPE as untyped', () => assert.deepEqual(parse('a 1\n').families, ['a untyped']));

  it('tells a family that has no samples', () => assert.deepEqual(parse('# TYPE a gauge\n').families, ['a gauge']));

  it('gives buckets, sum and count to their histogram', () => {
    const text = '# TYPE h histogram\nh_bucket{le="1"} 1\nh_bucket{le="+Inf"} 2\nh_sum 3\nh_count 2\n';
    assert.deepEqual(parse(text).samples, [
      'h | h_bucket le="1" 1',
      'h | h_bucket le="+Inf" 2',
      'h | h_sum 3',
      'h | h_count 2',
    ]);
  });

  it('gives quantiles, sum and count to their summary, and no bucket', () => {
    const text = '# TYPE s summary\ns{quantile="0.5"} 1\ns_sum 3\ns_count 2\ns_bucket 1\n';
    const { samples } = parse(text);
    assert.deepEqual(
      samples.map((sample) => sample.split(' ')[0]),
      ['s', 's', 's', 's_bucket'],
    );
  });

  it('leaves a gauge that is only called like a part of one alone', () => {
    assert.deepEqual(parse('# TYPE x gauge\nx 1\nx_count 2\n').families, ['x gauge', 'x_count untyped']);
    assert.deepEqual(parse('# TYPE x histogram\n# TYPE x_count gauge\nx_count 2\n').samples, ['x_count | x_count 2']);
  });

  it('takes a histogram whose own name ends like a counter', () => {
    const text = '# TYPE tokens_total histogram\ntokens_total_bucket{le="1"} 1\ntokens_total_count 1\n';
    assert.deepEqual(parse(text).families, ['tokens_total histogram']);
  });

  it('takes the last line without a line end, and lines that end like those of Windows', () => {
    assert.deepEqual(parse('# TYPE a gauge\r\na 1\r\n\r\nb 2').samples, ['a | a 1', 'b | b 2']);
  });

  it('passes over comments and empty lines', () => {
    const { samples, broken } = parse('\n# just words\n#\n# HELP\n   \na 1\n# EOF\n');
    assert.deepEqual([samples, broken], [['a | a 1'], 0]);
  });

  it('takes a sample that is indented', () => assert.deepEqual(parse('  a{x="1"} 1\n').samples, ['a | a x="1" 1']));

  it('makes a help text valid whose backslashes are not', () => {
    assert.equal(parse('# HELP a \\\\ \\n \\d \\\na 1\n').helps['a'], '\\\\ \\n \\\\d \\\\');
  });

  describe('where a line is broken', () => {
    it('leaves out that line and no other', () => {
      const { samples, broken } = parse('a 1\nb one\nc{x=1} 2\nd 3\n');
      assert.deepEqual([samples, broken], [['a | a 1', 'd | d 3'], 2]);
    });

    it('leaves out a bucket whose bound is no number', () => {
      const { samples, broken } = parse('# TYPE h histogram\nh_bucket{le="a"} 1\nh_bucket{le="1"} 1\n');
      assert.deepEqual([samples, broken], [['h | h_bucket le="1" 1'], 1]);
      assert.equal(parse('free{le="a"} 1\n').broken, 0);
    });

    it('leaves out a type that there is not', () => {
      assert.deepEqual(parse('# TYPE a sparkline\na 1\n').families, ['a untyped']);
    });

    it('leaves out a line that never ends, and reads on behind it', () => {
      const long = 'x'.repeat(MAX_LINE_LENGTH / 2);
      const { samples, broken } = parse('a 1\n', ...Array.from({ length: 9 }, () => long), '\nb 2\n');
      assert.deepEqual([samples, broken], [['a | a 1', 'b | b 2'], 1]);
    });

    it('leaves out a line that is too long in one piece', () => {
      const { samples, broken } = parse(`a{x="${'x'.repeat(MAX_LINE_LENGTH)}"} 1\nb 2\n`);
      assert.deepEqual([samples, broken], [['b | b 2'], 1]);
    });
  });

  describe('passes on', () => {
    it('each head once', () => {
      const text = '# HELP a A.\n# TYPE a gauge\n# HELP a B.\n# TYPE a counter\na 1\n';
      assert.deepEqual(parse(text).headers, ['HELP a', 'TYPE a']);
      assert.deepEqual(parse(text).families, ['a gauge']);
    });

    it('no head behind its samples: Prometheus would refuse the whole', () => {
      assert.deepEqual(parse('a 1\n# HELP a A.\n# TYPE a gauge\n').headers, []);
    });
  });

  describe('understands OpenMetrics:', () => {
    it('a counter is called what its samples are', () => {
      const { families, samples } = parse('# TYPE a counter\n# HELP a Of a.\na_total 1\na_created 1.5e9\n# EOF\n');
      assert.deepEqual(families, ['a_total counter', 'a_created untyped']);
      assert.deepEqual(samples, ['a_total | a_total 1', 'a_created | a_created 1.5e9']);
    });

    it('types that 0.0.4 has not become ones that it has', () => {
      const text = '# TYPE a unknown\na 1\n# TYPE b info\nb_info{v="1"} 1\n# TYPE c stateset\nc{c="on"} 1\n';
      assert.deepEqual(parse(text).families, ['a untyped', 'b gauge', 'b_info untyped', 'c gauge']);
    });
  });

  describe('tells the same however its bytes arrive:', () => {
    const places = fc.array(fc.nat(), { maxLength: 40 });

    for (const [engine, name] of [
      ['vllm', 'metrics-full'],
      ['sglang', 'metrics-lora'],
      ['llama-server', 'metrics-full'],
    ] as const)
      it(`a real scrape of ${engine}`, () => {
        const { body } = readCapture(engine, name);
        const whole = parse(body);
        assert.equal(whole.broken, 0);
        assert.ok(whole.samples.length > 10);
        fc.assert(
          fc.property(places, (ends) => assert.deepEqual(parse(...cut(body, ends)), whole)),
          { numRuns: 30 },
        );
      });

    it('any lines, letters of several bytes among them', () => {
      const name = fc.constantFrom('a', 'b_total', 'h_bucket', 'h_sum', 'x:y', '1bad', '');
      const value = fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => JSON.stringify(text));
      const sample = fc.tuple(name, value, fc.double()).map(([n, v, d]) => `${n}{l=${v}} ${d}`);
      const head = fc.constantFrom('# TYPE h histogram', '# HELP a é\\', '# TYPE b_total counter', '#', '', '# EOF');
      const lines = fc.array(fc.oneof(sample, sample, head), { maxLength: 30 });
      fc.assert(
        fc.property(lines, places, (all, ends) => {
          const bytes = Buffer.from(all.join('\n'));
          assert.deepEqual(parse(...cut(bytes, ends)), parse(bytes));
        }),
      );
    });

    it('any bytes at all, without a fault', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 500 }), places, (bytes, ends) => {
          const { samples, broken } = parse(...cut(Buffer.from(bytes), ends));
          assert.ok(samples.length + broken <= bytes.length + 1);
        }),
      );
    });
  });
});
