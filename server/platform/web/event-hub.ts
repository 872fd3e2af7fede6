/** Numbers events and hands them to whoever listens. */
export interface HubEvent {
  readonly seq: number;
  /** ISO 8601. */
  readonly time: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface EventHub {
  publish(type: string, fields: object): void;
  /** An event for one listener only, numbered like the others. */
  stamp(type: string, fields: object): HubEvent;
  subscribe(listener: (event: HubEvent) => void): () => void;
}

export function createEventHub(date: () => Date): EventHub {
  const listeners = new Set<(event: HubEvent) => void>();
  let seq = 0;
  const stamp = (type: string, fields: object): HubEvent => {
    seq += 1;
    return { seq, time: date().toISOString(), type, ...fields };
  };
  return {
    stamp,
    publish(type, fields) {
      const event = stamp(type, fields);
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
