let second = Number.NaN;
let prefix = '';

/**
 * `new Date(ms).toISOString()` for times that come one after the other, e.g. of log lines and requests: formatting a date
 * costs more than all else of a line, and once a second is enough.
 */
export function isoTime(ms: number): string {
  const current = Math.floor(ms / 1000);
  if (current !== second) {
    second = current;
    prefix = new Date(current * 1000).toISOString().slice(0, 20);
  }
  const rest = Math.floor(ms - current * 1000);
  return `${prefix}${rest < 10 ? '00' : rest < 100 ? '0' : ''}${rest}Z`;
}
