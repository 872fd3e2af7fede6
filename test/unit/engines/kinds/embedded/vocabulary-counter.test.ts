import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createVocabularyCounter } from '../../../../../server/engines/kinds/embedded/vocabulary/vocabulary-counter.ts';
import type {
  StartVocabularyProcess,
  VocabularyProcessEvents,
} from '../../../../../server/engines/kinds/embedded/vocabulary/vocabulary-process.ts';
import type { Clock } from '../../../../../server/platform/clock.ts';
import { type Log, silentLog } from '../../../../../server/platform/log.ts';

/** Time that passes when told to. */
function createFakeClock() {
  let now = 0;
  const timers = new Set<{ at: number; run: () => void }>();
  const clock: Clock = {
    now: () => now,
    date: () => new Date(now),
    timer(delayMs, run) {
      const timer = { at: now + delayMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
  const pass = (ms: number) => {
    now += ms;
    for (const timer of [...timers].filter((it) => it.at <= now)) {
      timers.delete(timer);
      timer.run();
    }
  };
  return { clock, pass };
}

interface Started {
  readonly events: VocabularyProcessEvents;
  readonly asked: { id: number; file: string; path: string; body: unknown }[];
  held: boolean;
  ended: boolean;
}

function setUp(options: { log?: Log } = {}) {
  const { clock, pass } = createFakeClock();
  const started: Started[] = [];
  const start: StartVocabularyProcess = (events) => {
    const own: Started = { events, asked: [], held: false, ended: false };
    started.push(own);
    return {
      ask: (question) => void own.asked.push(question),
      hold: (on) => {
        own.held = on;
      },
      async end() {
        own.ended = true;
        events.onEnd({ exitCode: null, signal: 'SIGKILL' });
      },
    };
  };
  const counter = createVocabularyCounter({ log: silentLog, clock, start, ...options });
  const count = (file = 'a.gguf', body = {}) => counter.count(file, { path: '/v1/completions', body });
  /** The child answers the question at that place. */
  const answer = (child: number, question: number, tokens: number | null) => {
    const { id } = started[child]?.asked[question] ?? assert.fail('not asked');
    started[child]?.events.onAnswer({ id, tokens });
  };
  return { counter, count, answer, started, pass };
}

describe('the vocabulary counter', () => {
  it('starts a child at the first count, and asks it for the others too', async () => {
    const { count, answer, started } = setUp();
    assert.equal(started.length, 0);
    const counts = [count('a.gguf'), count('b.gguf')];
    assert.equal(started.length, 1);
    answer(0, 1, 2);
    answer(0, 0, 1);
    assert.deepEqual(await Promise.all(counts), [1, 2]);
  });

  it('sends of the body only what is counted', async () => {
    const { counter, started, answer } = setUp();
    const body = { model: 'm', messages: [], tools: [], temperature: 1, user: 'u', chat_template_kwargs: {} };
    const counted = counter.count('a.gguf', { path: '/v1/chat/completions', body });
    const [question] = started[0]?.asked ?? [];
    assert.deepEqual(question?.body, { messages: [], tools: [], chat_template_kwargs: {} });
    answer(0, 0, null);
    assert.equal(await counted, null);
  });

  it('asks nobody for paths that it cannot count', async () => {
    const { counter, started } = setUp();
    for (const path of ['/v1/messages', '/v1/responses', '/v1/rerank', 'constructor']) {
      assert.equal(await counter.count('a.gguf', { path, body: {} }), null);
    }
    assert.equal(started.length, 0);
  });

  it('keeps the gateway alive only while somebody waits', async () => {
    const { count, answer, started } = setUp();
    const counted = count();
    assert.equal(started[0]?.held, true);
    answer(0, 0, 1);
    await counted;
    assert.equal(started[0]?.held, false);
  });

  it('waits no longer than 5 s, and takes a late answer for what it is', async () => {
    const { count, answer, started, pass } = setUp();
    const late = count();
    pass(5_000);
    assert.equal(await late, null);
    assert.equal(started[0]?.ended, false, 'it may still be reading a large file');
    answer(0, 0, 7);
    const next = count();
    answer(0, 1, 7);
    assert.equal(await next, 7);
    assert.equal(started.length, 1);
  });

  it('ends a child that is silent for a minute, and does not try that file again at once', async () => {
    const { count, answer, started, pass } = setUp();
    const hung = count('hangs.gguf');
    pass(60_000);
    assert.equal(await hung, null);
    assert.equal(started[0]?.ended, true);
    assert.equal(await count('hangs.gguf'), null);
    assert.equal(started.length, 1);
    const other = count('fine.gguf');
    answer(1, 0, 3);
    assert.equal(await other, 3);
  });

  it('asks a new child once more when the first has died, and says so in the log', async () => {
    const warned: object[] = [];
    const log = { ...silentLog, warn: (fields: object) => void warned.push(fields) };
    const { count, answer, started } = setUp({ log });
    const counted = count();
    started[0]?.events.onEnd({ exitCode: null, signal: 'SIGKILL' });
    answer(1, 0, 9);
    assert.equal(await counted, 9);
    assert.deepEqual(warned, [{ exitCode: null, signal: 'SIGKILL', counting: 1 }]);
  });

  it('gives a file up for a minute at which two children have died', async () => {
    const { count, answer, started, pass } = setUp();
    const lost = count('bad.gguf');
    started[0]?.events.onEnd({ exitCode: null, signal: 'SIGSEGV' });
    started[1]?.events.onEnd({ exitCode: null, signal: 'SIGSEGV' });
    assert.equal(await lost, null);
    assert.equal(await count('bad.gguf'), null);
    assert.equal(started.length, 2);
    pass(60_000);
    const again = count('bad.gguf');
    answer(2, 0, 4);
    assert.equal(await again, 4);
  });

  it('ends the child after five idle minutes, counted from the last answer', async () => {
    const { count, answer, started, pass } = setUp();
    const first = count();
    answer(0, 0, 1);
    await first;
    pass(299_999);
    const second = count();
    pass(1);
    assert.equal(started[0]?.ended, false);
    answer(0, 1, 1);
    await second;
    pass(300_000);
    assert.equal(started[0]?.ended, true);
    const third = count();
    answer(1, 0, 1);
    assert.equal(await third, 1);
  });

  it('answers null to all who wait when it is closed, and to all after that', async () => {
    const { counter, count, started } = setUp();
    const waiting = [count(), count()];
    await counter.close();
    assert.deepEqual(await Promise.all(waiting), [null, null]);
    assert.equal(started[0]?.ended, true);
    assert.equal(await count(), null);
    assert.equal(started.length, 1);
  });

  it('has nothing to close where nobody counted', async () => {
    const { counter, started } = setUp();
    await counter.close();
    assert.equal(started.length, 0);
  });
});
