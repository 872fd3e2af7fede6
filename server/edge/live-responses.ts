/** Answers of Express that are still going on, by what they were authorised with: event streams live long. */
import type { Response } from 'express';
import type { Caller } from '../accounts/keys.ts';

/**
 * What has not begun to answer gets this long: it may be the very request that took the credential away. Streams must be
 * gone within 30 s.
 */
const graceMs = 10_000;

export interface LiveResponses {
  add(res: Response, caller: Caller): void;
  /** Cuts those of credentials that were taken away. */
  end(credentialIds: ReadonlySet<string>): void;
}

export function createLiveResponses(): LiveResponses {
  const byCredential = new Map<string, Set<Response>>();
  return {
    add(res, { account }) {
      if (account === null) return;
      const { credentialId } = account;
      const live = byCredential.get(credentialId) ?? new Set();
      byCredential.set(credentialId, live.add(res));
      res.on('close', () => {
        live.delete(res);
        if (live.size === 0 && byCredential.get(credentialId) === live) byCredential.delete(credentialId);
      });
    },
    end(credentialIds) {
      for (const id of credentialIds) for (const res of byCredential.get(id) ?? []) cut(res);
    },
  };
}

/** Nothing is said: the event streams have no event for it. Who comes again is told. */
function cut(res: Response): void {
  if (res.headersSent) return void res.destroy();
  const later = setTimeout(() => res.destroy(), graceMs);
  later.unref();
  res.on('close', () => clearTimeout(later));
}
