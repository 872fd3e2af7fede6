/**
 * The gateway's `/metrics`: its own numbers, then every replica's in the one vocabulary, then the replicas' own names.
 * Replicas are read at once; one that is dead, slow or endless costs its own numbers only.
 */
import type { EngineKindName } from '../../platform/config/config.ts';
import type { Log } from '../../platform/log.ts';
import { FamilyTable } from './family-table.ts';
import { gatewayFamilies } from './gateway-families.ts';
import { readReplica } from './read-replica.ts';
import type { MeteredReplica, ReplicaReport } from './replica.ts';
import { scrapeFamilies } from './scrape-families.ts';
import { ScrapeLog } from './scrape-log.ts';
import { isScraped } from './vocabulary/index.ts';

export interface EngineMetricsOptions {
  readonly replicas: () => readonly MeteredReplica[];
  /** The configured ones. */
  readonly models: () => readonly { readonly name: string; readonly engine: EngineKindName }[];
  /** The gateway's own metrics, in the text format. */
  readonly own: () => string;
  readonly log: Log;
  /** For one replica's whole answer; 1,000 by default. */
  readonly timeoutMs?: number;
  /** Of one replica's answer; 4 MiB by default. */
  readonly maxBytes?: number;
}

export interface EngineMetrics {
  /** Text format 0.0.4. Never rejects. Calls at the same time share one reading of the engines. */
  render(): Promise<string>;
}

export function createEngineMetrics(options: EngineMetricsOptions): EngineMetrics {
  const log = new ScrapeLog(options.log);
  let running: Promise<string> | null = null;
  const render = async (): Promise<string> => {
    const reports = await Promise.all(options.replicas().map((replica) => report(replica, options, log)));
    log.keepOnly(reports.map(({ replica }) => replica.id));
    const kinds = new Map(options.models().map(({ name, engine }) => [name, engine]));
    const { own, standard } = gatewayFamilies(options.own(), kinds);
    const table = new FamilyTable();
    const blocks = [
      own,
      scrapeFamilies(reports),
      standard,
      ...reports.map(({ numbers }) => numbers?.standard ?? []),
      ...reports.map(({ numbers }) => numbers?.originals ?? []),
    ];
    for (const block of blocks.flat()) table.add(block);
    return table.render();
  };
  return {
    render() {
      running ??= render().finally(() => {
        running = null;
      });
      return running;
    },
  };
}

async function report(
  replica: MeteredReplica,
  { timeoutMs = 1_000, maxBytes = 4 * 1024 * 1024 }: EngineMetricsOptions,
  log: ScrapeLog,
): Promise<ReplicaReport> {
  const { id, model, kind, version, target } = replica;
  if (!isScraped(kind)) return { replica, up: replica.ready, seconds: null, numbers: null };
  if (target === null) return { replica, up: false, seconds: null, numbers: null };
  const startedAt = performance.now();
  const numbers = await readReplica({ kind, version, target, timeoutMs, maxBytes, labels: { model, replica: id } });
  const seconds = (performance.now() - startedAt) / 1000;
  if ('failed' in numbers) {
    log.failed(replica, numbers.failed);
    return { replica, up: false, seconds, numbers: null };
  }
  log.read(replica, numbers);
  return { replica, up: true, seconds, numbers };
}
