import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fakeSpec, launcherUnderTest, lineOf, listening, scriptSpec, specOf, textsOf } from './launcher-under-test.ts';

const timeout = 20_000;

describe('starting an engine', { timeout }, () => {
  test('it answers at its base URL, on the loopback port that was picked', async () => {
    await using under = launcherUnderTest();
    const before = Date.now();
    const engine = await under.launcher.start(fakeSpec());
    await listening(engine);
    assert.match(engine.baseUrl, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal((await fetch(`${engine.baseUrl}/health`)).status, 200);
    const stats = (await (await fetch(`${engine.baseUrl}/fake/stats`)).json()) as { pid: number };
    assert.equal(engine.pid, stats.pid);
    assert.equal(engine.processStatus(), 'running');
    assert.ok(engine.startedAt.getTime() >= before - 1 && engine.startedAt.getTime() <= Date.now());
  });

  test('host, port and id are filled into arguments and its own environment, and nothing else is', async () => {
    await using under = launcherUnderTest();
    const script = 'console.log(process.argv.slice(1).join(" "), process.env.WHERE)';
    const engine = await under.launcher.start(
      specOf([process.execPath, '-e', script, '${HOST}:${PORT}', '${ENGINE_ID}', '${HOME}'], {
        env: { WHERE: 'tcp://${HOST}:${PORT}' },
      }),
    );
    await engine.exited;
    const { host, port } = new URL(engine.baseUrl);
    assert.deepEqual(textsOf(engine), [`127.0.0.1:${port} tiny-0f3a \${HOME} tcp://${host}`]);
  });

  test('with a URL of its own it gets the host and port of that', async () => {
    await using under = launcherUnderTest();
    const command = [process.execPath, '-e', 'console.log(process.argv[1])', '${HOST} ${PORT}'];
    for (const [url, says] of [
      ['http://127.0.0.1:4711', '127.0.0.1 4711'],
      ['http://[::1]:4711', '::1 4711'],
      ['http://engine.local', 'engine.local 80'],
      ['https://engine.local', 'engine.local 443'],
    ] as const) {
      const engine = await under.launcher.start(specOf(command, { url }));
      await engine.exited;
      assert.equal(engine.baseUrl, url);
      assert.deepEqual(textsOf(engine), [says]);
    }
  });

  test('no shell looks at its arguments', async () => {
    await using under = launcherUnderTest();
    const odd = ['$HOME', '`id`', 'a b', '*', '"', ';', '&& echo no', ''];
    const engine = await under.launcher.start(
      specOf([process.execPath, '-e', 'console.log(JSON.stringify(process.argv.slice(1)))', ...odd]),
    );
    await engine.exited;
    assert.deepEqual(textsOf(engine), [JSON.stringify(odd)]);
  });

  test('it runs in its work_dir', async () => {
    const workDir = realpathSync(mkdtempSync(join(tmpdir(), 'work-dir-')));
    try {
      await using under = launcherUnderTest();
      const engine = await under.launcher.start(scriptSpec('console.log(process.cwd())', { workDir }));
      await engine.exited;
      assert.deepEqual(textsOf(engine), [workDir]);
    } finally {
      rmSync(workDir, { recursive: true });
    }
  });

  test("it has the gateway's environment and its own, but not the gateway's secrets", async () => {
    await using under = launcherUnderTest({
      baseEnv: { ...process.env, CI_KEY: 's3cret', KEPT: 'kept' },
      dropEnv: ['CI_KEY'],
    });
    const script = 'const e = process.env; console.log(JSON.stringify([e.KEPT, e.OWN, e.CI_KEY, "PATH" in e]))';
    const engine = await under.launcher.start(scriptSpec(script, { env: { OWN: 'own' } }));
    await engine.exited;
    assert.deepEqual(textsOf(engine), ['["kept","own",null,true]']);
  });

  test('it leads a process group and a session of its own', { skip: process.platform !== 'linux' }, async () => {
    await using under = launcherUnderTest();
    const script =
      'console.log(require("fs").readFileSync("/proc/self/stat","utf8").split(") ")[1].split(" ").slice(2,4))';
    const engine = await under.launcher.start(scriptSpec(script));
    await engine.exited;
    assert.equal(textsOf(engine)[0], `[ '${engine.pid}', '${engine.pid}' ]`);
  });

  test('twenty started at once have twenty ports', async () => {
    await using under = launcherUnderTest();
    const starts = Array.from({ length: 20 }, () => under.launcher.start(specOf(['sleep', '60'])));
    const engines = await Promise.all(starts);
    assert.equal(new Set(engines.map(({ baseUrl }) => baseUrl)).size, 20);
  });

  test('its standard input is empty, so that nothing waits for a terminal', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(scriptSpec('process.stdin.on("end",()=>console.log("end")).resume()'));
    assert.equal(await lineOf(engine, /end/), 'end');
  });
});

describe('an engine that cannot be started', { timeout }, () => {
  const cases = [
    [
      'is not installed',
      specOf(['no-such-engine', '--key', 'x']),
      /^cannot start no-such-engine: not found in PATH \(ENOENT\)$/,
    ],
    ['has a wrong path', specOf(['/no/such/engine']), /^cannot start \/no\/such\/engine: no such file \(ENOENT\)$/],
    ['is not executable', specOf(['/etc/passwd']), /^cannot start \/etc\/passwd: not an executable file \(EACCES\)$/],
    [
      'has no work_dir',
      specOf(['sleep', '1'], { workDir: '/no/such/dir' }),
      /its work_dir \/no\/such\/dir does not exist$/,
    ],
  ] as const;
  for (const [what, spec, says] of cases) {
    test(`because it ${what}: \`exited\` says so`, async () => {
      await using under = launcherUnderTest();
      const engine = await under.launcher.start(spec);
      const exit = await engine.exited;
      assert.match(exit.spawnError ?? '', says);
      assert.deepEqual({ ...exit, spawnError: '' }, { code: null, signal: null, wanted: false, spawnError: '' });
      assert.equal(engine.pid, null);
      assert.equal(engine.processStatus(), 'crashed');
      await engine.stop(100);
    });
  }

  test('with an empty command', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(specOf(['']));
    assert.match((await engine.exited).spawnError ?? '', /^cannot start /);
  });

  test('after the launcher was closed', async () => {
    const under = launcherUnderTest();
    await under.launcher.close();
    await assert.rejects(under.launcher.start(fakeSpec()), { code: 'shutting_down' });
  });
});
