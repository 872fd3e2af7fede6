/**
 * One measured window of load on one gateway, as a process of its own. Reads a LoadOptions as JSON from its argument,
 * prints a LoadResult as JSON. Loopback only, bounded in time.
 */
import { connect, type Socket } from 'node:net';
import { cpuMicros, rssBytes } from './process-stats.ts';

export interface LoadOptions {
  readonly port: number;
  /** Whose CPU time and memory are read. */
  readonly pid: number;
  readonly connections: number;
  readonly bodyBytes: number;
  /** 0: not streamed. */
  readonly chunks: number;
  readonly delayMs: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
  /** Default: `/v1/chat/completions`. */
  readonly path?: string;
  /** The body is sent as `{"args": …}`. */
  readonly inArgs?: boolean;
  /** Sent as `Authorization: Bearer …`. */
  readonly key?: string;
  /** Whether a stream asks for its usage. Default: true. */
  readonly asksUsage?: boolean;
}

export interface LoadResult {
  readonly requests: number;
  readonly chunks: number;
  readonly errors: number;
  readonly cpuMicrosPerRequest: number;
  readonly cpuMicrosPerChunk: number;
  readonly ttftP50Ms: number;
  readonly ttftP99Ms: number;
  readonly rssBytes: number;
}

const MARK = 0x7e;

function requestBytes(options: LoadOptions): Buffer {
  const {
    port,
    bodyBytes,
    chunks,
    delayMs,
    path = '/v1/chat/completions',
    inArgs = false,
    key,
    asksUsage = true,
  } = options;
  const build = (filler: string): string =>
    JSON.stringify({
      model: 'mock',
      messages: [{ role: 'user', content: `[mock chunks=${chunks} delay=${delayMs}] ${filler}` }],
      max_tokens: 256,
      stream: chunks > 0,
      ...(chunks > 0 && asksUsage ? { stream_options: { include_usage: true } } : {}),
    });
  const words = 'the model reads this prompt, some "quotes" and numbers 12345\n';
  const base = Buffer.byteLength(build(''));
  let filler = '';
  while (base + Buffer.byteLength(JSON.stringify(filler)) < bodyBytes) filler += words;
  const plain = build(filler.slice(0, Math.max(0, filler.length - words.length)));
  const body = Buffer.from(inArgs ? `{"args":${plain}}` : plain);
  const head = `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUser-Agent: bench\r\nAccept: */*\r\n${key === undefined ? '' : `Authorization: Bearer ${key}\r\n`}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

interface Totals {
  requests: number;
  chunks: number;
  errors: number;
  ttft: number[];
}

/** One keep-alive connection that sends a request as soon as the answer to the last one is whole. */
class Client {
  readonly #socket: Socket;
  readonly #request: Buffer;
  readonly #totals: Totals;
  readonly #isStream: boolean;
  #buffer: Buffer = Buffer.alloc(0);
  #bodyLeft = -1;
  #sentAt = 0;
  #first = true;
  stopped = false;

  constructor(options: LoadOptions, request: Buffer, totals: Totals) {
    this.#request = request;
    this.#totals = totals;
    this.#isStream = options.chunks > 0;
    this.#socket = connect({ host: '127.0.0.1', port: options.port, noDelay: true });
    this.#socket.on('connect', () => this.#send());
    this.#socket.on('data', (data: Buffer) => (this.#isStream ? this.#onStream(data) : this.#onUnary(data)));
    this.#socket.on('error', () => this.#lost());
    this.#socket.on('end', () => this.#lost());
  }

  end(): void {
    this.stopped = true;
    this.#socket.destroy();
  }

  #lost(): void {
    if (!this.stopped) this.#totals.errors += 1;
  }

  #send(): void {
    if (this.stopped) return;
    this.#sentAt = performance.now();
    this.#first = true;
    this.#socket.write(this.#request);
  }

  #done(): void {
    this.#totals.requests += 1;
    this.#send();
  }

  #onUnary(data: Buffer): void {
    if (this.#bodyLeft < 0) {
      this.#buffer = this.#buffer.length === 0 ? data : Buffer.concat([this.#buffer, data]);
      const head = this.#buffer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const text = this.#buffer.toString('latin1', 0, head);
      if (!text.startsWith('HTTP/1.1 200')) this.#totals.errors += 1;
      this.#bodyLeft = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0) - (this.#buffer.length - head - 4);
      this.#buffer = Buffer.alloc(0);
    } else {
      this.#bodyLeft -= data.length;
    }
    if (this.#bodyLeft > 0) return;
    this.#bodyLeft = -1;
    this.#done();
  }

  #onStream(data: Buffer): void {
    let at = data.indexOf(MARK);
    if (at >= 0 && this.#first) {
      this.#first = false;
      this.#totals.ttft.push(performance.now() - this.#sentAt);
    }
    for (; at >= 0; at = data.indexOf(MARK, at + 1)) this.#totals.chunks += 1;
    const tail = this.#buffer.length === 0 ? data : Buffer.concat([this.#buffer, data]);
    this.#buffer = Buffer.from(tail.subarray(-24));
    if (!tail.subarray(-24).includes('0\r\n\r\n')) return;
    if (!tail.subarray(-64).includes('[DONE]') && tail.length >= 64) this.#totals.errors += 1;
    this.#buffer = Buffer.alloc(0);
    this.#done();
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;

async function run(options: LoadOptions): Promise<LoadResult> {
  const totals: Totals = { requests: 0, chunks: 0, errors: 0, ttft: [] };
  const request = requestBytes(options);
  const clients: Client[] = [];
  const ramp = options.delayMs > 0 ? options.warmUpMs / options.connections / 2 : 0;
  for (let i = 0; i < options.connections; i++) {
    clients.push(new Client(options, request, totals));
    if (ramp > 0) await wait(ramp);
  }
  await wait(options.delayMs > 0 ? options.warmUpMs / 2 : options.warmUpMs);
  const before = { ...totals, cpu: cpuMicros(options.pid) };
  totals.ttft = [];
  await wait(options.measureMs);
  const cpu = cpuMicros(options.pid) - before.cpu;
  const requests = totals.requests - before.requests;
  const chunks = totals.chunks - before.chunks;
  const ttft = totals.ttft.sort((a, b) => a - b);
  const rss = rssBytes(options.pid);
  for (const client of clients) client.end();
  return {
    requests,
    chunks,
    errors: totals.errors,
    cpuMicrosPerRequest: cpu / requests,
    cpuMicrosPerChunk: cpu / chunks,
    ttftP50Ms: quantile(ttft, 0.5),
    ttftP99Ms: quantile(ttft, 0.99),
    rssBytes: rss,
  };
}

process.stdout.write(`${JSON.stringify(await run(JSON.parse(process.argv[2] as string) as LoadOptions))}\n`);
