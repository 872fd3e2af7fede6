import assert from 'node:assert/strict';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { startFake } from '../../fakes/start-fake.ts';
import { fakeCommand, isAlive } from './fake-command.ts';
import { CHAT, call, chat, post, until } from './requests.ts';
import { spawnGateway } from './spawn-gateway.ts';

const enginePid = async (url: string): Promise<number> => {
  const engines = (await call(url, '/v1/engines')).json()['data'] as { pid: number; state: string }[];
  return engines.find((engine) => engine.state === 'ready' && engine.pid !== null)?.pid as number;
};

describe('the gateway as a process', () => {
  test('SIGTERM: unready at once, the stream finishes, engines are gone, exit 0', async () => {
    await using gateway = await spawnGateway(`models: { a: { engine: openai, command: ${fakeCommand()} } }`);
    assert.equal((await call(gateway.url, '/ready')).status, 200);
    const stream = post(gateway.url, CHAT, chat('a', { stream: true }, '[fake chunks=60 delay=20]'));
    await until('it is streaming', async () => (await enginePid(gateway.url)) !== undefined);
    const pid = await enginePid(gateway.url);
    await until('it is in flight', async () =>
      /in_flight\{model="a"\} 1/.test((await call(gateway.url, '/metrics')).text),
    );
    gateway.signal('SIGTERM');
    await until('it is unready', async () => (await call(gateway.url, '/ready')).status === 503);
    const refused = await post(gateway.url, CHAT, chat('a'));
    assert.equal(refused.status, 503);
    assert.equal(refused.json().error?.['code'], 'shutting_down');
    assert.ok(refused.headers['retry-after']);
    assert.match((await stream).text, /data: \[DONE\]/);
    assert.equal(await gateway.exited, 0);
    assert.ok(!isAlive(pid), 'the engine is gone');
  });

  test('streams that outlast the drain time end with an error event', async () => {
    await using gateway = await spawnGateway(
      `timeouts: { shutdown_drain: 300ms }\nmodels: { a: { engine: openai, command: ${fakeCommand()} } }`,
    );
    const stream = post(gateway.url, CHAT, chat('a', { stream: true }, '[fake chunks=100000 delay=20]'));
    await until('it is in flight', async () =>
      /in_flight\{model="a"\} 1/.test((await call(gateway.url, '/metrics')).text),
    );
    gateway.signal('SIGINT');
    const { text } = await stream;
    assert.match(text, /"error":\{/);
    assert.doesNotMatch(text, /\[DONE\]/);
    assert.equal(await gateway.exited, 0);
  });

  test('a second signal ends at once', async () => {
    await using gateway = await spawnGateway(`models: { a: { engine: openai, command: ${fakeCommand()} } }`);
    const stream = post(gateway.url, CHAT, chat('a', { stream: true }, '[fake chunks=100000 delay=20]')).catch(
      () => null,
    );
    await until('it is in flight', async () =>
      /in_flight\{model="a"\} 1/.test((await call(gateway.url, '/metrics')).text),
    );
    const pid = await enginePid(gateway.url);
    gateway.signal('SIGTERM');
    await until('it is unready', async () => (await call(gateway.url, '/ready')).status === 503);
    const asked = performance.now();
    gateway.signal('SIGTERM');
    await gateway.exited;
    assert.ok(performance.now() - asked < 4_000, `${performance.now() - asked} ms`);
    await until('the engine is gone', () => !isAlive(pid));
    await stream;
  });

  test('killed with SIGKILL it leaves no engine behind', async () => {
    await using gateway = await spawnGateway(
      `models: { a: { engine: openai, command: ${fakeCommand('--grandchild')} } }`,
    );
    await post(gateway.url, CHAT, chat('a'));
    const pid = await enginePid(gateway.url);
    gateway.signal('SIGKILL');
    await gateway.exited;
    await until('the engine is gone', () => !isAlive(pid), 10_000);
  });

  test('an edit of the file is taken, a bad one is not, and both are told', async () => {
    await using stack = new AsyncDisposableStack();
    const engine = await startFake(['--kind', 'openai']);
    stack.defer(() => engine.stop());
    await using gateway = await spawnGateway(
      `models: { a: { engine: openai, command: ${fakeCommand('--name', 'a')} }, far: { engine: openai, url: "${engine.url}", health_path: /health } }`,
    );
    const ids = async (): Promise<string[]> =>
      ((await call(gateway.url, '/v1/models')).json()['data'] as { id: string }[]).map(({ id }) => id);
    await post(gateway.url, CHAT, chat('a'));
    const pid = await enginePid(gateway.url);
    const text = await readFile(gateway.configPath, 'utf8');
    await writeFile(`${gateway.configPath}.new`, text.replace('far:', 'renamed:'));
    await rename(`${gateway.configPath}.new`, gateway.configPath);
    await until('the new name is there', async () => (await ids()).includes('renamed'));
    assert.ok(!(await ids()).includes('far'));
    assert.ok(isAlive(pid), 'what did not change goes on running');

    await writeFile(gateway.configPath, text.replace('models:', 'modles:'));
    const rejected = /roundhouse_config_reloads_total\{result="rejected"\} 1/;
    await until('the bad one is told', async () => rejected.test((await call(gateway.url, '/metrics')).text));
    await until('the log says why', () => /modles.*models/.test(gateway.output()));
    assert.ok((await ids()).includes('renamed'), 'the old one stays');

    await writeFile(gateway.configPath, text);
    gateway.signal('SIGHUP');
    await until('the good one is back', async () => (await ids()).includes('far'));
  });

  test('it is unready while its data directory cannot be used', async () => {
    await using gateway = await spawnGateway('models: {}\n');
    const data = join(dirname(gateway.configPath), 'data');
    assert.equal((await call(gateway.url, '/ready')).status, 200);
    await rename(data, `${data}.away`);
    await writeFile(data, 'in the way');
    const unready = await call(gateway.url, '/ready');
    assert.equal(unready.status, 503);
    assert.match(unready.text, /"name":"storage","ok":false,"reason":"data_dir is not a directory"/);
    await rm(data);
    await rename(`${data}.away`, data);
    assert.equal((await call(gateway.url, '/ready')).status, 200);
  });

  test('it is unready when its database has been taken away', async () => {
    await using gateway = await spawnGateway('models: {}\n');
    await rm(join(dirname(gateway.configPath), 'data', 'roundhouse.db'));
    const unready = await call(gateway.url, '/ready');
    assert.equal(unready.status, 503);
    assert.match(unready.text, /database was removed or replaced/);
  });

  test('it does not start on a database that is damaged, and leaves it as it is', async () => {
    const data = await mkdtemp(join(tmpdir(), 'roundhouse-damaged-'));
    const file = join(data, 'roundhouse.db');
    await writeFile(file, 'not a database at all '.repeat(100));
    await assert.rejects(spawnGateway('models: {}\n', {}, data), /roundhouse\.db/);
    assert.match(await readFile(file, 'utf8'), /^not a database/);
    await rm(data, { recursive: true });
  });

  test('it listens on IPv6 too', async () => {
    await using gateway = await spawnGateway(
      `listen_v4: none\nlisten_v6: "[::1]:0"\nmodels: { a: { engine: openai, command: ${fakeCommand()} } }`,
    );
    assert.match(gateway.url, /^http:\/\/\[::1\]:\d+$/);
    assert.equal((await call(gateway.url, '/health')).status, 200);
    assert.equal((await post(gateway.url, CHAT, chat('a'))).status, 200);
  });

  test('a configuration that cannot be used ends it with exit code 2 and says why', async () => {
    await assert.rejects(spawnGateway('listen_v4: none\nlisten_v6: none\nmodels: {}\n'), /listen_v4.*listen_v6/s);
    await assert.rejects(spawnGateway('slotz: 1\nmodels: {}\n'), /slotz.*slots/s);
  });

  test('a port that is taken is said in words', async () => {
    await using first = await spawnGateway('models: {}\n');
    const port = new URL(first.url).port;
    await assert.rejects(spawnGateway(`listen_v4: 127.0.0.1:${port}\nmodels: {}\n`), /in use.*listen_v4/s);
  });

  test('an address that is not of this machine is said in words', async () => {
    await assert.rejects(
      spawnGateway('listen_v4: 203.0.113.1:8080\nauth: none\nmodels: {}\n'),
      /"203\.0\.113\.1" is not an address of this machine; set listen_v4 \/ listen_v6 in \S+ to another\n$/,
    );
  });
});
