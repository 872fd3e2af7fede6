// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the launcher fills it in
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, test } from 'node:test';
import { type LaunchSpec, specKeyOf } from '../../../../server/engines/launchers/index.ts';
import { until } from '../../../integration/gateway/requests.ts';
import { textsOf } from '../../../integration/launchers/launcher-under-test.ts';
import {
  adoptAll,
  dockerOfSuite,
  dockerSpec,
  fakeSpec,
  inspectEngine,
  saying,
  scriptSpec,
  skipDocker,
  specOf,
  stayingScript,
} from '../docker-under-test.ts';

const timeout = 60_000;

describe('a gateway that was killed', { skip: skipDocker(), timeout }, () => {
  const under = dockerOfSuite();

  /** A gateway of this owner starts the engine, and is killed with SIGKILL when it is up. */
  async function startAndKill(spec: LaunchSpec, owner = 'tests'): Promise<void> {
    const file = join(import.meta.dirname, 'gateway-to-kill.ts');
    const args = [file, under.daemon.socketPath, owner, JSON.stringify(spec)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: child.stdout })) if (line === 'started') break;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  test('leaves its engine running, and the next one goes on with it', async () => {
    const spec = fakeSpec();
    await startAndKill(spec);
    await using it = under.launcher();
    const [engine, ...others] = await adoptAll(it.launcher);
    assert.ok(engine);
    assert.equal(others.length, 0);
    assert.equal(engine.engineId, spec.engineId);
    assert.equal(engine.processStatus(), 'running');
    assert.equal((await fetch(`${engine.baseUrl}/health`)).status, 200);
    await engine.stop(5_000);
    assert.equal((await engine.exited).wanted, true);
    assert.equal(await inspectEngine(under.docker, spec.engineId), null);
  });

  test('its engine is known by its spec: the same one has the same key, another has another', async () => {
    const spec = scriptSpec(stayingScript, { env: { TOKEN: 'secret' } });
    await startAndKill(spec);
    await using it = under.launcher();
    const [engine] = await adoptAll(it.launcher);
    assert.equal(engine?.specKey, specKeyOf({ ...spec, engineId: 'another' }));
    assert.notEqual(engine?.specKey, specKeyOf({ ...spec, env: { TOKEN: 'other' } }));
  });

  test('what the engine said while nobody looked is in its log, once, and what it says goes on', async () => {
    const script = `let n = 0; setInterval(() => console.log('up', n++), 20)`;
    const spec = scriptSpec(script);
    await startAndKill(spec);
    await using it = under.launcher();
    const [engine] = await adoptAll(it.launcher);
    assert.ok(engine);
    const from = Number((await saying(engine, /^up \d+$/)).slice(3));
    await saying(engine, new RegExp(`^up ${from + 30}$`));
    await engine.stop(0);
    const lines = textsOf(engine);
    assert.deepEqual(
      lines,
      lines.map((_, i) => `up ${i}`),
    );
  });

  test('how an adopted engine ends is seen', async () => {
    const script = `process.on('SIGUSR2', () => process.exit(7)); console.log('up'); setInterval(() => {}, 1000)`;
    const spec = scriptSpec(script);
    await startAndKill(spec);
    await using it = under.launcher();
    const [engine] = await adoptAll(it.launcher);
    const id = (await inspectEngine(under.docker, spec.engineId))?.Id ?? '';
    await under.docker.getContainer(id).kill({ signal: 'SIGUSR2' });
    assert.equal((await engine?.exited)?.code, 7);
  });

  test('an adopted engine is told to stop as it would be by the gateway that started it', async () => {
    const script = `require('node:http').createServer((_, answer) => { console.log('told'); answer.end(); })
      .listen(Number(process.argv[1]), '127.0.0.1', () => console.log('up')); process.on('SIGTERM', () => process.exit(0));`;
    const told = `require('node:http').get('http://\${HOST}:\${PORT}/\${PID}')`;
    const spec = specOf([process.execPath, '-e', script, '${PORT}']);
    await startAndKill(spec);
    await using it = under.launcher();
    const [left] = await it.launcher.leftBehind();
    const engine = left?.adopt([process.execPath, '-e', told]);
    await engine?.stop(5_000);
    assert.ok(engine && textsOf(engine).includes('told'));
  });

  test('an engine is adopted once', async () => {
    await startAndKill(scriptSpec(stayingScript));
    await using it = under.launcher();
    assert.equal((await adoptAll(it.launcher)).length, 1);
    assert.equal((await adoptAll(it.launcher)).length, 0);
  });

  test('engines that nobody wants any more are removed, those that are wanted or followed are not', async () => {
    const [stray, wanted, ended] = [
      scriptSpec(stayingScript),
      scriptSpec(stayingScript),
      scriptSpec('console.log("up")'),
    ];
    await startAndKill(stray);
    await startAndKill(wanted);
    await startAndKill(ended);
    await using it = under.launcher();
    const followed = await it.launcher.start(scriptSpec(stayingScript));
    await saying(followed, /^up$/);
    const removed = await it.launcher.removeStrays([wanted.engineId]);
    assert.ok(removed.includes(stray.engineId));
    assert.equal(await inspectEngine(under.docker, stray.engineId), null);
    assert.equal(await inspectEngine(under.docker, ended.engineId), null);
    assert.equal((await inspectEngine(under.docker, wanted.engineId))?.State.Running, true);
    assert.equal(followed.processStatus(), 'running');
    await it.launcher.removeStrays([]);
    assert.equal(await inspectEngine(under.docker, wanted.engineId), null);
  });

  test('containers of others are never touched: another owner, no owner, or labels that are not whole', async () => {
    const spec = scriptSpec(stayingScript);
    await startAndKill(spec, 'other-gateway');
    const create = (Labels: Record<string, string>) =>
      under.docker.createContainer({ Image: dockerSpec.image, Cmd: ['x'], Labels });
    const containers = [
      await create({}),
      await create({ 'roundhouse.owner': 'tests' }),
      await create({ 'roundhouse.engine': 'x' }),
    ];
    await using it = under.launcher();
    assert.deepEqual(await adoptAll(it.launcher), []);
    assert.deepEqual(await it.launcher.removeStrays([]), []);
    for (const container of containers) assert.equal((await container.inspect()).State.Status, 'created');
    assert.equal((await inspectEngine(under.docker, spec.engineId))?.State.Running, true);
  });

  test('the name of a container that ended and was left behind can be had again', async () => {
    const spec = scriptSpec('console.log("up"); process.exit(0)');
    await startAndKill(spec);
    const ended = async () => (await inspectEngine(under.docker, spec.engineId))?.State.Status === 'exited';
    await until('its container has ended', ended, 20_000);
    await using it = under.launcher();
    const engine = await it.launcher.start(spec);
    assert.deepEqual(await engine.exited, { code: 0, signal: null, wanted: false, spawnError: null });
  });
});
