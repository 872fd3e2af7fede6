/**
 * `npm run bench [-- --rounds N] [--only NAME]`: the cost of Roundhouse against the bare pipe, side by side in
 * interleaved rounds, as the median of paired ratios with its quartiles. Exit code 1 when a bar is missed.
 */
import { parseArgs } from 'node:util';
import type { LoadResult } from './load.ts';
import { load, type Program, startBarePipe, startMockEngine, startRoundhouse } from './programs.ts';
import { type Scenario, scenarios } from './scenarios.ts';
import { spread } from './statistics.ts';

interface Round {
  readonly bare: LoadResult;
  readonly ours: LoadResult;
}

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10' }, only: { type: 'string' } } });

async function measure(scenario: Scenario, rounds: number, bare: Program, ours: Program): Promise<Round[]> {
  const run = (program: Program) => load({ ...scenario.load, port: program.port, pid: program.pid });
  const results: Round[] = [];
  for (let i = 0; i < rounds; i++) {
    if (i % 2 === 0) {
      const first = await run(bare);
      results.push({ bare: first, ours: await run(ours) });
    } else {
      const first = await run(ours);
      results.push({ ours: first, bare: await run(bare) });
    }
    process.stderr.write('.');
  }
  process.stderr.write('\n');
  return results;
}

function report(scenario: Scenario, rounds: readonly Round[]): boolean {
  const errors = rounds.reduce((sum, { bare, ours }) => sum + bare.errors + ours.errors, 0);
  let met = errors === 0;
  console.log(`\n${scenario.name}${errors > 0 ? `: ${errors} ERRORS` : ''}`);
  for (const figure of scenario.figures) {
    const ours = spread(rounds.map((round) => figure.of(round.ours)));
    const bare = spread(rounds.map((round) => figure.of(round.bare)));
    const compared = spread(rounds.map((round) => figure.compare(figure.of(round.ours), figure.of(round.bare))));
    const good = compared.median <= figure.bar;
    met &&= good;
    const text = (value: number): string => value.toFixed(2);
    console.log(
      `  ${figure.name.padEnd(24)} bare ${text(bare.median).padStart(8)}  ours ${text(ours.median).padStart(8)}  ` +
        `${figure.unit} ${text(compared.median)} (${text(compared.low)}–${text(compared.high)})  bar ${figure.bar}  ${good ? 'met' : 'MISSED'}`,
    );
  }
  return met;
}

const engine = await startMockEngine();
const bare = await startBarePipe(engine);
const ours = await startRoundhouse(engine);
let met = true;
try {
  for (const scenario of scenarios) {
    if (values.only !== undefined && scenario.id !== values.only) continue;
    met = report(scenario, await measure(scenario, scenario.rounds ?? Number(values.rounds), bare, ours)) && met;
  }
} finally {
  await Promise.all([ours.stop(), bare.stop()]);
  await engine.stop();
}
process.exitCode = met ? 0 : 1;
