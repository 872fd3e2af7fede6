import type { Response } from 'express';

/** Aborted when the client leaves before it has its answer. */
export function leftSignal(res: Response): AbortSignal {
  const leaving = new AbortController();
  res.on('close', () => {
    if (!res.writableFinished) leaving.abort(new ClientLeft());
  });
  return leaving.signal;
}

/** Nobody hears of it. */
export class ClientLeft extends Error {
  constructor() {
    super('the client has left');
    this.name = 'ClientLeft';
  }
}
