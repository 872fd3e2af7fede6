/** Answers of Express that are still going on, by what they were authorised with: event streams live long. */
import type { Response } from 'express';
import type { Caller } from '../accounts/keys.ts';

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
      // Nothing is said: an event stream of this gateway has no event for it, and its client will ask again and be told.
      for (const id of credentialIds) for (const res of byCredential.get(id) ?? []) if (res.headersSent) res.destroy();
    },
  };
}
