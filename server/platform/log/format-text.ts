/** Log lines for people: `12:34:56.789 INFO  engine ready engine=tiny-0f3a ms=431`. Pure. */

const LEVELS: Readonly<Record<string, string>> = { debug: 'DEBUG', info: 'INFO ', warn: 'WARN ', error: 'ERROR' };

/** `line` is one JSON object of the logger. Control characters never get out: they would drive the terminal. */
export function formatText(line: string): string {
  const { level, time, msg, err, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const parts = [String(time).slice(11, 23), LEVELS[String(level)] ?? String(level)];
  if (typeof msg === 'string') parts.push(clean(msg));
  for (const [key, value] of Object.entries(fields)) parts.push(`${clean(key)}=${formatValue(value)}`);
  return `${parts.join(' ')}${err === undefined ? '' : formatError(err)}\n`;
}

function formatValue(value: unknown): string {
  if (typeof value === 'string' && /^[^\s"'=\u0000-\u001f\u007f-\u009f]+$/.test(value)) return value;
  return clean(JSON.stringify(value) ?? 'undefined');
}

/** The stack on lines of its own. */
function formatError(err: unknown): string {
  const { stack, message } = (typeof err === 'object' && err !== null ? err : { message: err }) as Record<
    string,
    unknown
  >;
  const text = typeof stack === 'string' ? stack : String(message);
  return `\n${text
    .split('\n')
    .map((line) => `    ${clean(line.trim())}`)
    .join('\n')}`;
}

const clean = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
