/** The embedded engine under load while LoRA adapters come and go: nobody fails, nobody waits long, no memory is lost. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type EngineUnderTest, japan, readEvents, startEmbedded, startEmbeddedWith } from './embedded-process.ts';

const pirateFile = join(import.meta.dirname, '../../../models/pirate-lora.gguf');
const tokyo = 'The capital of Japan is Tokyo.';
const arrr = 'Arrr, matey! The capital of Japan is Tokyo, arrr!';

describe('the embedded engine while LoRA adapters come and go', () => {
  let engine: EngineUnderTest;
  before(async () => {
    engine = await startEmbedded('--context', '256');
  });
  after(() => engine?.stop());

  const load = async (lora_name: string) => {
    const { status, json } = await engine.post('/v1/load_lora_adapter', { lora_name, lora_path: pirateFile });
    assert.equal(status, 200, JSON.stringify(json));
  };
  const unload = async (lora_name: string) => {
    assert.equal((await engine.post('/v1/unload_lora_adapter', { lora_name })).status, 200);
  };
  /** Half of them streamed. */
  const ask = async (model: string, streamed: boolean) => {
    const body = JSON.stringify({ model, messages: japan, temperature: 0, stream: streamed });
    const response = await fetch(`${engine.url}/v1/chat/completions`, { method: 'POST', body });
    assert.equal(response.status, 200);
    if (!streamed) return ((await response.json()) as Chat).choices[0].message.content;
    const events = await readEvents(response);
    assert.equal(events.at(-1), '[DONE]');
    return events.map((it) => it.choices?.[0]?.delta.content ?? '').join('');
  };

  /** Asks the base 20 times a second until told to end; resolves with the milliseconds that each answer took. */
  function startLoad() {
    let on = true;
    const asked: Promise<number>[] = [];
    const timed = async (streamed: boolean) => {
      const from = performance.now();
      assert.equal(await ask('tiny', streamed), tokyo);
      return performance.now() - from;
    };
    const done = (async () => {
      for (; on; await delay(50)) {
        const one = timed(asked.length % 2 === 0);
        // Reported below; until then it must not count as unhandled.
        one.catch(() => {});
        asked.push(one);
      }
      return Promise.all(asked);
    })();
    return {
      end() {
        on = false;
        return done;
      },
    };
  }

  it('answers each of 20 requests a second while one is loaded, used and unloaded again and again', async (t) => {
    const quiet = startLoad();
    await delay(1_000);
    const alone = summary(await quiet.end());
    const traffic = startLoad();
    let answers = 0;
    const end = performance.now() + 3_000;
    for (let round = 0; performance.now() < end; round++) {
      await load(`pirate-${round}`);
      const both = await Promise.all([ask(`pirate-${round}`, true), ask(`pirate-${round}`, false)]);
      assert.deepEqual(both, [arrr, arrr]);
      answers += both.length;
      await unload(`pirate-${round}`);
    }
    const beside = summary(await traffic.end());
    t.diagnostic(`alone ${JSON.stringify(alone)}; beside ${answers / 2} rounds ${JSON.stringify(beside)}`);
    assert.ok(beside.requests >= 30, `${beside.requests} requests`);
    assert.ok(answers >= 10, `${answers} answers`);
    // The cores are shared, so it is slower; but nobody is locked out.
    assert.ok(beside.slowest < 2_000, `the slowest took ${beside.slowest} ms`);
  });

  it('has as many contexts as are loaded, and no more: loading in place is bounded too', async () => {
    await load('pirate');
    const body = { lora_name: 'pirate', lora_path: pirateFile, load_inplace: true };
    const statuses = await Promise.all(Array.from({ length: 30 }, () => engine.post('/v1/load_lora_adapter', body)));
    assert.deepEqual([...new Set(statuses.map((it) => it.status))], [200]);
    assert.equal(await ask('pirate', false), arrr);
    const { json } = await engine.get('/v1/models');
    assert.equal(json.data.length, 2);
  });
});

describe('the memory of LoRA adapters', { skip: process.platform === 'linux' ? false : 'reads /proc' }, () => {
  let engine: EngineUnderTest;
  before(async () => {
    // What is free must show as free: one heap for all threads, and a small one for JavaScript.
    const env = { MALLOC_ARENA_MAX: '1', NODE_OPTIONS: '--max-old-space-size=48 --max-semi-space-size=1' };
    engine = await startEmbeddedWith(env, '--context', '256');
  });
  after(() => engine?.stop());

  it('is given back: the process is no larger after 50 more rounds', async (t) => {
    const round = async () => {
      await engine.post('/v1/load_lora_adapter', { lora_name: 'pirate', lora_path: pirateFile });
      const { json } = await engine.post('/v1/chat/completions', { model: 'pirate', messages: japan, temperature: 0 });
      assert.equal(json.choices[0].message.content, arrr);
      assert.equal((await engine.post('/v1/embeddings', { model: 'pirate', input: 'x' })).status, 200);
      assert.equal((await engine.post('/v1/unload_lora_adapter', { lora_name: 'pirate' })).status, 200);
    };
    for (let warm = 0; warm < 150; warm++) await round();
    const before = await residentMb(engine);
    for (let more = 0; more < 50; more++) await round();
    const after = await residentMb(engine);
    t.diagnostic(`${before.toFixed(1)} MB, then ${after.toFixed(1)} MB`);
    // Were the weights kept, it would be more than a megabyte each; with the contexts, several.
    assert.ok(after - before < 20, `from ${before.toFixed(1)} to ${after.toFixed(1)} MB`);
  });
});

interface Chat {
  readonly choices: readonly [{ readonly message: { readonly content: string } }];
}

function summary(took: readonly number[]) {
  const sorted = [...took].sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  return { requests: took.length, median: at(0.5), p95: at(0.95), slowest: at(1) };
}

async function residentMb({ child }: EngineUnderTest): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1_024;
}
