import type { Response } from 'express';
import type { Caller } from '../accounts/keys.ts';

/** The caller that the authorisation of the Express side has found for this request. */
export const callerOf = (res: Response): Caller => res.locals['caller'] as Caller;

export function setCaller(res: Response, caller: Caller): void {
  res.locals['caller'] = caller;
}
