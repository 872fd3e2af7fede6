/** Lists a repository with the hub's own library, at one commit. */
import type { ListFileEntry } from '@huggingface/hub';
import { AppError } from '../../../../platform/errors.ts';
import { retryLater } from '../retryable.ts';
import type { Hub } from './hub.ts';
import { hubFault } from './hub-fault.ts';
import type { Repository } from './repository.ts';

export interface Listing {
  readonly commit: string;
  readonly entries: readonly ListFileEntry[];
}

/** Throws what `hubFault` makes, and what the guarded HTTP throws. */
export async function listRepository(hub: Hub, repository: Repository, signal: AbortSignal): Promise<Listing> {
  const fetch = hubFetch(hub, repository, signal);
  const { name, revision } = repository;
  // Loaded when it is needed: programs that never ask a hub need not carry its 10 MB.
  const { listFiles, modelInfo } = await import('@huggingface/hub');
  try {
    const { sha } = await modelInfo({ name, revision, hubUrl: hub.url, additionalFields: ['sha'], fetch });
    if (!/^[0-9a-f]{40}$/.test(sha ?? ''))
      throw new AppError('download_failed', `hf://${name}: the hub told no commit.`);
    const entries: ListFileEntry[] = [];
    for await (const entry of listFiles({ repo: name, revision: sha, recursive: true, hubUrl: hub.url, fetch })) {
      if (entry.type === 'file') entries.push(entry);
    }
    return { commit: sha, entries };
  } catch (error) {
    if (error instanceof AppError || signal.aborted) throw error;
    throw retryLater(`hf://${name}: the hub's answer is not what its API promises.`);
  }
}

/** What the library calls: our HTTP, with refusals turned into our errors before the library words them. */
function hubFetch(hub: Hub, repository: Repository, signal: AbortSignal): typeof fetch {
  return async (input) => {
    const url = input instanceof Request ? input.url : String(input);
    const reply = await hub.get(url, signal, { accept: 'application/json' });
    if (reply.status !== 200) {
      reply.discard();
      throw hubFault(reply, repository, hub, null);
    }
    const headers = Object.entries(reply.headers).filter((pair): pair is [string, string] => pair[1] !== undefined);
    return new Response(await reply.text(), { status: 200, headers });
  };
}
