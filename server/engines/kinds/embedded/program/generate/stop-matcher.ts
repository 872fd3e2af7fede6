/** Cuts a text at the first of some stop strings, also where one is spread over several pieces. Pure. */

export interface StopMatcher {
  /** Text that can no longer be part of a stop string; `stopped`: one was found, and the text ends before it. */
  push(text: string): { readonly text: string; readonly stopped: boolean };
  /** What was held back in case a stop string began there. */
  flush(): string;
}

export function createStopMatcher(stops: readonly string[]): StopMatcher {
  let held = '';
  const take = (length: number) => {
    const text = held.slice(0, length);
    held = held.slice(length);
    return text;
  };
  return {
    push(text) {
      held += text;
      const found = firstStop(held, stops);
      if (found >= 0) return { text: take(found), stopped: true };
      return { text: take(held.length - longestBeginning(held, stops)), stopped: false };
    },
    flush: () => take(held.length),
  };
}

function firstStop(text: string, stops: readonly string[]): number {
  const places = stops.map((it) => text.indexOf(it)).filter((it) => it >= 0);
  return places.length === 0 ? -1 : Math.min(...places);
}

/** Length of the longest end of the text with which a stop string begins. */
function longestBeginning(text: string, stops: readonly string[]): number {
  const most = Math.min(text.length, Math.max(0, ...stops.map((it) => it.length - 1)));
  for (let length = most; length > 0; length--) {
    const end = text.slice(-length);
    if (stops.some((it) => it.startsWith(end))) return length;
  }
  return 0;
}
