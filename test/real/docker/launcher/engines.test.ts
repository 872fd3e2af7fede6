/** Whole engines in containers, by both ways of networking. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  answering,
  dockerOfSuite,
  fakeSpec,
  inspectEngine,
  project,
  saying,
  skipDocker,
  specOf,
} from '../docker-under-test.ts';

const timeout = 60_000;

async function ask(baseUrl: string): Promise<string> {
  const response = await fetch(`${baseUrl}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'tiny', messages: [{ role: 'user', content: 'What is the capital of Japan?' }] }),
  });
  assert.equal(response.status, 200);
  return response.text();
}

describe('an engine in a container answers', { skip: skipDocker(), timeout }, () => {
  const under = dockerOfSuite();

  describe('on the network of the host', () => {
    test('as the embedded engine', async () => {
      await using it = under.launcher();
      const program = join(project, 'server/engines/kinds/embedded/program/main.ts');
      const model = join(project, 'models/tiny.q8_0.gguf');
      const flags = ['--host', '${HOST}', '--port', '${PORT}', '--model', model, '--context', '1024', '--threads', '1'];
      const engine = await it.launcher.start(specOf([process.execPath, program, ...flags]));
      await answering(engine);
      assert.match(await ask(engine.baseUrl), /The capital of Japan is Tokyo\./);
    });
  });

  describe('on a bridge, by a port that is published on the loopback address only', () => {
    test('as the fake engine', async () => {
      await using it = under.launcher();
      const spec = fakeSpec(['--host', '${HOST}'], { docker: { network: 'bridge', containerPort: 8123 } });
      const engine = await it.launcher.start(spec);
      await saying(engine, /^\{"url"/);
      assert.equal((await fetch(`${engine.baseUrl}/health`)).status, 200);
      const { port } = new URL(engine.baseUrl);
      const info = await inspectEngine(under.docker, spec.engineId);
      assert.deepEqual(info?.NetworkSettings.Ports, { '8123/tcp': [{ HostIp: '127.0.0.1', HostPort: port }] });
    });

    test('and says so when its port is taken', async () => {
      await using it = under.launcher();
      const docker = { network: 'bridge' };
      const first = await it.launcher.start(fakeSpec(['--host', '${HOST}'], { docker }));
      await saying(first, /^\{"url"/);
      const second = await it.launcher.start(fakeSpec([], { docker, url: first.baseUrl }));
      assert.match((await second.exited).spawnError ?? '', /its port is taken/);
    });
  });
});
