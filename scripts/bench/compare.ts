/** Rounds of one scenario, ours and the bare pipe by turns, and what came of them. */
import type { LoadResult } from './load.ts';
import { load, type Program } from './programs.ts';
import type { Scenario } from './scenarios.ts';
import { spread } from './statistics.ts';

export interface Round {
  readonly bare: LoadResult;
  readonly ours: LoadResult;
}

export async function measure(
  scenario: Scenario,
  rounds: number,
  bare: Program,
  ours: Program & { readonly key?: string },
): Promise<Round[]> {
  const own = { ...scenario.ours, ...(ours.key === undefined ? {} : { key: ours.key }) };
  const run = ({ port, pid }: Program) => load({ ...scenario.load, ...(pid === ours.pid ? own : {}), port, pid });
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

/** Prints it. True: every bar is met. */
export function report(scenario: Scenario, rounds: readonly Round[]): boolean {
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
