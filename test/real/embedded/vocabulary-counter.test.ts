/** The vocabulary counter with its real child process and real GGUF files. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  createVocabularyCounter,
  type VocabularyCounter,
} from '../../../server/engines/kinds/embedded/vocabulary/index.ts';
import { silentLog } from '../../../server/platform/log.ts';
import { japan, startEmbedded, tinyModel, until } from './embedded-process.ts';

const chat = '/v1/chat/completions';
const skip = process.platform === 'linux' ? false : 'reads /proc';

/** Processes that `parent` has started and that count. */
function counters(parent: number | undefined): number[] {
  return readdirSync('/proc')
    .filter((it) => /^\d+$/.test(it))
    .map(Number)
    .filter((pid) => {
      const parts = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
      return Number(parts[1]) === parent && parts[0] !== 'Z' && read(`/proc/${pid}/cmdline`).includes('--vocab-only');
    });
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

describe('the vocabulary counter', { skip }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'vocabulary-'));
  let counter: VocabularyCounter;
  const countJapan = (file = tinyModel) => counter.count(file, { path: chat, body: { messages: japan } });
  before(() => {
    counter = createVocabularyCounter({ log: silentLog });
  });
  after(async () => {
    await counter.close();
    rmSync(directory, { recursive: true });
  });

  it('starts nothing until somebody counts, nor for what it cannot count', async () => {
    assert.equal(await counter.count(tinyModel, { path: '/v1/rerank', body: {} }), null);
    assert.deepEqual(counters(process.pid), []);
  });

  it('counts what the engine counts', async () => {
    const engine = await startEmbedded();
    const { usage } = (await engine.post(chat, { messages: japan, max_tokens: 1 })).json;
    await engine.stop();
    assert.equal(await countJapan(), usage.prompt_tokens);
  });

  it('counts completions and embeddings, the longest of several', async () => {
    assert.equal(await counter.count(tinyModel, { path: '/v1/completions', body: { prompt: ['hi', 'hi hi'] } }), 5);
    assert.equal(await counter.count(tinyModel, { path: '/v1/embeddings', body: { input: [0, 74, 75] } }), 3);
  });

  it('counts a hundred requests at once with one child', async () => {
    const counts = await Promise.all(Array.from({ length: 100 }, () => countJapan()));
    assert.deepEqual(new Set(counts), new Set([21]));
    assert.equal(counters(process.pid).length, 1);
  });

  it('takes little time once the vocabulary is there', async () => {
    const started = performance.now();
    for (let round = 0; round < 20; round++) await countJapan();
    assert.ok((performance.now() - started) / 20 < 25);
  });

  it('counts a long prompt', async () => {
    const messages = [{ role: 'user', content: 'hi '.repeat(100_000) }];
    assert.ok(((await counter.count(tinyModel, { path: chat, body: { messages } })) ?? 0) > 100_000);
  });

  it('says null for what is no GGUF, is not there, or cannot be counted', async () => {
    const text = join(directory, 'text.gguf');
    writeFileSync(text, 'no model');
    const broken = join(directory, 'broken.gguf');
    writeFileSync(broken, readFileSync(tinyModel).subarray(0, 5_000));
    for (const file of [text, broken, join(directory, 'missing.gguf'), directory]) {
      assert.equal(await countJapan(file), null, file);
    }
    assert.equal(await counter.count(tinyModel, { path: chat, body: { messages: 7 } }), null);
    assert.equal(await countJapan(), 21);
  });

  it('holds several vocabularies, and reads a file again that was replaced', async () => {
    const files = Array.from({ length: 6 }, (_, index) => join(directory, `copy-${index}.gguf`));
    for (const file of files) copyFileSync(tinyModel, file);
    assert.deepEqual(await Promise.all(files.map(countJapan)), [21, 21, 21, 21, 21, 21]);
    writeFileSync(files[0] ?? '', 'no model any more');
    assert.equal(await countJapan(files[0]), null);
    assert.equal(await countJapan(files[1]), 21);
  });

  it('starts the child again when it was killed', async () => {
    const [killed = 0] = counters(process.pid);
    process.kill(killed, 'SIGKILL');
    await until(async () => !counters(process.pid).includes(killed), 'it is gone');
    assert.equal(await countJapan(), 21);
    assert.notDeepEqual(counters(process.pid), [killed]);
  });

  it('ends the child when nobody has counted for a while, and starts it again', async () => {
    const idle = createVocabularyCounter({ log: silentLog, idleMs: 30 });
    const own = () => counters(process.pid).length;
    const others = own();
    assert.equal(await idle.count(tinyModel, { path: chat, body: { messages: japan } }), 21);
    await until(async () => own() === others, 'its child has ended');
    assert.equal(await idle.count(tinyModel, { path: chat, body: { messages: japan } }), 21);
    await idle.close();
  });

  it('leaves no child behind when it is closed, and counts no more', async () => {
    const closing = createVocabularyCounter({ log: silentLog });
    const others = counters(process.pid);
    const asked = closing.count(tinyModel, { path: chat, body: { messages: japan } });
    await closing.close();
    assert.equal(await asked, null);
    assert.deepEqual(counters(process.pid), others);
    assert.equal(await closing.count(tinyModel, { path: chat, body: { messages: japan } }), null);
  });
});

describe('the child of a process that is killed', { skip }, () => {
  it('ends too', async () => {
    const door = join(import.meta.dirname, '../../../server/engines/kinds/embedded/vocabulary/index.ts');
    const script = `
      const { createVocabularyCounter } = await import(${JSON.stringify(door)});
      const quiet = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };
      const counter = createVocabularyCounter({ log: quiet });
      const body = { messages: [{ role: 'user', content: 'hi' }] };
      console.log(await counter.count(${JSON.stringify(tinyModel)}, { path: '/v1/chat/completions', body }));
      setInterval(() => {}, 1_000);
    `;
    const args = ['--input-type=module', '-e', script];
    const parent: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(parent.stdout as NodeJS.ReadableStream, 'data');
    assert.ok(Number(String(line)) > 0);
    const [child = 0] = counters(parent.pid);
    assert.ok(child > 0);
    const gone = once(parent, 'exit');
    parent.kill('SIGKILL');
    await gone;
    await until(async () => !read(`/proc/${child}/cmdline`).includes('--vocab-only'), 'the child is gone');
  });
});
