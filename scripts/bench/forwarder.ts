/**
 * `node scripts/bench/forwarder.ts [--rounds N] [--only NAME]`: the cost of `roundhouse forward` against the bare pipe,
 * measured as `npm run bench` measures the gateway. Exit code 1 when a bar is missed.
 */
import { parseArgs } from 'node:util';
import { measure, report } from './compare.ts';
import { startBarePipe, startForwarder, startMockEngine } from './programs.ts';
import { perChunk, perRequest, type Scenario, window } from './scenarios.ts';

const BAR = 1.6;
const WRAPPED_BAR = 4;
const unary = { ...window, connections: 64, chunks: 0, delayMs: 0 };
const requests = [{ ...perRequest, bar: BAR }];
const chunks = [{ ...perChunk, bar: BAR }];

const scenarios: readonly Scenario[] = [
  { id: 'extra-1k', name: 'extra route, 1 KB requests', load: { ...unary, bodyBytes: 1024 }, figures: requests },
  {
    id: 'extra-args-1k',
    name: 'extra route, 1 KB requests in args',
    load: { ...unary, bodyBytes: 1024 },
    ours: { inArgs: true },
    figures: requests,
  },
  {
    id: 'predict-1k',
    name: '/predict, 1 KB requests in args, wrapped as a string',
    load: { ...unary, bodyBytes: 1024 },
    ours: { path: '/predict', inArgs: true },
    figures: requests,
  },
  {
    id: 'extra-stream',
    name: 'extra route, 100 streams flat out',
    load: { ...window, connections: 100, bodyBytes: 1024, chunks: 200, delayMs: 0 },
    ours: { inArgs: true },
    figures: chunks,
  },
  {
    id: 'stream-wrapped',
    name: '/stream, 100 streams flat out, each event read and wrapped (not piping: a bar of its own)',
    load: { ...window, connections: 100, bodyBytes: 1024, chunks: 200, delayMs: 0 },
    ours: { path: '/stream', inArgs: true },
    figures: [{ ...perChunk, bar: WRAPPED_BAR }],
  },
];

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10' }, only: { type: 'string' } } });
const engine = await startMockEngine();
const bare = await startBarePipe(engine);
const ours = await startForwarder(engine);
let met = true;
try {
  for (const scenario of scenarios) {
    if (values.only !== undefined && scenario.id !== values.only) continue;
    met = report(scenario, await measure(scenario, Number(values.rounds), bare, ours)) && met;
  }
} finally {
  await Promise.all([ours.stop(), bare.stop()]);
  await engine.stop();
}
process.exitCode = met ? 0 : 1;
