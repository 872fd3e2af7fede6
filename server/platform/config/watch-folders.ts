import { type FSWatcher, realpathSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from '../log.ts';

/**
 * Calls `onChange` when something happens in the folder of the file, or in the folder where it really is if it is a
 * link. Folders, not the file: editors put a new file in its place, Kubernetes turns a link (`..data`) to a new folder.
 */
export function watchFolders(
  path: string,
  { onChange, log }: { readonly onChange: () => void; readonly log: Log },
): { close(): void } {
  const watchers = new Map<string, FSWatcher>();
  const drop = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const add = (folder: string): void => {
    try {
      const watcher = watch(folder, { persistent: false }, () => {
        follow();
        onChange();
      });
      watcher.on('error', (error) => {
        log.warn({ err: error, folder }, 'changes of the configuration are no longer seen; send SIGHUP after a change');
        drop(folder);
      });
      watchers.set(folder, watcher);
    } catch (error) {
      log.warn({ err: error, folder }, 'changes of the configuration cannot be seen; send SIGHUP after a change');
    }
  };
  const follow = (): void => {
    const wanted = new Set([dirname(path), realFolder(path)]);
    for (const folder of [...watchers.keys()]) if (!wanted.has(folder)) drop(folder);
    for (const folder of wanted) if (!watchers.has(folder)) add(folder);
  };
  follow();
  return {
    close() {
      for (const folder of [...watchers.keys()]) drop(folder);
    },
  };
}

/** The file may be missing for a moment. */
function realFolder(path: string): string {
  try {
    return dirname(realpathSync(path));
  } catch {
    return dirname(path);
  }
}
