export { createEngineMetrics, type EngineMetrics } from './engine-metrics.ts';
export type { MeteredReplica } from './replica.ts';
export { type StandardisedScrape, writeStandardised } from './standardise.ts';
export { type MetricPrefix, metricPrefixes, type ScrapedKind } from './vocabulary/index.ts';
