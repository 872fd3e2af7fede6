/** One file of a repository at one commit. */
import type { ListFileEntry } from '@huggingface/hub';
import { AppError } from '../../../../platform/errors.ts';
import type { ByteRange, Digest, HttpReply, OpenedRange, SourceFile } from '../../source.ts';
import { openedRange, rangeHeader } from '../ranged-reply.ts';
import type { Hub } from './hub.ts';
import { hubFault } from './hub-fault.ts';
import type { Repository } from './repository.ts';

/** LFS files carry their SHA-256, the others git's id of their content: both serve as ETag and as digest. */
export function hubFile(hub: Hub, repository: Repository, commit: string, entry: ListFileEntry): SourceFile {
  const path = entry.path.split('/').map(encodeURIComponent).join('/');
  const url = `${hub.url}/${repository.name}/resolve/${commit}/${path}`;
  const digest = entry.lfs ? lfsDigest(entry.lfs.oid) : gitDigest(entry);
  const etag = digest?.hex ?? null;
  return {
    path: entry.path,
    sizeBytes: entry.lfs?.size ?? entry.size,
    etag,
    digest,
    async open(range: ByteRange, signal: AbortSignal): Promise<OpenedRange> {
      const reply = await hub.get(url, signal, rangeHeader(range));
      if (reply.status !== 200 && reply.status !== 206) {
        reply.discard();
        throw hubFault(reply, repository, hub, entry.path);
      }
      const told = toldEtag(reply, hub);
      if (isOther(told, etag)) {
        reply.discard();
        throw new AppError(
          'download_changed',
          `hf://${repository.name}: "${entry.path}" is not the file that was listed.`,
        );
      }
      return openedRange(reply, range, told);
    },
  };
}

function lfsDigest(oid: string): Digest | null {
  const hex = oid.replace(/^sha256:/, '').toLowerCase();
  return /^[0-9a-f]{64}$/.test(hex) ? { algorithm: 'sha256', hex } : null;
}

function gitDigest({ oid, size }: ListFileEntry): Digest | null {
  if (oid === undefined || !/^[0-9a-f]{40}$/.test(oid)) return null;
  return { algorithm: 'sha1', hex: oid, prefix: `blob ${size}\0` };
}

/** The hub's own word, on the answer or on the redirect to its CDN; what a CDN calls ETag is its own affair. */
function toldEtag(reply: HttpReply, hub: Hub): string | null {
  const origin = new URL(hub.url).origin;
  const own = [...(reply.redirects ?? []), reply].filter(({ url }) => new URL(url).origin === origin);
  for (const { headers } of own) if (headers['x-linked-etag']) return bare(headers['x-linked-etag']);
  const last = own.at(-1);
  return last?.url === reply.url && last.headers['etag'] ? bare(last.headers['etag']) : null;
}

const bare = (etag: string): string => etag.replace(/^W\//, '').replaceAll('"', '');

/** Only ids of one sort can be compared: a mirror may have ETags of its own making. */
const isOther = (told: string | null, listed: string | null): boolean =>
  told !== null && listed !== null && told.length === listed.length && told.toLowerCase() !== listed;
