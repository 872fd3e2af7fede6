import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startFake } from '../../fakes/start-fake.ts';
import { call, until } from './requests.ts';
import { runGateway } from './run-gateway.ts';

test('engines of models that a key may not use are not there for it: to list, to read, to stop, to hear of', async (t) => {
  const engine = await startFake(['--kind', 'openai']);
  t.after(() => engine.stop());
  const target = `engine: openai, url: "${engine.url}", health_path: /health`;
  const yaml = `
auth: keys
api_keys:
  - { name: all, key_env: ALL, verbs: [read, engines] }
  - { name: some, key_env: SOME, verbs: [read, engines], models: [other] }
models: { tiny: { ${target} }, other: { ${target} } }
`;
  await using running = await runGateway(yaml, { env: { ALL: 'key-all', SOME: 'key-some' } });
  const ask = (key: string, path: string, method = 'GET') =>
    call(running.url, path, { method, headers: { authorization: `Bearer ${key}` } });
  const engines = async (key: string) =>
    (await ask(key, '/v1/engines')).json()['data'] as { id: string; model: string }[];
  await until('both are known', async () => (await engines('key-all')).length === 2);
  assert.deepEqual(
    (await engines('key-some')).map(({ model }) => model),
    ['other'],
  );

  const hidden = (await engines('key-all')).find(({ model }) => model === 'tiny')?.id ?? '';
  for (const [method, path] of [
    ['GET', ''],
    ['GET', '/logs'],
    ['POST', '/stop'],
  ] as const) {
    const [answer, absent] = [
      await ask('key-some', `/v1/engines/${hidden}${path}`, method),
      await ask('key-some', `/v1/engines/nothing${path}`, method),
    ];
    assert.equal(answer.status, 404);
    const plain = ({ text }: typeof answer, id: string) =>
      text.replaceAll(id, 'ID').replace(/"request_id":"[^"]*"/, '');
    assert.equal(plain(answer, hidden), plain(absent, 'nothing'));
  }

  const leaving = new AbortController();
  const headers = { authorization: 'Bearer key-some' };
  const stream = await fetch(`${running.url}/v1/events`, { headers, signal: leaving.signal });
  let said = '';
  for await (const chunk of stream.body as ReadableStream<Uint8Array>) {
    said += Buffer.from(chunk).toString();
    if (said.includes('"model":"other"')) break;
  }
  leaving.abort();
  assert.ok(!said.includes('"model":"tiny"'), said);
});
