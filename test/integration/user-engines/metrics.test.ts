/** Whose engines can be seen in the metrics. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { bearer } from '../accounts/account-calls.ts';
import { CHAT, call, chat } from '../gateway/requests.ts';
import { userGateway, yamlOf } from './user-gateway.ts';

const rest = `api_keys: [{ name: prometheus, key_env: SCRAPE_KEY, verbs: [read] }]
models: { shared: { engine: openai, url: "http://127.0.0.1:9" } }`;
const env = { SCRAPE_KEY: 'key-scrape' };

it('an engine of a user is in the metrics of its user and of admins, and of nobody else', async (test) => {
  const { running, started, terminate, alice, bob, admin } = await userGateway(test, { rest, env });
  const metrics = async (key: string | null): Promise<string> =>
    (await call(running.url, '/metrics', { headers: key === null ? {} : bearer(key) })).text;
  const { user_info } = await started(alice, 'org/secret-name');
  await call(running.url, CHAT, { body: chat('org/secret-name'), headers: bearer(alice) });
  for (const key of [alice, admin]) {
    const text = await metrics(key);
    assert.match(text, /roundhouse_requests_total\{[^}]*model="org\/secret-name"/);
    assert.match(text, /roundhouse:up\{[^}]*model="org\/secret-name"/);
  }
  for (const key of [bob, 'key-scrape']) assert.doesNotMatch(await metrics(key), /secret-name/);
  await terminate(alice, user_info.container_id);
  for (const key of [bob, 'key-scrape']) assert.doesNotMatch(await metrics(key), /secret-name/, 'nor when it is gone');
  assert.match(await metrics(admin), /secret-name/);

  await started(alice, 'org/secret-name');
  await call(running.url, CHAT, { body: chat('shared'), headers: bearer(alice) });
  await running.reconfigure(`public_metrics: true\n${yamlOf({ rest })}`);
  const open = await metrics(null);
  assert.match(open, /model="shared"/);
  assert.doesNotMatch(open, /secret-name/);
});
