/** Server-sent events that we make ourselves: the fleet's events, engine logs. */
import type { ServerResponse } from 'node:http';

export interface EventStream {
  /** Sends one event; a reader that is too slow is cut off. */
  send(data: object, id?: number): void;
  /** Ends the stream; `last` is sent before as it is, e.g. `[DONE]`. */
  end(last?: string): void;
}

const HEARTBEAT_MS = 15_000;
const MAX_BUFFERED_BYTES = 1024 * 1024;

/** Begins the stream. `onClose` is called once when the client has left or the stream was ended. */
export function openEventStream(res: ServerResponse, onClose: () => void): EventStream {
  res.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'x-accel-buffering': 'no',
  });
  res.flushHeaders();
  const write = (text: string): void => {
    if (res.destroyed || res.writableEnded) return;
    res.write(text);
    if (res.writableLength > MAX_BUFFERED_BYTES) res.destroy();
  };
  const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS);
  heartbeat.unref();
  res.on('close', () => {
    clearInterval(heartbeat);
    onClose();
  });
  return {
    send: (data, id) => write(`${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`),
    end(last) {
      if (last !== undefined) write(`data: ${last}\n\n`);
      res.end();
    },
  };
}
