import { spawn } from 'node:child_process';

export interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

export interface StepResult {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
  /** Standard output and standard error, in the order they came. */
  readonly output: string;
}

/** Runs one command to its end. A command that cannot be started has not passed. Never rejects. */
function runStep(step: Step, cwd: string): Promise<StepResult> {
  const started = performance.now();
  const [file, ...args] = step.command;
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const end = (passed: boolean): void =>
      resolve({ name: step.name, passed, seconds: (performance.now() - started) / 1000, output });
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('error', (error) => {
      output += error.message;
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}

/** Runs all steps, `atOnce` at a time; one that fails stops no other. `report` is called as each ends. */
export async function runSteps(
  steps: readonly Step[],
  options: { readonly cwd: string; readonly atOnce: number; readonly report: (result: StepResult) => void },
): Promise<boolean> {
  const waiting = [...steps];
  let allPassed = true;
  const worker = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const result = await runStep(step, options.cwd);
      allPassed &&= result.passed;
      options.report(result);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, worker));
  return allPassed;
}
