import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { textsOf } from '../../../integration/launchers/launcher-under-test.ts';
import { dockerOfSuite, inspectEngine, saying, scriptSpec, skipDocker, stayingScript } from '../docker-under-test.ts';

const timeout = 120_000;
const deaf = `process.on('SIGTERM', () => console.log('heard')); console.log('up'); setInterval(() => {}, 1000);`;

describe('the end of an engine in a container', { skip: skipDocker(), timeout }, () => {
  const under = dockerOfSuite();

  test('it is asked to end, its last words are heard, and its container is gone', async () => {
    await using it = under.launcher();
    const spec = scriptSpec(stayingScript);
    const engine = await it.launcher.start(spec);
    await saying(engine, /^up$/);
    const from = performance.now();
    await engine.stop(60_000);
    assert.ok(performance.now() - from < 30_000, 'it did not wait for the deadline');
    assert.deepEqual(await engine.exited, { code: 0, signal: null, wanted: true, spawnError: null });
    assert.deepEqual(textsOf(engine), ['up', 'bye']);
    assert.equal(engine.processStatus(), 'stopped');
    assert.equal(engine.pid, null);
    assert.equal(await inspectEngine(under.docker, spec.engineId), null);
  });

  test('one that does not listen is killed when the time is over', async () => {
    await using it = under.launcher();
    const engine = await it.launcher.start(scriptSpec(deaf));
    await saying(engine, /^up$/);
    const from = performance.now();
    await engine.stop(700);
    const took = performance.now() - from;
    assert.ok(took >= 690 && took < 20_000, `${took} ms`);
    assert.deepEqual(await engine.exited, { code: null, signal: 'SIGKILL', wanted: true, spawnError: null });
    assert.deepEqual(textsOf(engine), ['up', 'heard']);
  });

  test('a second stop can shorten the time', async () => {
    await using it = under.launcher();
    const engine = await it.launcher.start(scriptSpec(deaf));
    await saying(engine, /^up$/);
    const first = engine.stop(60_000);
    await saying(engine, /^heard$/);
    await Promise.all([first, engine.stop(0)]);
    assert.equal((await engine.exited).signal, 'SIGKILL');
  });

  test('with no time at all it is killed at once', async () => {
    await using it = under.launcher();
    const engine = await it.launcher.start(scriptSpec(deaf));
    await saying(engine, /^up$/);
    await engine.stop(0);
    assert.deepEqual(textsOf(engine), ['up']);
  });

  test('the stop command runs inside the container, before the signal', async () => {
    await using it = under.launcher();
    const stopCommand = [process.execPath, '-e', 'require("fs").writeFileSync("/stop-${PID}-${PORT}", "")'];
    const script = `const seen = () => require('fs').readdirSync('/').filter((f) => f.startsWith('stop-')).join();
      process.on('SIGTERM', () => { console.log(seen()); process.exit(0); }); console.log('up'); setInterval(() => {}, 1000)`;
    const engine = await it.launcher.start(scriptSpec(script, { stopCommand }));
    await saying(engine, /^up$/);
    await engine.stop(20_000);
    assert.deepEqual(textsOf(engine), ['up', `stop-1-${new URL(engine.baseUrl).port}`]);
  });

  test('a stop command that does not end takes half of the time at most', async () => {
    await using it = under.launcher();
    const engine = await it.launcher.start(
      scriptSpec(stayingScript, { stopCommand: [process.execPath, '-e', 'setInterval(() => {}, 1000)'] }),
    );
    await saying(engine, /^up$/);
    await engine.stop(2_000);
    assert.equal((await engine.exited).code, 0);
    assert.ok(it.logged.some(({ message }) => message === 'the stop command did not end in time'));
  });

  for (const [what, script, expected] of [
    ['its exit code', 'process.exit(3)', { code: 3, signal: null }],
    [
      'the signal that ended it',
      'process.kill(process.pid, "SIGABRT"); setInterval(() => {}, 1000)',
      { code: null, signal: 'SIGABRT' },
    ],
    ['code 0 too, as a crash', '', { code: 0, signal: null }],
  ] as const) {
    test(`one that ends by itself is reported with ${what}`, async () => {
      await using it = under.launcher();
      const spec = scriptSpec(script);
      const engine = await it.launcher.start(spec);
      assert.deepEqual(await engine.exited, { ...expected, wanted: false, spawnError: null });
      assert.equal(engine.processStatus(), 'crashed');
      assert.equal(await inspectEngine(under.docker, spec.engineId), null);
    });
  }

  test('one that takes more memory than it may says so', async () => {
    await using it = under.launcher();
    const script = `const all = []; for (;;) all.push(Buffer.alloc(8 << 20, 1));`;
    const engine = await it.launcher.start(scriptSpec(script, { docker: { memoryBytes: 128 << 20 } }));
    const exit = await engine.exited;
    assert.equal(exit.signal, 'SIGKILL');
    assert.match(exit.detail ?? '', /more memory than it may/);
  });

  test('killed by somebody else it is a crash by SIGKILL', async () => {
    await using it = under.launcher();
    const spec = scriptSpec(stayingScript);
    const engine = await it.launcher.start(spec);
    await saying(engine, /^up$/);
    await under.docker.getContainer((await inspectEngine(under.docker, spec.engineId))?.Id ?? '').kill();
    assert.deepEqual(await engine.exited, { code: null, signal: 'SIGKILL', wanted: false, spawnError: null });
  });

  test('removed by somebody else it is a crash that says so', async () => {
    await using it = under.launcher();
    const spec = scriptSpec(stayingScript);
    const engine = await it.launcher.start(spec);
    await saying(engine, /^up$/);
    const id = (await inspectEngine(under.docker, spec.engineId))?.Id ?? '';
    await under.docker.getContainer(id).remove({ force: true });
    const exit = await engine.exited;
    assert.equal(exit.wanted, false);
    // Seen in the moment between the end and the removal, or after it.
    assert.ok(exit.signal === 'SIGKILL' || /removed by somebody else/.test(exit.detail ?? ''));
  });

  test('close ends all of them, and none starts any more', async () => {
    const it = under.launcher();
    const specs = [scriptSpec(stayingScript), scriptSpec(deaf)];
    const engines = await Promise.all(specs.map((spec) => it.launcher.start(spec)));
    await Promise.all(engines.map((engine) => saying(engine, /^up$/)));
    await it.launcher.close();
    assert.deepEqual(await Promise.all(engines.map(async (engine) => (await engine.exited).wanted)), [true, true]);
    for (const { engineId } of specs) assert.equal(await inspectEngine(under.docker, engineId), null);
    await assert.rejects(it.launcher.start(scriptSpec('')), { code: 'shutting_down' });
  });

  test('a stop right after the start leaves nothing behind', async () => {
    await using it = under.launcher();
    const spec = scriptSpec(stayingScript);
    const engine = await it.launcher.start(spec);
    await engine.stop(0);
    const { wanted, spawnError } = await engine.exited;
    assert.deepEqual({ wanted, spawnError }, { wanted: true, spawnError: null });
    assert.equal(await inspectEngine(under.docker, spec.engineId), null);
  });
});
