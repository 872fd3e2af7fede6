/** `npm run check`: everything that can be known without running the tests. Changes nothing. */
import { join } from 'node:path';
import { runSteps, type Step } from './steps/run-steps.ts';

const steps: readonly Step[] = [
  { name: 'format and lint', command: ['biome', 'check', '--error-on-warnings', '.'] },
  { name: 'types', command: ['tsc', '-p', 'tsconfig.json'] },
  { name: 'types of the TypeScript client', command: ['npm', 'run', '-s', 'check', '-w', 'clients/typescript'] },
  { name: 'who imports whom', command: ['node', 'scripts/check-imports.ts'] },
  { name: 'dead code', command: ['knip', '--no-progress'] },
  { name: 'specs and clients are current', command: ['node', 'scripts/check-specs.ts'] },
  { name: 'nothing breaks clients', command: ['node', 'scripts/check-breaking.ts'] },
];

const passed = await runSteps(steps, {
  cwd: join(import.meta.dirname, '..'),
  atOnce: 2,
  report({ name, passed, seconds, output }) {
    console.log(`${passed ? '✔' : '✖'} ${name} (${seconds.toFixed(1)} s)`);
    if (!passed) console.log(output.trimEnd());
  },
});
if (!passed) process.exitCode = 1;
