import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { HeldUsage } from '../../../../server/inference/metered/held-usage.ts';
import { WholeEvents } from '../../../../server/platform/web/whole-events.ts';

const capture = (name: string): string => {
  const text = readFileSync(new URL(`../../../fixtures/captures/${name}`, import.meta.url), 'utf8');
  return text.slice(text.indexOf('data:'));
};

/** As the relay does it: whole events, then what is held back. */
function passed(pieces: readonly string[]): string {
  const events = new WholeEvents();
  const held = new HeldUsage();
  const out: Buffer[] = [];
  for (const piece of pieces) {
    const ready = events.push(Buffer.from(piece));
    if (ready.length > 0) out.push(held.push(ready, ready.toString('latin1')));
  }
  out.push(held.rest(), events.rest() ?? Buffer.alloc(0));
  return Buffer.concat(out).toString();
}

const data = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;
const base = { id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'm' };
const chunk = (content: string, finish: string | null, more: object = {}) =>
  data({ ...base, choices: [{ index: 0, delta: { content }, finish_reason: finish }], ...more });
const usage = { usage: { prompt_tokens: 3, total_tokens: 5, completion_tokens: 2 } };
const DONE = 'data: [DONE]\n\n';

const everyCut = (text: string, expected: string): void => {
  for (let at = 0; at <= text.length; at++)
    assert.equal(passed([text.slice(0, at), text.slice(at)]), expected, `${at}`);
  assert.equal(passed([...text]), expected);
};

describe('a stream whose usage was asked for by the gateway', () => {
  test('loses the extra event, wherever the stream is cut', () => {
    const before = chunk('a', null) + chunk('b', 'stop');
    everyCut(before + data({ ...base, choices: [], ...usage }) + DONE, before + DONE);
  });

  test('gets back what vLLM moves from the last chunk into the extra event', () => {
    const print = { system_fingerprint: 'vllm-0.32.0' };
    everyCut(
      chunk('a', null) + chunk('b', 'length') + data({ ...base, choices: [], ...usage, ...print }) + DONE,
      chunk('a', null) + chunk('b', 'length', print) + DONE,
    );
  });

  test('gets back what llama-server moves there, numbers digit by digit', () => {
    const timings = '"timings":{"prompt_ms":87.6590,"n":1e2,"said":"\\"timings\\":x"}';
    const last = chunk('b', 'stop');
    const extra = data({ ...base, choices: [], ...usage });
    assert.equal(
      passed([last, extra.replace(/\}\n\n$/, `,${timings}}\n\n`), DONE]),
      last.replace(/\}\n\n$/, `,${timings}}\n\n`) + DONE,
    );
  });

  test('has no null usage in its chunks, as older vLLM puts it there', () => {
    const nothing = { usage: null };
    assert.equal(
      passed([chunk('a', null, nothing) + chunk('b', 'stop', nothing), data({ ...base, choices: [], ...usage }), DONE]),
      chunk('a', null) + chunk('b', 'stop') + DONE,
    );
  });

  test('keeps a usage that stands in a chunk with choices: the engine gives it always', () => {
    const text = chunk('a', null) + chunk('', 'stop', usage) + DONE;
    everyCut(text, text);
  });

  test('keeps answers that talk about usage and finish reasons', () => {
    const text = chunk('"usage":null, "finish_reason":"stop" and "choices":[]', null) + chunk('.', 'stop') + DONE;
    everyCut(text, text);
  });

  test('is whole where the engine does not heed the wish, and where it breaks off', () => {
    const text = chunk('a', null) + chunk('b', 'stop');
    everyCut(text, text);
    everyCut(text + DONE, text + DONE);
    everyCut(`${text}: a comment\n\n`, `${text}: a comment\n\n`);
  });

  test('of several choices keeps all ends', () => {
    const ends = chunk('a', 'stop') + chunk('b', 'length');
    everyCut(ends + data({ ...base, choices: [], ...usage }) + DONE, ends + DONE);
  });

  test('passes a chunk on as it came, not as a copy, where there is nothing to do', () => {
    const bytes = Buffer.from(chunk('a', null));
    assert.equal(new HeldUsage().push(bytes, bytes.toString('latin1')), bytes);
  });

  test('may have other lines beside its data, and the data on several', () => {
    const before = `id: 1\nevent: message\n${chunk('a', 'stop')}`;
    const extra = data({ ...base, choices: [], ...usage });
    const several = extra.replace(',"choices"', ',\ndata: "choices"');
    for (const text of [`id: 2\nevent: message\n${extra}`, `: said\n${extra}`, several])
      everyCut(before + text + DONE, before + DONE);
    const kept = `id: 2\n${chunk('"usage"', null)}`;
    everyCut(before + kept + DONE, before + kept + DONE);
  });

  test('may end its lines with CR LF', () => {
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
    const before = crlf(chunk('a', null) + chunk('b', 'stop'));
    everyCut(before + crlf(data({ ...base, choices: [], ...usage }) + DONE), before + crlf(DONE));
  });
});

describe('captured streams of real engines', () => {
  /** The names of the members of each event; the ids and texts of two recordings differ. */
  const shapes = (text: string): string[] => [
    ...new Set(
      text
        .trim()
        .split('\n\n')
        .map((event) => event.replace('data: ', ''))
        .map((json) => (json === '[DONE]' ? json : Object.keys(JSON.parse(json)).join())),
    ),
  ];

  for (const engine of ['vllm', 'llama-server', 'sglang'])
    test(`${engine}: asked for by us, the stream has the members that it has when nobody asks`, () => {
      const ours = passed([capture(`${engine}/chat-stream-usage.txt`)]);
      const members = (text: string): string[] => shapes(text).filter((shape) => !shape.includes('prompt_token_ids'));
      const expected = members(capture(`${engine}/chat-stream.txt`));
      // The recording with a usage ends by itself, the other by its length: vLLM's last chunk is otherwise the same.
      assert.deepEqual(members(ours), expected);
      assert.doesNotMatch(ours, /"usage"/);
    });

  test('llama-server: a completion keeps the usage that it always has', () => {
    const text = capture('llama-server/completions-stream.txt');
    assert.equal(passed([text]), text);
  });
});
