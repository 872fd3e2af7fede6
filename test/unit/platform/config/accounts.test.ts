import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkConfig, secretEnvNames } from '../../../../server/platform/config/index.ts';
import { configFolder } from './config-folder.ts';

const FAR = 'models:\n  far: { engine: openai, url: "http://127.0.0.1:9000" }\n';

describe('`auth: required`', () => {
  it('needs no keys in the file, and is enough to listen beyond loopback', async () => {
    await using dir = await configFolder();
    const config = await dir.load(`listen_v4: 0.0.0.0:8080\nauth: required\n${FAR}`);
    assert.equal(config.auth, 'required');
    assert.deepEqual(config.apiKeys, []);
  });

  it('takes keys in the file beside it', async () => {
    await using dir = await configFolder();
    const yaml = `auth: required\napi_keys: [{ name: ci, key_env: CI }]\n${FAR}`;
    const config = await dir.load(yaml, { CI: 'sk-1' });
    assert.deepEqual(
      config.apiKeys.map(({ name }) => name),
      ['ci'],
    );
  });

  it('lets a key use LoRA adapters, which need not be there yet, beside models or alone', async () => {
    await using dir = await configFolder();
    const keys = [
      '{ name: both, key_env: A, models: [far], lora_adapters: [pirate] }',
      '{ name: alone, key_env: B, lora_adapters: [pirate, poet] }',
      '{ name: none, key_env: C, lora_adapters: [] }',
      '{ name: all, key_env: D }',
    ];
    const config = await dir.load(`auth: required\napi_keys: [${keys}]\n${FAR}`, { A: '1', B: '2', C: '3', D: '4' });
    assert.deepEqual(
      config.apiKeys.map(({ models }) => models),
      [['far', 'pirate'], ['pirate', 'poet'], [], null],
    );
  });

  it('takes no model for a LoRA adapter of a key', async () => {
    await using dir = await configFolder();
    const yaml = `auth: required\napi_keys: [{ name: a, key_env: A, lora_adapters: [pirate, far] }]\n${FAR}`;
    const problems = await dir.problems(yaml, { A: '1' });
    assert.match(problems.join(), /api_keys\[0\]\.lora_adapters\[1\]: "far" is a model or an alias.*list it in models/);
  });

  it('is shown by check-config with the names of the keys', async () => {
    await using dir = await configFolder();
    const env = { CI: 'sk-1', DB: 'postgres://a:secret-word@h/d' };
    await dir.write('c.yaml', `auth: required\ndatabase_url_env: DB\napi_keys: [{ name: ci, key_env: CI }]\n${FAR}`);
    const { summary } = await checkConfig({ path: 'c.yaml', env, cwd: dir.path });
    assert.match(summary, /auth {8}accounts, and keys \(ci\)/);
    assert.match(summary, /data .*roundhouse-data, and a Postgres/);
    assert.ok(!summary.includes('secret-word'));
  });
});

describe('`token_days`', () => {
  it('is 30 days, or what is written', async () => {
    await using dir = await configFolder();
    assert.equal((await dir.load(FAR)).tokenLifetimeMs, 30 * 86_400_000);
    assert.equal((await dir.load(`token_days: 0.5\n${FAR}`)).tokenLifetimeMs, 43_200_000);
  });

  for (const days of ['0', '-1', '366', 'many', '30d'])
    it(`cannot be ${days}`, async () => {
      await using dir = await configFolder();
      assert.match((await dir.problems(`token_days: ${days}\n${FAR}`)).join(), /token_days/);
    });
});

describe('`database_url_env`', () => {
  it('is a SQLite file where it is left out', async () => {
    await using dir = await configFolder();
    assert.equal((await dir.load(FAR)).databaseUrl, null);
  });

  for (const url of ['postgres://u:p@db.example:5433/roundhouse', 'postgresql://u@[::1]/x?sslmode=require'])
    it(`names the variable with the URL of a Postgres: ${url}`, async () => {
      await using dir = await configFolder();
      const config = await dir.load(`database_url_env: DB\n${FAR}`, { DB: url });
      assert.equal(config.databaseUrl, url);
      assert.deepEqual(secretEnvNames(config), ['DB'], 'engines do not inherit it');
    });

  for (const [what, env] of [
    ['is not set', {}],
    ['is empty', { DB: '' }],
    ['holds no URL', { DB: 'secret-word' }],
    ['holds the URL of something else', { DB: 'mysql://u:secret-word@h/d' }],
    ['holds a line break', { DB: 'postgres://u:secret-word@h/d\n' }],
    ['holds a URL without a host', { DB: 'postgres:secret-word' }],
  ] as const)
    it(`is a problem where the variable ${what}, which is told without its value`, async () => {
      await using dir = await configFolder();
      const problems = await dir.problems(`database_url_env: DB\n${FAR}`, env);
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? '', /^c\.yaml:1:19: database_url_env: the environment variable DB/);
      assert.ok(!problems.join().includes('secret-word'));
    });

  it('holds the name of a variable, not the URL', async () => {
    await using dir = await configFolder();
    const problems = await dir.problems(`database_url_env: "postgres://u:p@h/d"\n${FAR}`);
    assert.match(problems.join(), /must be the name of an environment variable/);
  });
});
