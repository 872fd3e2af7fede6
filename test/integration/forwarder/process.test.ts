import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { type FakeEngine, startFake } from '../../fakes/start-fake.ts';
import { isAlive } from '../gateway/fake-command.ts';
import { CHAT, call, post, until } from '../gateway/requests.ts';
import { type ChildForwarder, EXAMPLE, runToEnd, spawnForwarder } from './spawn-forwarder.ts';

const EXTRA = "extra_routes=['/v1/chat/completions','/v1/completions']";
/** The command that its users know, with the engine's port beside. */
const known = (enginePort: number, ...more: string[]): string[] => [
  '--config',
  EXAMPLE,
  ...['sync', 'stream'].flatMap((section) =>
    [EXTRA, 'healthcheck_route=/health', `user_port=${enginePort}`].flatMap((one) => [
      '--set',
      `forwarder.${section}.${one}`,
    ]),
  ),
  ...more,
];
const ready = (forwarder: ChildForwarder): Promise<void> =>
  until('it is ready', async () => (await call(forwarder.url, '/readyz')).status === 200, 10_000);

async function withForwarder(
  more: readonly string[],
  run: (forwarder: ChildForwarder, engine: FakeEngine) => Promise<void>,
): Promise<void> {
  const engine = await startFake(['--kind', 'openai']);
  try {
    await using forwarder = await spawnForwarder(...known(engine.port, ...more));
    await ready(forwarder);
    await run(forwarder, engine);
  } finally {
    await engine.stop();
  }
}

const hello = (fields: object = {}, content = 'Hello'): string =>
  JSON.stringify({ args: { model: 'tiny', messages: [{ role: 'system', content }], max_tokens: 100, ...fields } });
const slow = hello({ stream: true }, '[fake chunks=60 delay=20]');
const endless = hello({ stream: true }, '[fake chunks=100000 delay=20]');

async function curl(url: string, body: string): Promise<string> {
  const header = 'Content-Type: application/json';
  const args = ['-sS', '-m', '20', '-X', 'POST', url + CHAT, '-H', header, '-d', body];
  return (await promisify(execFile)('curl', args)).stdout;
}

describe('the command and the curl call that its users know', () => {
  for (const workers of ['1', '2']) {
    it(`answer from the engine, with ${workers} worker(s)`, () =>
      withForwarder(['--num-workers', workers], async (forwarder) => {
        const answer = JSON.parse(await curl(forwarder.url, hello()));
        assert.equal(answer.object, 'chat.completion');
        assert.equal(answer.model, 'tiny');
      }));

    it(`and stream, with ${workers} worker(s)`, () =>
      withForwarder(['--num-workers', workers], async (forwarder) => {
        const text = await curl(forwarder.url, hello({ stream: true }));
        assert.match(text, /^data: \{[^\n]*"chat\.completion\.chunk"/);
        assert.match(text, /data: \[DONE\]\n\n$/);
      }));
  }
});

describe('what is wrong ends it with 2 and the name of the key', () => {
  it('in the file or --set', async () => {
    const { code, output } = await runToEnd('--config', EXAMPLE, '--set', 'forwarder.sync.helthcheck_route=/x');
    assert.equal(code, 2);
    assert.match(output, /forwarder\.sync\.helthcheck_route: unknown key .* "healthcheck_route"/);
  });

  it('on the command line, with the usage', async () => {
    const { code, output } = await runToEnd('--config', EXAMPLE, '--port', 'http');
    assert.equal(code, 2);
    assert.match(output, /--port must be a whole number[\s\S]*--num-workers N/);
  });

  it('a port that is taken ends it with 1, workers or not, and leaves none behind', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const port = String((other.address() as AddressInfo).port);
    for (const workers of ['1', '2']) {
      const { code, output } = await runToEnd('--config', EXAMPLE, '--port', port, '--num-workers', workers);
      assert.equal(code, 1, output);
      assert.match(output, new RegExp(`127\\.0\\.0\\.1:${port} is in use`));
    }
    other.close();
  });

  it('an address that is not of this machine ends it with 1, and says so', async () => {
    for (const workers of ['1', '2']) {
      const where = ['--host', '192.0.2.1', '--port', '0', '--num-workers', workers];
      const { code, output } = await runToEnd('--config', EXAMPLE, ...where);
      assert.equal(code, 1, output);
      assert.match(
        output,
        /^roundhouse forward: "192\.0\.2\.1" is not an address of this machine; give another --host/m,
      );
      assert.doesNotMatch(output, /^ +at /m);
    }
  });
});

describe('before the engine is healthy', () => {
  it('it waits, says so, and serves as soon as it is', async () => {
    let loaded = false;
    const engine = createServer((_req, res) => res.writeHead(loaded ? 200 : 503).end('{}'));
    await new Promise<void>((resolve) => engine.listen(0, '127.0.0.1', resolve));
    try {
      await using forwarder = await spawnForwarder(...known((engine.address() as AddressInfo).port));
      assert.equal((await call(forwarder.url, '/healthz')).status, 200);
      assert.equal((await call(forwarder.url, '/readyz')).status, 503);
      const refused = await post(forwarder.url, CHAT, hello());
      assert.equal(refused.status, 503);
      assert.match(refused.text, /GET http:\/\/localhost:\d+\/health with 200 yet\..*`healthcheck_route`/);
      loaded = true;
      await ready(forwarder);
      assert.match(forwarder.output(), /waiting for the engine to be healthy/);
      assert.equal((await post(forwarder.url, CHAT, hello())).status, 200);
    } finally {
      engine.close().closeAllConnections();
    }
  });

  it('a signal ends the waiting', async () => {
    const engine = await startFake(['--kind', 'openai', '--never-ready']);
    try {
      await using forwarder = await spawnForwarder(...known(engine.port, '--num-workers', '2'));
      forwarder.signal('SIGINT');
      assert.equal(await forwarder.exited, 0);
    } finally {
      await engine.stop();
    }
  });
});

