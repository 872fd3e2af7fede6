/**
 * What the gateway itself measures, under the vocabulary's names, for engines that do not tell it: so a dashboard on
 * `roundhouse:time_to_first_token_seconds` has every model in it. A family comes from one place only for each model: from
 * its engines where their kind has it, else from here with `replica="gateway"` (all replicas of the model together), so
 * that nothing is counted twice. The gateway's own `roundhouse_*` are there for every model beside it.
 */
import type { EngineKindName } from '../../platform/config/config.ts';
import { StandardFamilies } from './standard-families.ts';
import type { Family, FamilyBlock } from './text/family.ts';
import { ExpositionParser } from './text/parser.ts';
import { engineFamilies, isScraped, type Mapping } from './vocabulary/index.ts';

/** The gateway's own family → that of the vocabulary. */
const MEASURED: Readonly<Record<string, string>> = {
  roundhouse_time_to_first_token_seconds: 'time_to_first_token_seconds',
  roundhouse_time_per_output_token_seconds: 'time_per_output_token_seconds',
  roundhouse_request_duration_seconds: 'e2e_request_latency_seconds',
  roundhouse_prompt_tokens_total: 'prompt_tokens_total',
  roundhouse_generation_tokens_total: 'generation_tokens_total',
  roundhouse_requests_in_flight: 'num_requests_running',
  roundhouse_requests_waiting: 'num_requests_waiting',
};

const mapping: Mapping = new Map(
  Object.entries(MEASURED).map(([own, name]) => [own, [{ name: `roundhouse:${name}`, rank: 0 }]]),
);

/** A request that was refused has a duration, too; engines tell the time of those that they answered. */
const ANSWERED = 'outcome="completed"';

const MODEL = /(?:^|,)model="((?:[^"\\]|\\.)*)"/;

export interface GatewayFamilies {
  /** As they are. */
  readonly own: readonly FamilyBlock[];
  readonly standard: readonly FamilyBlock[];
}

/** `text` is the gateway's own metrics; `kinds`: the kinds of the configured models. */
export function gatewayFamilies(text: string, kinds: ReadonlyMap<string, EngineKindName>): GatewayFamilies {
  const standard = new StandardFamilies(mapping);
  const own = new Map<Family, string[]>();
  const parser = new ExpositionParser({
    sample(family, sample, line) {
      const lines = own.get(family);
      if (lines === undefined) own.set(family, [line]);
      else lines.push(line);
      const name = MEASURED[family.name];
      if (name === undefined || !isAnswered(sample.labels)) return;
      const model = unescaped(MODEL.exec(sample.labels)?.[1] ?? '');
      const kind = kinds.get(model);
      if (kind === undefined || toldByEngines(kind, name)) return;
      const suffix = sample.name.slice(family.name.length);
      standard.add(family, suffix, `{${sample.labels},replica="gateway"} ${sample.value}`);
    },
  });
  parser.push(text);
  parser.end();
  const families = [...parser.families.values()];
  return { own: families.map((family) => ({ ...family, lines: own.get(family) ?? [] })), standard: standard.blocks() };
}

const isAnswered = (labels: string): boolean => labels.includes(ANSWERED) || !labels.includes('outcome="');

const toldByEngines = (kind: EngineKindName, name: string): boolean =>
  isScraped(kind) && engineFamilies(kind).vocabulary.some((family) => family.name === name);

const unescaped = (value: string): string =>
  value.replace(/\\(.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter));
