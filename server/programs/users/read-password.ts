import { createInterface, type Interface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { ReadStream } from 'node:tty';

/**
 * A password from the terminal, asked for twice and not shown; or the first line of `input` where that is no terminal.
 * null: none, or the two are not the same.
 */
export async function readPassword(input: ReadStream, output: NodeJS.WritableStream): Promise<string | null> {
  if (!input.isTTY) return firstLine(input);
  // It echoes by itself, into nothing, and has the terminal not do so: before it asks, and until both answers are there.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal: true, historySize: 0 });
  lines.on('SIGINT', () => lines.close());
  try {
    const first = await ask('Password: ', lines, output);
    if (first === '') return null;
    const second = await ask('Once more: ', lines, output);
    return first === second ? first : null;
  } finally {
    lines.close();
  }
}

async function firstLine(input: NodeJS.ReadableStream): Promise<string | null> {
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) return line === '' ? null : line;
  return null;
}

/** Empty where it is broken off. */
async function ask(question: string, lines: Interface, output: NodeJS.WritableStream): Promise<string> {
  const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  const answered = lines.question('');
  answered.catch(() => {});
  output.write(question);
  const answer = await Promise.race([answered, closed]);
  output.write('\n');
  return answer;
}
