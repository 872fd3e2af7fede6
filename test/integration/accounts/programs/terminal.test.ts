/** A password that is typed: on a real terminal, which `script` makes. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, it, type TestContext } from 'node:test';
import { until } from '../../gateway/requests.ts';
import { configFolder } from './run-main.ts';

const MAIN = new URL('../../../../server/main.ts', import.meta.url).pathname;
const YAML = 'auth: required\nmodels: { tiny: { engine: openai, url: "http://127.0.0.1:9" } }\n';

const SCRIPT = '/usr/bin/script';
const isThere = spawnSync(SCRIPT, ['--version']).status === 0;
if (!isThere && process.env['CI'] === 'true') throw new Error('no `script`: install the package bsdutils');
const skip = isThere ? false : 'no `script`, which makes a terminal';

async function typed(test: TestContext, answers: readonly string[]): Promise<{ code: unknown; shown: string }> {
  const command = `${process.execPath} ${MAIN} users add root --admin`;
  const cwd = configFolder(test, YAML);
  const child = spawn(SCRIPT, ['-qefc', command, '/dev/null'], { cwd, stdio: 'pipe' });
  test.after(() => child.kill('SIGKILL'));
  let shown = '';
  child.stdout.on('data', (data) => (shown += data));
  for (const [index, answer] of answers.entries()) {
    const prompts = ['Password: ', 'Once more: '];
    await until(`it asks: ${shown}`, () => shown.includes(prompts[index] ?? ''), 20_000);
    child.stdin.write(answer);
  }
  const [code] = await once(child, 'close');
  return { code, shown };
}

describe('a password on the terminal', { skip }, () => {
  it('is asked for twice and never shown', async (test) => {
    const { code, shown } = await typed(test, ['a long password\r', 'a long password\r']);
    assert.equal(code, 0, shown);
    assert.match(shown, /admin "root" added/);
    assert.ok(!shown.includes('a long'), shown);
  });

  it('is not taken where the two are not the same', async (test) => {
    const { code, shown } = await typed(test, ['a long password\r', 'another password\r']);
    assert.equal(code, 2, shown);
    assert.match(shown, /the two were not the same/);
    assert.doesNotMatch(shown, /a long|another password/);
  });

  it('can be broken off', async (test) => {
    const { code, shown } = await typed(test, ['\x03']);
    assert.notEqual(code, 0, shown);
    assert.doesNotMatch(shown, /added/);
  });
});
