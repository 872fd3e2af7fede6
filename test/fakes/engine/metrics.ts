/** The fake engine's `/metrics`: a few of its kind's own, a file's text, or a fault. */
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import type { FakeOptions } from './options.ts';
import type { FakeStats } from './record.ts';

const CHUNK_BYTES = 8 * 1024;

export async function answerMetrics(options: FakeOptions, stats: FakeStats, response: ServerResponse): Promise<void> {
  const text = options.metrics === null ? Buffer.from(metricsOf(options, stats)) : readFileSync(options.metrics);
  response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
  if (options.metricsFault === 'hang') return void response.flushHeaders();
  if (options.metricsFault === 'endless') return forever(text, response);
  const end = options.metricsFault === 'cut' ? text.length / 2 : text.length;
  for (let at = 0; at < end; at += CHUNK_BYTES) response.write(text.subarray(at, Math.min(end, at + CHUNK_BYTES)));
  if (options.metricsFault === 'cut') response.socket?.destroySoon();
  else response.end();
}

async function forever(text: Buffer, response: ServerResponse): Promise<void> {
  while (!response.destroyed) {
    if (response.writableNeedDrain) await turn();
    else response.write(text);
  }
}

/** A few of the kind's own metrics, in Prometheus' text form. */
function metricsOf(options: FakeOptions, stats: FakeStats): string {
  const [prefix, running, requests] = {
    vllm: ['vllm', 'num_requests_running', 'request_success_total'],
    sglang: ['sglang', 'num_running_reqs', 'num_requests_total'],
    'llama.cpp': ['llamacpp', 'requests_processing', 'n_decode_total'],
    openai: ['fake', 'requests_running', 'requests_total'],
  }[options.kind] as [string, string, string];
  return [
    `# TYPE ${prefix}:${running} gauge`,
    `${prefix}:${running} ${stats.in_flight}`,
    `# TYPE ${prefix}:${requests} counter`,
    `${prefix}:${requests} ${stats.hits}`,
    '',
  ].join('\n');
}
