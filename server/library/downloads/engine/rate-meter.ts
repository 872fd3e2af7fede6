/** Bytes per second over the last seconds. Pure: `nowMs` is monotonic. */
export interface RateMeter {
  /** So many bytes are there now, those of earlier tries included. */
  sample(nowMs: number, bytesDone: number): void;
  bytesPerSecond(): number;
}

const WINDOW_MS = 5000;

export function createRateMeter(): RateMeter {
  let samples: { readonly at: number; readonly bytes: number }[] = [];
  return {
    sample(at, bytes) {
      const kept = samples.filter((sample) => at - sample.at <= WINDOW_MS && sample.bytes <= bytes);
      samples = [...kept, { at, bytes }];
    },
    bytesPerSecond() {
      const [first] = samples;
      const last = samples.at(-1);
      if (first === undefined || last === undefined || last.at <= first.at) return 0;
      return Math.round(((last.bytes - first.bytes) * 1000) / (last.at - first.at));
    },
  };
}
