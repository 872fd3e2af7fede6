import type { OpenSource } from '../../source.ts';
import { createPathFilter } from '../path-filter.ts';
import { connectHub } from './hub.ts';
import { hubFile } from './hub-file.ts';
import { listRepository } from './list-repository.ts';
import { parseRepository } from './repository.ts';

/** A repository of a Hugging Face hub. All files are of the one commit that the revision stood at when it was listed. */
export const openHubSource: OpenSource = (uri, options, context) => {
  const repository = parseRepository(uri, options);
  const hub = connectHub(options, context);
  const wanted = createPathFilter(options);
  let revision: string | null = null;
  return {
    shown: `hf://${repository.name}${repository.revision === 'main' ? '' : `@${repository.revision}`}`,
    get revision() {
      return revision;
    },
    async list(signal) {
      const { commit, entries } = await listRepository(hub, repository, signal);
      revision = commit;
      return entries.filter(({ path }) => wanted(path)).map((entry) => hubFile(hub, repository, commit, entry));
    },
  };
};
