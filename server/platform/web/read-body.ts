import type { IncomingMessage } from 'node:http';
import { AppError } from '../errors.ts';

/**
 * Reads the whole body once, as bytes. `done` is called once: with the bytes, or with `body_too_large` as soon as the
 * limit is passed (the rest is then read and dropped by whoever answers). Not called when the client leaves before.
 */
export function readBody(
  req: IncomingMessage,
  maxBytes: number,
  done: (error: AppError | null, body: Buffer) => void,
): void {
  const declared = req.headers['content-length'];
  if (declared !== undefined && Number(declared) > maxBytes) return done(tooLarge(maxBytes), empty);
  const chunks: Buffer[] = [];
  let size = 0;
  const take = (chunk: Buffer): void => {
    size += chunk.length;
    if (size <= maxBytes) return void chunks.push(chunk);
    req.off('data', take);
    req.off('end', end);
    done(tooLarge(maxBytes), empty);
  };
  const end = (): void => done(null, chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size));
  req.on('data', take);
  req.on('end', end);
}

const empty = Buffer.alloc(0);

const tooLarge = (maxBytes: number): AppError =>
  new AppError(
    'body_too_large',
    `The body is larger than ${maxBytes} bytes, the limit of this gateway (\`max_body\`).`,
    {
      fields: { max_body: maxBytes },
    },
  );
