/** The steps of a pull as one sentence. Pure. */
import type { PullStep } from './api/docker-api.ts';

export interface PullProgress {
  readonly layers: number;
  readonly layersDone: number;
  /** Of the layers whose size is known so far. */
  readonly bytes: number;
  readonly bytesTotal: number;
}

export interface PullMeter {
  add(step: PullStep): void;
  progress(): PullProgress;
}

const done = /^(Pull complete|Already exists)$/;

export function createPullMeter(): PullMeter {
  const layers = new Map<string, { current: number; total: number; done: boolean }>();
  return {
    add({ id, status = '', progressDetail }) {
      // The tag's own lines have an id too, but no layer's words.
      if (
        id === undefined ||
        !/^(Pulling fs layer|Waiting|Downloading|Verifying|Download|Extracting|Pull complete|Already)/.test(status)
      )
        return;
      const layer = layers.get(id) ?? { current: 0, total: 0, done: false };
      if (status === 'Downloading') {
        layer.current = progressDetail?.current ?? layer.current;
        layer.total = Math.max(layer.total, progressDetail?.total ?? 0);
      } else if (status === 'Download complete' || done.test(status)) layer.current = layer.total;
      layer.done = done.test(status);
      layers.set(id, layer);
    },
    progress() {
      const all = [...layers.values()];
      const sum = (pick: (layer: { current: number; total: number }) => number) =>
        all.reduce((so, layer) => so + pick(layer), 0);
      return {
        layers: all.length,
        layersDone: all.filter((layer) => layer.done).length,
        bytes: sum((layer) => layer.current),
        bytesTotal: sum((layer) => layer.total),
      };
    },
  };
}

/** `3 of 12 layers, 1.2 of 4.5 GB` */
export function describeProgress({ layers, layersDone, bytes, bytesTotal }: PullProgress): string {
  const [unit, name] = bytesTotal >= 1e9 ? [1e9, 'GB'] : [1e6, 'MB'];
  const size = (count: number): string => (count / unit).toFixed(1);
  return `${layersDone} of ${layers} layers, ${size(bytes)} of ${size(bytesTotal)} ${name}`;
}
