/** Picks the sort of a source by its URI. */
import { AppError } from '../../../platform/errors.ts';
import type { OpenSource } from '../source.ts';
import { openFileSource, openVolumeSource } from './file/index.ts';
import { openHubSource } from './hub/index.ts';
import { openObsSource, openS3Source } from './s3/index.ts';

const BY_SCHEME: Readonly<Record<string, OpenSource>> = {
  hf: openHubSource,
  s3: openS3Source,
  obs: openObsSource,
  pvc: openVolumeSource,
  file: openFileSource,
};

/** A URI without a scheme is a repository of the hub. Throws `invalid_request` naming `source`. */
export const openSource: OpenSource = (uri, options, context) => {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(uri)?.[1]?.toLowerCase() ?? 'hf';
  const open = BY_SCHEME[scheme];
  if (open !== undefined) return open(uri, options, context);
  const known = Object.keys(BY_SCHEME).map((name) => `${name}://`);
  throw new AppError(
    'invalid_request',
    `\`source\` begins with "${scheme}:", but can be ${known.join(', ')} or org/name.`,
    {
      param: 'source',
    },
  );
};
