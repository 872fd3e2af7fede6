import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { describe, test } from 'node:test';
import { runSteps, type Step, type StepResult } from '../../../scripts/steps/run-steps.ts';

const node = (name: string, code: string): Step => ({ name, command: [process.execPath, '-e', code] });

async function run(steps: readonly Step[]): Promise<{ passed: boolean; results: StepResult[] }> {
  const results: StepResult[] = [];
  const passed = await runSteps(steps, { cwd: tmpdir(), atOnce: 2, report: (result) => results.push(result) });
  return { passed, results };
}

describe('steps', () => {
  test('pass when each exits with 0', async () => {
    assert.equal((await run([node('a', ''), node('b', '')])).passed, true);
  });

  test('fail when one of them does, and the others still run', async () => {
    const { passed, results } = await run([node('a', 'process.exit(3)'), node('b', ''), node('c', '')]);
    assert.equal(passed, false);
    assert.deepEqual(
      results.filter((result) => result.passed).map((result) => result.name),
      ['b', 'c'],
    );
  });

  test('fail when a command is not there', async () => {
    const { passed, results } = await run([{ name: 'a', command: ['/no/such/command'] }]);
    assert.equal(passed, false);
    assert.match(results[0]?.output ?? '', /ENOENT/);
  });

  test('fail when a command is killed', async () => {
    assert.equal((await run([node('a', 'process.kill(process.pid, "SIGKILL")')])).passed, false);
  });

  test('keep what was printed, errors too', async () => {
    const { results } = await run([node('a', 'console.log("one"); console.error("two")')]);
    assert.match(results[0]?.output ?? '', /one/);
    assert.match(results[0]?.output ?? '', /two/);
  });
});
