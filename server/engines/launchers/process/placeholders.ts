/** What the launcher knows and nobody before it: filled into commands as `${NAME}`. */
export interface Placeholders {
  readonly PORT?: string;
  readonly HOST?: string;
  readonly ENGINE_ID?: string;
  readonly PID?: string;
}

/** Fills in the given names. Any other `${X}` stays: it is the engine's own business. */
export function fillPlaceholders(text: string, values: Placeholders): string {
  return text.replace(/\$\{([A-Z_]+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name as keyof Placeholders] ?? whole) : whole,
  );
}
