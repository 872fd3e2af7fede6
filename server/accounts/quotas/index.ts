export { createMetering, type Metering } from './create-metering.ts';
export type { Charge, Hold, QuotaAsk, Quotas } from './quotas.ts';
export type { RateLimits } from './rate-gate.ts';
export type { RateLimitRecord, RateLimitStore } from './rate-limit-store.ts';
