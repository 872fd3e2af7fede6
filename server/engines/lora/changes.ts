/** Who is told of changes: listeners of views, and those who wait for replicas of a model. */
import type { LoraView } from './lora.ts';

export interface Changes {
  subscribe(listener: (view: LoraView) => void): () => void;
  /** Something about the LoRA adapter may have changed. */
  named(name: string): void;
  onModel(model: string, look: () => void): () => void;
  modelChanged(model: string): void;
}

/**
 * A view is told when it is another one than the one before, or its LoRA adapter can be asked for now and could not before
 * (or the other way round); the last one of a LoRA adapter that is gone, too.
 */
export function createChanges(viewOf: (name: string) => LoraView | null, isServed: (name: string) => boolean): Changes {
  const listeners = new Set<(view: LoraView) => void>();
  const lookers = new Map<string, Set<() => void>>();
  const told = new Map<string, { readonly key: string; readonly view: LoraView }>();
  const tell = (view: LoraView): void => {
    for (const listener of [...listeners]) listener(view);
  };
  return {
    subscribe(listener) {
      const own = (view: LoraView): void => listener(view);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    named(name) {
      const view = viewOf(name);
      const before = told.get(name);
      if (view === null) {
        told.delete(name);
        if (before) tell({ ...before.view, wanted: false, state: 'unloading', downloadId: null, replicas: [] });
        return;
      }
      const key = JSON.stringify([view, isServed(name)]);
      told.set(name, { key, view });
      if (before?.key !== key) tell(view);
    },
    onModel(model, look) {
      const own = (): void => look();
      const looks = lookers.get(model) ?? new Set();
      lookers.set(model, looks.add(own));
      return () => void looks.delete(own);
    },
    modelChanged(model) {
      for (const look of [...(lookers.get(model) ?? [])]) look();
    },
  };
}
