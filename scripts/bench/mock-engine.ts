/**
 * An engine that costs next to nothing: it answers what the prompt asks for, `[mock chunks=200 delay=20]`, and parses
 * nothing else. Raw sockets, so that it takes as little as possible of the two cores that the measured one needs.
 * Usage: node mock-engine.ts PORT (0: any; the port is printed).
 */
import { type AddressInfo, createServer, type Socket } from 'node:net';

const FILLER = 'x'.repeat(150);
const UNARY_BODY = JSON.stringify({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'mock',
  choices: [{ index: 0, message: { role: 'assistant', content: FILLER }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 },
});
const UNARY = Buffer.from(
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${UNARY_BODY.length}\r\n\r\n${UNARY_BODY}`,
);
const STREAM_HEAD = Buffer.from(
  'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ntransfer-encoding: chunked\r\n\r\n',
);

const httpChunk = (text: string): Buffer => Buffer.from(`${text.length.toString(16)}\r\n${text}\r\n`);
const event = (fields: object): string =>
  `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'mock', ...fields })}\n\n`;
const CHUNK = httpChunk(
  event({ choices: [{ index: 0, delta: { content: `~token ${FILLER.slice(0, 40)}` }, finish_reason: null }] }),
);
const STREAM_END = Buffer.concat([
  httpChunk(event({ choices: [], usage: { prompt_tokens: 10, completion_tokens: 200, total_tokens: 210 } })),
  httpChunk('data: [DONE]\n\n'),
  Buffer.from('0\r\n\r\n'),
]);

function stream(socket: Socket, chunks: number, delayMs: number): void {
  let left = chunks;
  socket.write(STREAM_HEAD);
  const next = (): void => {
    if (socket.destroyed) return;
    if (left-- <= 0) return void socket.write(STREAM_END);
    const more = socket.write(CHUNK);
    if (delayMs > 0) setTimeout(next, delayMs);
    else if (more) setImmediate(next);
    else socket.once('drain', next);
  };
  next();
}

function answer(socket: Socket, request: Buffer): void {
  const asked = /\[mock chunks=(\d+) delay=(\d+)\]/.exec(request.toString('latin1', 0, Math.min(request.length, 2048)));
  if (asked === null || Number(asked[1]) === 0) socket.write(UNARY);
  else stream(socket, Number(asked[1]), Number(asked[2]));
}

/** Cuts requests out of the bytes of one connection; bodies are counted, not read. */
function onConnection(socket: Socket): void {
  let pending: Buffer = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on('error', () => {});
  socket.on('data', (data: Buffer) => {
    pending = pending.length === 0 ? data : Buffer.concat([pending, data]);
    for (;;) {
      const head = pending.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(pending.toString('latin1', 0, head))?.[1] ?? 0);
      const end = head + 4 + length;
      if (pending.length < end) return;
      answer(socket, pending.subarray(0, end));
      pending = pending.subarray(end);
    }
  });
}

const server = createServer(onConnection);
server.listen({ host: '127.0.0.1', port: Number(process.argv[2] ?? 0), backlog: 4096 }, () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
