import { randomInt } from 'node:crypto';

export type IdPrefix = 'usr' | 'key' | 'tok' | 'setup' | 'rate' | 'conv' | 'msg';

/** `usr_0mh9p2xk4…`: sorts by the time it was made, so that pages can go by it. */
export function newId(prefix: IdPrefix, now: Date): string {
  const time = now.getTime().toString(36).padStart(10, '0');
  const chance = randomInt(36 ** 9)
    .toString(36)
    .padStart(9, '0');
  return `${prefix}_${time}${chance}`;
}

/** What no id can be is not looked for. */
export const isId = (text: string, prefix: IdPrefix): boolean =>
  text.startsWith(`${prefix}_`) && /^[a-z]+_[0-9a-z]{19}$/.test(text);
