/** By the names that engines, hubs and clouds give them. */
const secretName = /token|secret|password|passwd|api_?key|access_?key/i;
/** Shorter ones are likely to be part of something else. */
const shortest = 8;

/** Puts the name of a variable where an engine prints its value, for those of its environment that are secrets. */
export function maskSecrets(env: Readonly<Record<string, string>>): (line: string) => string {
  const secrets = Object.entries(env)
    .filter(([name]) => secretName.test(name))
    // What is read from a file ends with a newline; a line of a log never does.
    .flatMap(([name, value]) => value.split(/[\r\n]+/).map((line) => [name, line.trim()] as const))
    .filter(([, value]) => value.length >= shortest);
  // One may be part of another.
  secrets.sort(([, a], [, b]) => b.length - a.length);
  return (line) => secrets.reduce((text, [name, value]) => text.replaceAll(value, () => `[${name}]`), line);
}
