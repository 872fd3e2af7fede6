/**
 * `npm run bench [-- --rounds N] [--only NAME]`: the cost of Roundhouse against the bare pipe, side by side in
 * interleaved rounds, as the median of paired ratios with its quartiles. Exit code 1 when a bar is missed.
 */
import { parseArgs } from 'node:util';
import { measure, report } from './compare.ts';
import { startBarePipe, startMetered, startMockEngine, startRoundhouse } from './programs.ts';
import { scenarios } from './scenarios.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10' }, only: { type: 'string' } } });

const engine = await startMockEngine();
const bare = await startBarePipe(engine);
const plain = await startRoundhouse(engine);
const metered = await startMetered(engine);
let met = true;
try {
  for (const scenario of scenarios) {
    if (values.only !== undefined && scenario.id !== values.only) continue;
    const ours = scenario.metered === true ? metered : plain;
    met = report(scenario, await measure(scenario, scenario.rounds ?? Number(values.rounds), bare, ours)) && met;
  }
} finally {
  await Promise.all([plain.stop(), metered.stop(), bare.stop()]);
  await engine.stop();
}
process.exitCode = met ? 0 : 1;
