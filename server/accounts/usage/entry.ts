import type { Link } from '../../platform/chain.ts';
import type { OpenRecord } from './journal.ts';
import type { UsageOutcome, UsageRecord } from './usage-record.ts';

/**
 * One request in the ledger, from its reserve to its row: the same object all the way, by which it is ended too. Its tokens
 * are the most that it may become, then what it was.
 */
export class Entry implements UsageRecord, Link {
  next: Link | null = null;
  previous: Link | null = null;
  readonly id: string;
  readonly requestId: string;
  readonly userId: string;
  readonly credentialId: string;
  readonly model: string;
  readonly path: string;
  promptTokens: number;
  genTokens: number;
  outcome: UsageOutcome = 'interrupted';
  readonly createdAt: string;
  /** Of the ledger: whether it has been opened and not ended. */
  isOpen = false;

  constructor(record: OpenRecord) {
    this.id = record.id;
    this.requestId = record.requestId;
    this.userId = record.userId;
    this.credentialId = record.credentialId;
    this.model = record.model;
    this.path = record.path;
    this.promptTokens = record.promptTokens;
    this.genTokens = record.genTokens;
    this.createdAt = record.createdAt;
  }
}
