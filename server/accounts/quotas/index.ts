export type { Charge } from '../usage/index.ts';
export { createMetering, type Metering } from './create-metering.ts';
export type { Hold, QuotaAsk, Quotas } from './quotas.ts';
export type { RateLimits } from './rates/rate-gate.ts';
export type { RateLimitRecord, RateLimitStore } from './rates/rate-limit-store.ts';
export { countable } from './tokens.ts';
