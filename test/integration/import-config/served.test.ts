/** A configuration of llama-swap's, imported, serves requests. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fakeEngineFile } from '../../fakes/start-fake.ts';
import { importText } from '../../unit/programs/import-config/import-fixture.ts';
import { isAlive } from '../gateway/fake-command.ts';
import { CHAT, call, chat, post, until } from '../gateway/requests.ts';
import { runGateway } from '../gateway/run-gateway.ts';

const LLAMA_SWAP = `
healthCheckTimeout: 60
macros:
  fake: |
    "${process.execPath}" '${fakeEngineFile}'
    # its own port
    --port \${PORT} --kind openai
models:
  first:
    cmd: |
      \${fake} \\
      --log-lines 3
    aliases: [gpt-4o-mini]
    env: ["GREETING=\${env.IMPORTED_GREETING}"]
    ttl: 600
  second:
    cmd: \${fake}
    cmdStop: kill \${PID}
    useModelName: org/second
`;

const engines = async (url: string) =>
  (await call(url, '/v1/engines')).json()['data'] as { model: string; state: string; pid: number | null }[];

describe("an imported configuration of llama-swap's", () => {
  it('starts its engines, swaps them, and answers by name and alias', async () => {
    const { yaml } = importText(LLAMA_SWAP);
    await using running = await runGateway(yaml, { env: { IMPORTED_GREETING: 'hello' } });
    for (const model of ['first', 'gpt-4o-mini', 'second', 'first']) {
      const { status, text } = await post(running.url, CHAT, chat(model));
      assert.equal(status, 200, text);
    }
    assert.deepEqual(
      (await engines(running.url)).filter(({ state }) => state === 'ready').map(({ model }) => model),
      ['first'],
      'one slot: the other had to go',
    );
  });

  it('leaves no engine behind', async () => {
    const { yaml } = importText(LLAMA_SWAP);
    const running = await runGateway(yaml, { env: { IMPORTED_GREETING: '' } });
    let pid = 0;
    try {
      assert.equal((await post(running.url, CHAT, chat('second'))).status, 200);
      pid = (await engines(running.url))[0]?.pid ?? 0;
      assert.ok(pid > 0);
    } finally {
      await running[Symbol.asyncDispose]();
    }
    await until('it is gone', () => !isAlive(pid), 10_000);
  });
});
