import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { ReadStream } from 'node:tty';

/**
 * A password from the terminal, asked for twice and not shown; or the first line of `input` where that is no terminal.
 * null: none, or the two are not the same.
 */
export async function readPassword(input: ReadStream, output: NodeJS.WritableStream): Promise<string | null> {
  if (!input.isTTY) return firstLine(input);
  const first = await askSilently('Password: ', input, output);
  if (first === '') return null;
  const second = await askSilently('Once more: ', input, output);
  return first === second ? first : null;
}

async function firstLine(input: NodeJS.ReadableStream): Promise<string | null> {
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) return line === '' ? null : line;
  return null;
}

/** What readline would echo goes nowhere. */
async function askSilently(question: string, input: ReadStream, output: NodeJS.WritableStream): Promise<string> {
  output.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal: true });
  lines.on('SIGINT', () => lines.close());
  const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    return await Promise.race([lines.question(''), closed]);
  } finally {
    lines.close();
    output.write('\n');
  }
}
