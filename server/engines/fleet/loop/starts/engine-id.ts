const digits = '0123456789abcdefghijklmnopqrstuvwxyz';

/** `<model slug>-<6 random base36>`, `[a-z0-9-]`: fit for process labels, container names and paths. */
export function randomEngineId(model: string, random: () => number): string {
  const slug = model
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  let tail = '';
  for (let index = 0; index < 6; index++) tail += digits[Math.floor(random() * 36)];
  return `${slug || 'model'}-${tail}`;
}