describe('the end', () => {
  for (const workers of ['1', '2']) {
    const flags = ['--num-workers', workers];
    it(`SIGTERM: streams finish, new requests are refused, nothing is left (${workers})`, () =>
      withForwarder(flags, async (forwarder, engine) => {
        const stream = post(forwarder.url, CHAT, slow);
        await until('it streams', async () => (await engine.stats()).in_flight === 1);
        const children = forwarder.workers();
        forwarder.signal('SIGTERM');
        await until('it is unready', async () => (await call(forwarder.url, '/readyz')).status === 503);
        const refused = await post(forwarder.url, CHAT, hello());
        assert.deepEqual([refused.status, refused.json().error?.['code']], [503, 'shutting_down']);
        assert.match((await stream).text, /data: \[DONE\]/);
        assert.equal(await forwarder.exited, 0);
        assert.ok(!children.some(isAlive), 'no worker is left');
      }));

    it(`streams that take longer than --graceful-timeout end with an error event (${workers})`, () =>
      withForwarder([...flags, '--graceful-timeout', '1'], async (forwarder, engine) => {
        const stream = post(forwarder.url, CHAT, endless);
        await until('it streams', async () => (await engine.stats()).in_flight === 1);
        forwarder.signal('SIGTERM');
        assert.match((await stream).text, /"code":"shutting_down"[^\n]*\n\n$/);
        assert.equal(await forwarder.exited, 0);
        await until('the engine was told', async () => (await engine.stats()).aborted === 1);
      }));

    it(`a second signal does not wait (${workers})`, () =>
      withForwarder(flags, async (forwarder, engine) => {
        const stream = post(forwarder.url, CHAT, endless);
        await until('it streams', async () => (await engine.stats()).in_flight === 1);
        forwarder.signal('SIGTERM');
        await until('it is unready', async () => (await call(forwarder.url, '/readyz')).status === 503);
        forwarder.signal('SIGTERM');
        assert.match((await stream).text, /"code":"shutting_down"/);
        assert.equal(await forwarder.exited, 0);
      }));
  }
});

describe('workers', () => {
  const three = ['--num-workers', '3', '--graceful-timeout', '0'];

  it('that die are replaced; the others go on', () =>
    withForwarder(['--num-workers', '2'], async (forwarder) => {
      const [first] = forwarder.workers();
      process.kill(first as number, 'SIGKILL');
      await until('it is gone', () => !forwarder.workers().includes(first as number));
      await until('another is there', () => forwarder.workers().length === 2, 10_000);
      for (let i = 0; i < 10; i++) assert.equal((await post(forwarder.url, CHAT, hello())).status, 200);
    }));

  it('end when the first process was killed', () =>
    withForwarder(['--num-workers', '2'], async (forwarder) => {
      const children = forwarder.workers();
      assert.equal(children.length, 2);
      forwarder.signal('SIGKILL');
      assert.equal(await forwarder.exited, 'SIGKILL');
      await until('the workers are gone', () => !children.some(isAlive), 10_000);
    }));

  it('keep max_concurrency together: no request too many at the engine, none refused that had room', () =>
    withForwarder([...three, '--set', 'forwarder.max_concurrency=10'], async (forwarder, engine) => {
      const held = Array.from({ length: 10 }, () => post(forwarder.url, CHAT, endless).catch(() => null));
      await until('all ten are at the engine', async () => (await engine.stats()).in_flight === 10);
      const more = await Promise.all(Array.from({ length: 20 }, () => post(forwarder.url, CHAT, hello())));
      assert.deepEqual(new Set(more.map(({ status }) => status)), new Set([429]));
      assert.equal((await engine.stats()).max_in_flight, 10);
      forwarder.signal('SIGTERM');
      await Promise.all(held);
    }));

  it('a worker that dies gives its share back', () =>
    withForwarder(['--num-workers', '2', '--set', 'forwarder.max_concurrency=4'], async (forwarder, engine) => {
      const before = Array.from({ length: 4 }, () => post(forwarder.url, CHAT, endless).catch(() => null));
      await until('all four are at the engine', async () => (await engine.stats()).in_flight === 4);
      for (const pid of forwarder.workers()) process.kill(pid, 'SIGKILL');
      await Promise.all(before);
      await until('the engine is idle', async () => (await engine.stats()).in_flight === 0);
      await until('others are there', async () => {
        const answer = await post(forwarder.url, CHAT, hello()).catch(() => null);
        return answer?.status === 200;
      });
      const answers = await Promise.all(
        Array.from({ length: 4 }, () => post(forwarder.url, CHAT, hello({}, '[fake ttft=200]'))),
      );
      for (const { status } of answers) assert.equal(status, 200);
    }));
});
