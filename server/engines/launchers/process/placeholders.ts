/** What nobody knows before the engine is launched: filled into commands as `${NAME}`. */
export interface Placeholders {
  readonly PORT?: string;
  readonly HOST?: string;
  readonly ENGINE_ID?: string;
  readonly PID?: string;
  /** Where the source of the engine's variant is: its folder, and the one file that is meant (or the folder). */
  readonly MODEL_DIR?: string;
  readonly MODEL_PATH?: string;
}

/** Fills in the given names. Any other `${X}` stays: it is the engine's own business. */
export function fillPlaceholders(text: string, values: Placeholders): string {
  return text.replace(/\$\{([A-Z_]+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name as keyof Placeholders] ?? whole) : whole,
  );
}
