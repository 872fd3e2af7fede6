import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { textsOf } from '../../../integration/launchers/launcher-under-test.ts';
import {
  dockerOfSuite,
  fakeSpec,
  inspectEngine,
  saying,
  scriptSpec,
  skipDocker,
  specOf,
  stayingScript,
} from '../docker-under-test.ts';

const timeout = 120_000;

describe('engines in containers of a real Docker', { skip: skipDocker(), timeout }, () => {
  const under = dockerOfSuite();

  test('Docker is known by its version, and can do what is needed', async () => {
    await using it = under.launcher();
    const { apiVersion, version } = await it.launcher.check();
    assert.match(apiVersion, /^1\.\d+$/);
    assert.match(version, /^\d+\./);
  });

  test('the fake engine answers on the loopback port that was picked', async () => {
    await using it = under.launcher();
    const engine = await it.launcher.start(fakeSpec());
    await saying(engine, /^\{"url"/);
    assert.match(engine.baseUrl, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal((await fetch(`${engine.baseUrl}/health`)).status, 200);
    assert.equal(engine.processStatus(), 'running');
    assert.equal(engine.trouble?.(), null);
    assert.ok((engine.pid ?? 0) > 0);
  });

  test('stdout and stderr come into the ring as they are, with the time at which they were said', async () => {
    await using it = under.launcher();
    const script = `process.stdout.write('10%\\r20%\\rdone\\n'); console.error('to stderr'); process.stdout.write('no end')`;
    const engine = await it.launcher.start(scriptSpec(script));
    await engine.exited;
    assert.deepEqual(textsOf(engine, 'stdout'), ['done', 'no end']);
    assert.deepEqual(textsOf(engine, 'stderr'), ['to stderr']);
    for (const { time } of engine.logs.last(10)) assert.match(time, /^\d{4}-\d\d-\d\dT[\d:]+\.\d{3}Z$/);
  });

  test('with a terminal both are one', async () => {
    await using it = under.launcher();
    const script = `console.log('tty', String(process.stdout.isTTY)); console.error('err')`;
    const engine = await it.launcher.start(scriptSpec(script, { docker: { tty: true } }));
    await engine.exited;
    assert.deepEqual(textsOf(engine, 'stdout'), ['tty true', 'err']);
  });

  test('a thousand lines come whole and in order', async () => {
    await using it = under.launcher();
    const engine = await it.launcher.start(scriptSpec('for (let i = 0; i < 1000; i++) console.log("line", i)'));
    await engine.exited;
    assert.deepEqual(
      textsOf(engine),
      Array.from({ length: 1_000 }, (_, i) => `line ${i}`),
    );
  });

  test('arguments, environment, mounts, user, folder, labels and memory are what the spec says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mounted-'));
    writeFileSync(join(folder, 'weights'), 'w');
    chmodSync(folder, 0o755);
    try {
      await using it = under.launcher();
      const script = `const fs = require('fs'); let writes = 'yes'; try { fs.writeFileSync('/weights/x', '') } catch (e) { writes = e.code }
        console.log(JSON.stringify([process.argv.slice(1), process.env.OWN, process.getuid(), process.cwd(), fs.readFileSync('/weights/weights', 'utf8'), writes]));
        setInterval(() => {}, 1000)`;
      const spec = specOf([process.execPath, '-e', script, '$HOME', '${HOST}:${PORT}', '${ENGINE_ID}', 'a b', ''], {
        env: { OWN: '${PORT}' },
        docker: {
          mounts: [
            ...(specOf([]).docker?.mounts ?? []),
            { type: 'bind', source: folder, target: '/weights', readOnly: true },
            { type: 'volume', source: 'cache', target: '/cache', readOnly: false },
          ],
          user: '1000:1000',
          workDir: '/cache',
          labels: { team: 'blue' },
          memoryBytes: 256 * 1024 * 1024,
          shmBytes: 32 * 1024 * 1024,
        },
      });
      const engine = await it.launcher.start(spec);
      const { port } = new URL(engine.baseUrl);
      assert.deepEqual(JSON.parse(await saying(engine, /^\[/)), [
        ['$HOME', `127.0.0.1:${port}`, spec.engineId, 'a b', ''],
        port,
        1000,
        '/cache',
        'w',
        'EROFS',
      ]);
      const info = await inspectEngine(under.docker, spec.engineId);
      assert.equal(info?.Config.Labels['team'], 'blue');
      assert.equal(info?.HostConfig.Memory, 256 * 1024 * 1024);
      assert.equal(info?.HostConfig.ShmSize, 32 * 1024 * 1024);
      assert.equal(info?.Name, `/roundhouse-tests-${spec.engineId}`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('its environment is its own: nothing of the gateway comes in', async () => {
    await using it = under.launcher();
    const engine = await it.launcher.start(
      scriptSpec('console.log(Object.keys(process.env).sort().join())', { env: { TOKEN: 'x' } }),
    );
    await engine.exited;
    assert.deepEqual(textsOf(engine), ['HOME,HOSTNAME,PATH,TOKEN']);
  });

  test('a secret in the environment is in no label, no name and no line of the log', async () => {
    await using it = under.launcher();
    const secret = 'hf_s3cretToken';
    const spec = scriptSpec(stayingScript, { env: { HF_TOKEN: secret } });
    const engine = await it.launcher.start(spec);
    await saying(engine, /^up$/);
    const info = await inspectEngine(under.docker, spec.engineId);
    assert.ok(info?.Config.Env.includes(`HF_TOKEN=${secret}`));
    assert.doesNotMatch(JSON.stringify([info?.Config.Labels, info?.Name, info?.Args, it.logged]), /s3cret/);
  });

  test('the image keeps its entrypoint, and a spec may give another', async () => {
    await using it = under.launcher();
    const container = await under.docker.createContainer({ Image: specOf([]).docker?.image ?? '', Cmd: ['x'] });
    await container.commit({ repo: 'with-entrypoint', changes: `ENTRYPOINT ["${process.execPath}", "-p"]` });
    await container.remove();
    const kept = await it.launcher.start(specOf(['1 + 1'], { docker: { image: 'with-entrypoint' } }));
    await kept.exited;
    assert.deepEqual(textsOf(kept), ['2']);
    const docker = { image: 'with-entrypoint', entrypoint: [process.execPath, '-e'] };
    const other = await it.launcher.start(specOf(['console.log("mine")'], { docker }));
    await other.exited;
    assert.deepEqual(textsOf(other), ['mine']);
  });

  test('ten started at once have ten ports and ten containers', async () => {
    await using it = under.launcher();
    const engines = await Promise.all(Array.from({ length: 10 }, () => it.launcher.start(scriptSpec(stayingScript))));
    await Promise.all(engines.map((engine) => saying(engine, /^up$/)));
    assert.equal(new Set(engines.map(({ baseUrl }) => baseUrl)).size, 10);
  });
});
