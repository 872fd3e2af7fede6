/** What the gateway says of the reading itself, for each replica. */
import type { ReplicaReport } from './replica.ts';
import { type FamilyBlock, renderLabels } from './text/family.ts';

interface Gauge {
  readonly name: string;
  readonly help: string;
  /** null: nothing to say of this replica. */
  readonly value: (report: ReplicaReport) => number | null;
}

/** Not `up`: that name belongs to Prometheus, which sets it for each target of its own. */
const GAUGES: readonly Gauge[] = [
  {
    name: 'roundhouse:up',
    help: '1 if the metrics of the engine were read; of a kind that is not asked for them, if it is ready.',
    value: ({ up }) => Number(up),
  },
  {
    name: 'roundhouse_scrape_duration_seconds',
    help: 'How long the engine took to give its metrics, or to fail to.',
    value: ({ seconds }) => seconds,
  },
  {
    name: 'roundhouse_metrics_families_missed',
    help: 'Families of the vocabulary that the engine should have shown and did not.',
    value: ({ numbers }) => numbers?.coverage.missed.length ?? null,
  },
  {
    name: 'roundhouse_metrics_families_unknown',
    help: 'Families of the engine that the vocabulary has never heard of; they are passed on under their own names.',
    value: ({ numbers }) => numbers?.coverage.unknown.length ?? null,
  },
  {
    name: 'roundhouse_metrics_lines_broken',
    help: 'Lines in the last metrics of the engine that could not be read and were left out.',
    value: ({ numbers }) => numbers?.brokenLines ?? null,
  },
];

export function scrapeFamilies(reports: readonly ReplicaReport[]): FamilyBlock[] {
  return GAUGES.map(({ name, help, value }) => ({
    name,
    type: 'gauge',
    help,
    lines: reports.flatMap((report) => {
      const number = value(report);
      const labels = renderLabels({ model: report.replica.model, replica: report.replica.id });
      return number === null ? [] : [`${name}{${labels}} ${number}`];
    }),
  }));
}
