/** How a request ended that an engine answered. `interrupted`: the gateway was killed while it ran. */
export type UsageOutcome = 'completed' | 'cancelled' | 'failed' | 'refused' | 'interrupted';

/** What one request of a user cost. */
export interface UsageRecord {
  /** The gateway's own, unlike the request id, which a client may choose and use twice. */
  readonly id: string;
  readonly requestId: string;
  readonly userId: string;
  readonly credentialId: string;
  readonly model: string;
  readonly path: string;
  readonly promptTokens: number;
  readonly genTokens: number;
  readonly outcome: UsageOutcome;
  /** ISO 8601, UTC; when the request came. */
  readonly createdAt: string;
}

/** What a request that has ended costs. */
export type Charge = Pick<UsageRecord, 'promptTokens' | 'genTokens' | 'outcome'>;
