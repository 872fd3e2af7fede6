import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readUsage, UsageTap } from '../../../server/inference/usage.ts';

const usage = (text: string) => readUsage(Buffer.from(text));

describe('usage read from the last bytes of an answer', () => {
  test('is found in a unary chat completion, whatever stands behind it', () => {
    const body =
      '{"choices":[],"usage":{"completion_tokens":8,"prompt_tokens":42,"total_tokens":50,"prompt_tokens_details":{"cached_tokens":3}},"timings":{"n":1}}';
    assert.deepEqual(usage(body), { promptTokens: 42, completionTokens: 8 });
  });

  test('is found in the last chunk of a stream that ends with [DONE]', () => {
    const tail = 'data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4}}\n\ndata: [DONE]\n\n';
    assert.deepEqual(usage(tail), { promptTokens: 3, completionTokens: 4 });
  });

  test('skips the null usage of later chunks', () => {
    const tail = 'data: {"usage": {"prompt_tokens":3,"completion_tokens":4}}\n\ndata: {"usage":null}\n\n';
    assert.deepEqual(usage(tail), { promptTokens: 3, completionTokens: 4 });
  });

  test('knows the names of Responses and Messages', () => {
    assert.deepEqual(usage('{"usage":{"input_tokens":31,"output_tokens":4}}'), {
      promptTokens: 31,
      completionTokens: 4,
    });
    assert.deepEqual(usage('{"usage":{"output_tokens":4}}'), { promptTokens: 0, completionTokens: 4 });
  });

  test('has the cached tokens of Messages in the prompt, which names them apart', () => {
    const cached = '{"usage":{"cache_read_input_tokens":30,"input_tokens":1,"output_tokens":4}}';
    assert.deepEqual(usage(cached), { promptTokens: 31, completionTokens: 4 });
    const written =
      '{"usage":{"input_tokens":5,"cache_creation_input_tokens":20,"cache_read_input_tokens":null,"cache_creation":{"ephemeral_5m_input_tokens":20},"output_tokens":4}}';
    assert.deepEqual(usage(written), { promptTokens: 25, completionTokens: 4 });
    const responses =
      '{"usage":{"input_tokens":31,"input_tokens_details":{"cached_tokens":30,"cache_write_tokens":9},"output_tokens":4}}';
    assert.deepEqual(usage(responses), { promptTokens: 31, completionTokens: 4 });
  });

  test('counts no completion tokens for embeddings', () => {
    assert.deepEqual(usage('{"usage":{"prompt_tokens":7,"total_tokens":7}}'), { promptTokens: 7, completionTokens: 0 });
  });

  test('is all prompt where a reranker tells only the total', () => {
    assert.deepEqual(usage('{"usage":{"total_tokens":56},"results":[]}'), { promptTokens: 56, completionTokens: 0 });
    assert.deepEqual(usage('{"usage":{"total_tokens":56,"prompt_tokens":50}}'), {
      promptTokens: 50,
      completionTokens: 0,
    });
  });

  test('is not fooled by an answer that talks about usage', () => {
    const said = JSON.stringify({ content: 'then "usage":{"prompt_tokens":1000000,"completion_tokens":1} is sent' });
    assert.equal(usage(said), null);
  });

  test('is null where there is none, where it is cut off, and where it is no usage', () => {
    assert.equal(usage(''), null);
    assert.equal(usage('{"choices":[]}'), null);
    assert.equal(usage('{"usage":{"prompt_tok'), null);
    assert.equal(usage('{"usage":{"minutes":3}}'), null);
    assert.equal(usage('"usage"'), null);
    assert.equal(usage('{"usage":{"prompt_tokens":"many"}}'), null);
  });
});

describe('usage read from the chunks of an answer', () => {
  const tapped = (chunks: readonly string[]) => {
    const tap = new UsageTap();
    for (const chunk of chunks) tap.see(Buffer.from(chunk));
    return tap.usage;
  };
  const answer =
    '{"choices":[{"message":{"content":"says \\"usage\\" twice"}}],"usage": {"prompt_tokens":42,"completion_tokens":8,"total_tokens":50},"id":"x"}';

  test('is the same wherever the answer is cut', () => {
    for (let cut = 0; cut <= answer.length; cut++)
      assert.deepEqual(
        tapped([answer.slice(0, cut), answer.slice(cut)]),
        { promptTokens: 42, completionTokens: 8 },
        `cut at ${cut}`,
      );
  });

  test('is the same wherever it is cut among its details', () => {
    for (const usage of [
      '{"input_tokens":42,"input_tokens_details":{"cached_tokens":3,"per_turn":[]},"output_tokens":8,"output_tokens_details":{"reasoning_tokens":0}}',
      '{"prompt_tokens_details":{"cached_tokens":3},"prompt_tokens":42,"completion_tokens":8}',
      '{"cache_creation":{"ephemeral_5m_input_tokens":2},"cache_creation_input_tokens":2,"input_tokens":40,"output_tokens":8}',
    ]) {
      const text = `{"output":[],"usage":${usage},"user":null}`;
      for (let cut = 0; cut <= text.length; cut++)
        assert.deepEqual(
          tapped([text.slice(0, cut), text.slice(cut)]),
          { promptTokens: 42, completionTokens: 8 },
          `${usage} cut at ${cut}`,
        );
      assert.deepEqual(tapped([...text]), { promptTokens: 42, completionTokens: 8 });
    }
  });

  test('is the same where another usage comes before it, which tells nothing', () => {
    const chunks = `data: {"choices":[{}],"usage":null}\n\ndata: {"choices":[{}],"usage":3}\n\ndata: ${answer}\n\n`;
    for (let cut = 0; cut <= chunks.length; cut++)
      assert.deepEqual(
        tapped([chunks.slice(0, cut), chunks.slice(cut)]),
        { promptTokens: 42, completionTokens: 8 },
        `cut at ${cut}`,
      );
  });

  test('is the same when every byte comes alone', () => {
    assert.deepEqual(tapped([...answer]), { promptTokens: 42, completionTokens: 8 });
  });

  test("joins Anthropic's first and last event", () => {
    const events = [
      'data: {"type":"message_start","message":{"usage":{"input_tokens":12,"output_tokens":1}}}\n\n',
      'data: {"type":"content_block_delta"}\n\n',
      'data: {"type":"message_delta","usage":{"output_tokens":8}}\n\n',
    ];
    assert.deepEqual(tapped(events), { promptTokens: 12, completionTokens: 8 });
    const all = events.join('');
    for (let cut = 0; cut <= all.length; cut++)
      assert.deepEqual(
        tapped([all.slice(0, cut), all.slice(cut)]),
        { promptTokens: 12, completionTokens: 8 },
        `${cut}`,
      );
    const start = '{"usage":{"cache_read_input_tokens":30,"input_tokens":1,"output_tokens":0}}';
    assert.deepEqual(tapped([start, ...events.slice(1)]), { promptTokens: 31, completionTokens: 8 });
  });

  test('is the last of a stream that tells it with each chunk', () => {
    const event = (n: number) => `data: {"usage":{"prompt_tokens":3,"completion_tokens":${n}}}\n\n`;
    assert.deepEqual(tapped([event(1), event(2) + event(3), 'data: [DONE]\n\n']), {
      promptTokens: 3,
      completionTokens: 3,
    });
  });

  test('is null where none came', () => {
    assert.equal(tapped(['data: {"choices":[]}\n\n', 'data: [DONE]\n\n']), null);
  });
});
