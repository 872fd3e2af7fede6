import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type StandardiseOptions,
  Standardiser,
  writeStandardised,
} from '../../../../server/engines/metrics/standardise.ts';
import { metricPrefixes } from '../../../../server/engines/metrics/vocabulary/index.ts';
import { assertGolden } from '../../../fixtures/metrics/golden.ts';
import { type CapturedEngine, readCapture } from '../../../fixtures/read-capture.ts';
import { breaking, endless, hanging, nobody, saying, serveMetrics } from './answer-metrics.ts';
import { cut } from './text/parse.ts';

const all: StandardiseOptions = { kind: 'vllm', version: null, prefixes: metricPrefixes };

function standardise(options: StandardiseOptions, ...chunks: readonly (Buffer | string)[]): string {
  const standardiser = new Standardiser(options);
  return chunks.map((chunk) => standardiser.push(chunk)).join('') + standardiser.end(true);
}

const scrapes: readonly (readonly [CapturedEngine, string, StandardiseOptions['kind'], string | null])[] = [
  ['vllm', 'metrics-full', 'vllm', '0.32.0'],
  ['vllm', 'metrics-initial', 'vllm', '0.32.0'],
  ['sglang', 'metrics-full', 'sglang', '0.5.23'],
  ['sglang', 'metrics-lora', 'sglang', '0.5.23'],
  ['llama-server', 'metrics-full', 'llama.cpp', null],
  ['llama-server', 'metrics-initial', 'llama.cpp', null],
];

describe('a real scrape, standardised beside its engine', () => {
  for (const [engine, name, kind, version] of scrapes) {
    const { body } = readCapture(engine, name);
    const options = { kind, version, prefixes: metricPrefixes };
    const original = `${body.toString().trimEnd()}\n`;

    it(`has all of ${name} of ${engine} in it, to the byte`, () =>
      assert.ok(standardise(options, body).startsWith(original)));

    it(`has the standard families of ${name} of ${engine} behind it`, () =>
      assertGolden(`sidecar-${engine}-${name}.txt`, standardise(options, body).slice(original.length)));

    it(`is the same however ${name} of ${engine} arrives`, () => {
      const whole = standardise(options, body);
      fc.assert(
        fc.property(fc.array(fc.nat(), { maxLength: 30 }), (places) =>
          assert.equal(standardise(options, ...cut(body, places)), whole),
        ),
        { numRuns: 15 },
      );
    });
  }

  it('has the wanted prefixes only', () => {
    const { body } = readCapture('vllm', 'metrics-full');
    const text = standardise({ ...all, prefixes: ['kthena:'] }, body);
    assert.match(text, /^kthena:num_requests_running\{/m);
    assert.match(text, /^kthena:up 1$/m);
    assert.doesNotMatch(text, /^(?:roundhouse|patio):/m);
  });
});

describe('an engine’s text, standardised', () => {
  it('loses broken lines: one of them would cost the whole at Prometheus', () => {
    const text = standardise(all, 'vllm:num_requests_running 1\nbroken\nx 2\n');
    assert.ok(text.startsWith('vllm:num_requests_running 1\nx 2\n# TYPE roundhouse:num_requests_running untyped\n'));
  });

  it('loses what OpenMetrics has and 0.0.4 has not', () => {
    const text = standardise(all, '# TYPE x unknown\nx 1 # {trace="a"} 1\n# EOF\n');
    assert.ok(text.startsWith('# TYPE x untyped\nx 1\n# '), text);
    assert.doesNotMatch(text, /EOF|trace/);
  });

  it('is passed on as it comes, not at the end', () => {
    const standardiser = new Standardiser(all);
    assert.equal(standardiser.push('x 1\ny '), 'x 1\n');
    assert.equal(standardiser.push('2\n'), 'y 2\n');
  });

  it('that is no text of Prometheus is none, and the engine not up', () => {
    const text = standardise(all, '<html>\n<body>It works!</body>\n');
    assert.equal(text.replaceAll(/^#.*\n/gm, ''), 'roundhouse:up 0\nkthena:up 0\npatio:up 0\n');
  });

  it('may be empty', () => assert.match(standardise(all, ''), /^roundhouse:up 1$/m));
});

describe('reading an engine for its sidecar', () => {
  const read = async (target: Parameters<typeof writeStandardised>[0]['target']) => {
    const pieces: string[] = [];
    const options = { ...all, target, path: '/metrics', timeoutMs: 200, maxBytes: 1024 * 1024 };
    const failed = await writeStandardised({ ...options, write: (text) => pieces.push(text) });
    return { failed, text: pieces.join('') };
  };

  it('writes what it says, with the engine up', async () => {
    await using server = await serveMetrics(saying(readCapture('vllm', 'metrics-full').body));
    const { failed, text } = await read(server.target);
    assert.equal(failed, null);
    assert.match(text, /^roundhouse:up 1$/m);
    assert.match(text, /^kthena:e2e_request_latency_seconds_count\{/m);
  });

  const faults = [
    ['hangs', hanging, '/metrics was not read within 200 ms'],
    ['never ends', endless, '/metrics is larger than 1048576 bytes'],
    ['breaks off', breaking, 'ECONNRESET'],
    ['says no', saying('no', 503), '/metrics answered 503'],
  ] as const;
  for (const [what, answer, reason] of faults)
    it(`that ${what} ends with up 0 and no standard family`, async () => {
      await using server = await serveMetrics(answer);
      const { failed, text } = await read(server.target);
      assert.equal(failed, reason);
      assert.match(text, /^kthena:up 0$/m);
      assert.doesNotMatch(text, /^roundhouse:num_requests_running/m);
      assert.ok(text.endsWith('\n'));
    });

  it('that is not there is up 0', async () => {
    const { failed, text } = await read(await nobody());
    assert.equal(failed, 'connection refused');
    assert.match(text, /^roundhouse:up 0$/m);
  });

  it('waits for a writer that is slow', async () => {
    await using server = await serveMetrics(saying(readCapture('sglang', 'metrics-full').body));
    let writing = 0;
    const options = { ...all, target: server.target, path: '/metrics', timeoutMs: 5_000, maxBytes: 1024 * 1024 };
    await writeStandardised({
      ...options,
      async write() {
        writing += 1;
        assert.equal(writing, 1);
        await new Promise((resolve) => setImmediate(resolve));
        writing -= 1;
      },
    });
  });

  it('throws what the writer throws, and lets go of the engine', async () => {
    const left = Promise.withResolvers<void>();
    await using server = await serveMetrics((request, response) => {
      response.on('close', left.resolve);
      endless(request, response);
    });
    const options = { ...all, target: server.target, path: '/metrics', timeoutMs: 5_000, maxBytes: 1e9 };
    const gone = new Error('the client has left');
    const write = (): never => {
      throw gone;
    };
    await assert.rejects(writeStandardised({ ...options, write }), gone);
    await left.promise;
  });
});
