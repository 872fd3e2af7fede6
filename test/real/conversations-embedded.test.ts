/** Memory with a real model: its vocabulary counts, so what is sent fills the context and never more than that. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { post } from '../integration/gateway/requests.ts';
import { runGateway } from '../integration/gateway/run-gateway.ts';

const model = new URL('../../models/tiny.q8_0.gguf', import.meta.url).pathname;

describe('a conversation with the embedded engine', () => {
  it('goes on for longer than the context is, without an error', async () => {
    await using running = await runGateway(
      `models: { tiny: { engine: embedded, model: "${model}", context: 256, reserve_tokens: 64, preload: true } }`,
    );
    const ask = async (prompt: string) => {
      const body = { model: 'tiny', inference_endpoint: 'tiny', prompt, memory: true, conversation_number: 1 };
      const answer = await post(running.url, '/llm_request', JSON.stringify(body));
      assert.equal(answer.status, 200, answer.text);
      return String(answer.json()['data']);
    };
    assert.match(await ask('What is the capital of Japan?'), /Tokyo/);
    for (let turn = 0; turn < 12; turn++) assert.notEqual(await ask('What is the capital of Japan?'), '');
    const list = await fetch(`${running.url}/v1/conversations`);
    const { data } = (await list.json()) as { data: { items_total: number }[] };
    assert.equal(data[0]?.items_total, 26);
  });
});
