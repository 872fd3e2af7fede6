/** Hands parts to workers, first files first. A worker waits while what is left hangs on another's first answer. */
import { type FileState, hasMore, type Part, takePart } from './file-state.ts';

export interface PartQueue {
  /** Resolves to null when nothing is left to be asked for. */
  take(): Promise<Part | null>;
  /** A file's first answer has come, or a part is done: waiting workers look again. */
  changed(): void;
  /** Nothing is handed out any more; those who wait get null. */
  close(): void;
}

export function createPartQueue(files: readonly FileState[]): PartQueue {
  let first = 0;
  let closed = false;
  let wake = Promise.withResolvers<void>();

  const next = (): Part | 'wait' | null => {
    if (closed) return null;
    while (first < files.length && !hasMore(files[first] as FileState)) first++;
    let waits = false;
    for (let index = first; index < files.length; index++) {
      const file = files[index] as FileState;
      const part = takePart(file);
      if (part !== null) return part;
      if (file.probe === 'running' && hasMore(file)) waits = true;
    }
    return waits ? 'wait' : null;
  };

  const changed = (): void => {
    wake.resolve();
    wake = Promise.withResolvers();
  };

  return {
    changed,
    close() {
      closed = true;
      changed();
    },
    async take() {
      for (;;) {
        const part = next();
        if (part !== 'wait') return part;
        await wake.promise;
      }
    },
  };
}
