/** The words and the environment of `roundhouse sidecar`. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UsageError } from '../../../../server/platform/command-line.ts';
import { parseSidecarOptions } from '../../../../server/programs/sidecar/options.ts';

const read = (args: string, env: Readonly<Record<string, string>> = {}) => {
  const options = parseSidecarOptions(args === '' ? [] : args.split(' '), env);
  assert.ok(options !== null);
  return options;
};
const refused = (args: string, env: Readonly<Record<string, string>> = {}): string => {
  try {
    read(args, env);
  } catch (error) {
    assert.ok(error instanceof UsageError, String(error));
    return error.message;
  }
  throw new Error(`"${args}" was taken`);
};

const patio = {
  INFERENCE_ENGINE: 'sglang',
  INFERENCE_ENGINE_VERSION: '0.5.3',
  INFERENCE_ENGINE_ENDPOINT: 'http://10.0.0.1:30000/',
};

describe('what is left out', () => {
  it('has the defaults of the Kthena runtime', () => {
    assert.deepEqual(read('-E vllm'), {
      kind: 'vllm',
      version: null,
      host: '0.0.0.0',
      port: 9000,
      engineBaseUrl: 'http://localhost:8000',
      engineMetricsPath: '/metrics',
      requestTimeoutMs: 30_000,
      downloadRoots: ['/models'],
      allowedEndpoints: [],
      volumeRoot: null,
      tokenFile: null,
      metricPrefixes: ['roundhouse:', 'kthena:', 'patio:'],
    });
  });
});

describe('the flags', () => {
  it('are short', () => {
    const { kind, host, port, engineBaseUrl, engineMetricsPath } = read('-E sglang -H ::1 -P 1 -B http://e:5/x/ -M /m');
    assert.deepEqual({ kind, host, port }, { kind: 'sglang', host: '::1', port: 1 });
    assert.deepEqual([engineBaseUrl, engineMetricsPath], ['http://e:5/x', '/m']);
  });

  it('are long', () => {
    const long = '--engine llama.cpp --host 127.0.0.1 --port 0 --engine-base-url https://e --engine-metrics-path /m/x';
    const { kind, host, port, engineBaseUrl, engineMetricsPath } = read(long);
    assert.deepEqual({ kind, host, port }, { kind: 'llama.cpp', host: '127.0.0.1', port: 0 });
    assert.deepEqual([engineBaseUrl, engineMetricsPath], ['https://e', '/m/x']);
  });

  it('may be repeated where there can be several', () => {
    const options = read(
      '-E vllm --download-root /a --download-root /b --allow-endpoint S3.local:9000 --allow-endpoint h',
    );
    assert.deepEqual(options.downloadRoots, ['/a', '/b']);
    assert.deepEqual(options.allowedEndpoints, ['s3.local:9000', 'h']);
  });

  it('choose the names of the metrics', () => {
    assert.deepEqual(read('-E vllm --metric-prefix kthena').metricPrefixes, ['kthena:']);
    assert.deepEqual(read('-E vllm --metric-prefix kthena: --metric-prefix patio').metricPrefixes, [
      'kthena:',
      'patio:',
    ]);
    assert.deepEqual(read('-E vllm --metric-prefix patio,roundhouse').metricPrefixes, ['patio:', 'roundhouse:']);
    assert.equal(read('-E vllm --metric-prefix all').metricPrefixes.length, 3);
  });

  it('ask for help', () => assert.equal(parseSidecarOptions(['--help'], {}), null));
});

describe('the environment', () => {
  it('says which engine there is', () => {
    const { kind, version, engineBaseUrl } = read('', patio);
    assert.deepEqual([kind, version, engineBaseUrl], ['sglang', '0.5.3', 'http://10.0.0.1:30000']);
  });

  it('must say all three', () => {
    assert.match(refused(''), /--engine is missing; give it, or INFERENCE_ENGINE, INFERENCE_ENGINE_VERSION/);
    const { INFERENCE_ENGINE_VERSION: _, ...rest } = patio;
    assert.match(refused('', rest), /missing: INFERENCE_ENGINE_VERSION$/);
    assert.match(
      refused('', { INFERENCE_ENGINE: 'vllm', INFERENCE_ENGINE_VERSION: ' ' }),
      /missing: INFERENCE_ENGINE_VERSION, INFERENCE_ENGINE_ENDPOINT$/,
    );
  });

  it('has less to say than the flags', () => {
    const withB = read('-B http://other:1', patio);
    assert.deepEqual([withB.kind, withB.version, withB.engineBaseUrl], ['sglang', '0.5.3', 'http://other:1']);
    const withE = read('-E vllm', patio);
    assert.deepEqual([withE.kind, withE.version, withE.engineBaseUrl], ['vllm', null, 'http://localhost:8000']);
  });

  it('says how long an engine may take', () => {
    assert.equal(read('-E vllm', { REQUEST_TIMEOUT: '2.5' }).requestTimeoutMs, 2_500);
    for (const wrong of ['', 'soon', '0', '-1', 'NaN'])
      assert.match(refused('-E vllm', { REQUEST_TIMEOUT: wrong }), /REQUEST_TIMEOUT/, wrong);
  });
});

describe('what cannot be', () => {
  const wrong: readonly (readonly [string, RegExp])[] = [
    ['-E tgi', /"tgi" is not supported; supported are vllm, sglang and llama\.cpp/],
    ['-E constructor', /is not supported/],
    ['-E vllm -P 65536', /--port/],
    ['-E vllm -P x', /--port/],
    ['-E vllm -B localhost:8000', /must begin with http/],
    ['-E vllm -B ftp://x', /must begin with http/],
    ['-E vllm -B http://a:secret@x', /name or a password/],
    ['-E vllm -B http://x?key=secret', /query/],
    ['-E vllm -M metrics', /begin with a slash/],
    ['-E vllm --metric-prefix vllm', /there are roundhouse, kthena, patio and all/],
    ['-E vllm --allow-endpoint https://h/x', /host or host:port/],
    ['-E vllm --nope', /--nope/],
    ['-E vllm more', /more/],
  ];
  for (const [args, message] of wrong)
    it(`is refused: ${args}`, () => {
      assert.match(refused(args), message);
      assert.doesNotMatch(refused(args), /secret/);
    });

  it('is refused from the environment too', () => {
    assert.match(
      refused('', { ...patio, INFERENCE_ENGINE: 'tgi' }),
      /INFERENCE_ENGINE: the engine "tgi" is not supported/,
    );
  });
});
