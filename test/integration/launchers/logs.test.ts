import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeSpec, launcherUnderTest, lineOf, listening, scriptSpec, textsOf } from './launcher-under-test.ts';

const timeout = 20_000;

describe("an engine's output", { timeout }, () => {
  test('stdout is logged at info and stderr at warn, with the engine and the stream', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(fakeSpec(['--exit-on-start', '0', '--log-lines', '2']));
    await engine.exited;
    const about = { engine: 'tiny-0f3a' };
    const lines = under.logged.filter(({ fields }) => 'stream' in fields);
    assert.deepEqual(
      lines.filter(({ level }) => level === 'info'),
      [
        { level: 'info', fields: { ...about, stream: 'stdout' }, message: 'out 1' },
        { level: 'info', fields: { ...about, stream: 'stdout' }, message: 'out 2' },
      ],
    );
    assert.deepEqual(
      lines.filter(({ level }) => level === 'warn'),
      [
        { level: 'warn', fields: { ...about, stream: 'stderr' }, message: 'err 1' },
        { level: 'warn', fields: { ...about, stream: 'stderr' }, message: 'err 2' },
      ],
    );
  });

  test('the last 1,000 lines are kept, and all of them were numbered', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(fakeSpec(['--exit-on-start', '0', '--log-lines', '1500']));
    await engine.exited;
    const kept = engine.logs.last(9_999);
    assert.equal(kept.length, 1_000);
    assert.deepEqual([kept[0]?.seq, kept[999]?.seq], [2_001, 3_000]);
  });

  test('has the name of a secret of its environment where it prints the value, in the log as in what is kept', async () => {
    await using under = launcherUnderTest();
    const env = { HF_TOKEN: 'hf_only-for-tests', MODE: 'only-for-tests' };
    const engine = await under.launcher.start(
      scriptSpec('console.log(process.env.HF_TOKEN, process.env.MODE)', { env }),
    );
    await engine.exited;
    assert.deepEqual(textsOf(engine), ['[HF_TOKEN] only-for-tests']);
    assert.ok(!JSON.stringify(under.logged).includes(env.HF_TOKEN));
  });

  test('a follower hears of a line while the engine runs', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(fakeSpec());
    await listening(engine);
    assert.equal(engine.processStatus(), 'running');
  });

  test('what it said last is there when `exited` resolves, though the line has no end', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(scriptSpec('process.stderr.write("out of mem"); process.exitCode = 3'));
    assert.equal((await engine.exited).code, 3);
    assert.deepEqual(textsOf(engine, 'stderr'), ['out of mem']);
  });

  test('bytes that are not UTF-8, a line of 100 kB and a progress bar do no harm', async () => {
    await using under = launcherUnderTest();
    const script = `
      process.stdout.write(Buffer.from([0x61, 0xff, 0x62, 0x0a]));
      process.stdout.write('x'.repeat(100000) + '\\n');
      process.stdout.write('1 %\\r50 %\\r100 %\\nend\\n');
    `;
    const engine = await under.launcher.start(scriptSpec(script));
    await engine.exited;
    assert.deepEqual(textsOf(engine), ['a\ufffdb', `${'x'.repeat(8_192)} … [91808 bytes cut]`, '100 %', 'end']);
  });

  test('of a process that outlives the first one is captured until it is ended', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(
      scriptSpec(
        `require('child_process').spawn(process.execPath, ['-e',
           'process.on("SIGTERM",()=>{console.log("late words");process.exit()});setInterval(()=>{},1000);console.log("child")'],
           { stdio: 'inherit', detached: true }).unref(); setInterval(() => {}, 1000)`,
      ),
    );
    await lineOf(engine, /^child$/);
    process.kill(engine.pid as number, 'SIGKILL');
    await engine.exited;
    assert.deepEqual(textsOf(engine), ['child', 'late words']);
  });
});
