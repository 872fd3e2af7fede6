/** What of the metrics somebody may see: samples of a model that is not there for him are left out. */

/** In a label value a backslash, a quote and a line feed are written with a backslash before them. */
const modelLabel = /[{,]model="((?:[^"\\]|\\.)*)"/;
const escapes: Readonly<Record<string, string>> = { '\\\\': '\\', '\\"': '"', '\\n': '\n' };

/**
 * @param text Prometheus text format.
 * @param mayUse Asked with the label `model`, once for each name.
 */
export function visibleMetrics(text: string, mayUse: (model: string) => boolean): string {
  const known = new Map<string, boolean>();
  const isSeen = (line: string): boolean => {
    const label = line.startsWith('#') ? undefined : modelLabel.exec(line)?.[1];
    if (label === undefined) return true;
    let seen = known.get(label);
    if (seen === undefined) {
      seen = mayUse(label.replaceAll(/\\[\\"n]/g, (escaped) => escapes[escaped] as string));
      known.set(label, seen);
    }
    return seen;
  };
  return text.split('\n').filter(isSeen).join('\n');
}
