import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createLogger } from '../../../server/platform/log/index.ts';
import { userGateway } from '../user-engines/user-gateway.ts';

const question = 'the violet submarine';
const earlier = 'an amber teapot';

/** Every file below, with what it holds. */
function filesBelow(dir: string): [string, Buffer][] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => [path, readFileSync(path)]);
}

describe('what is said in a conversation', () => {
  it('is in memory.db and in nothing else that the gateway writes or tells', async (test) => {
    const dir = await mkdtemp(join(tmpdir(), 'roundhouse-prompts-'));
    test.after(() => rm(dir, { recursive: true }));
    const logger = createLogger({ level: 'debug', format: 'json', file: join(dir, 'gateway.log') });
    const { started, alice, admin, send, done } = await userGateway(test, { dataDir: dir, log: logger.log });
    const { vLLM_endpoint: inference_endpoint, user_info } = await started(alice, 'tiny');
    const { id } = await done('POST', '/v1/conversations', alice, {
      number: 1,
      items: [{ role: 'user', content: earlier }],
    });
    const ask = (prompt: string) =>
      send('POST', '/llm_request', alice, {
        model: 'tiny',
        inference_endpoint,
        prompt,
        memory: true,
        conversation_number: 1,
      });
    assert.equal((await ask(question)).status, 200);
    // Errors quote nothing either.
    assert.equal((await ask(`[fake status=500] ${question}`)).status, 500);
    assert.equal((await send('POST', '/llm_request', alice, { prompt: question })).status, 400);
    assert.equal((await send('POST', '/v1/conversations', alice, { items: [{ role: question }] })).status, 400);
    await logger.flush();

    const holding = (text: string) =>
      filesBelow(dir)
        .filter(([, bytes]) => bytes.includes(text))
        .map(([path]) => path.slice(dir.length + 1).replace(/-wal$/, ''));
    for (const text of [question, earlier]) assert.deepEqual([...new Set(holding(text))], ['memory.db'], text);
    const told = ['/metrics', '/v1/engines', '/active_models/', `/v1/engines/${user_info.container_id}/logs`];
    for (const path of told) assert.ok(!(await send('GET', path, admin)).text.includes(question), path);

    await done('DELETE', `/v1/conversations/${id}`, alice);
    for (const text of [question, earlier]) assert.deepEqual(holding(text), [], text);
  });
});
