import type { KeyPath } from '../problems.ts';
import { headerNameFault, isHeaderValue } from '../values/header.ts';
import type { Check } from './check.ts';

/** Names in lower case. Values are never shown. */
export function normaliseHeaders(
  headers: Readonly<Record<string, string>>,
  path: KeyPath,
  check: Check,
): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const at = [...path, name];
    const lower = name.toLowerCase();
    const fault = headerNameFault(name);
    if (fault !== null) check.problem(at, `"${name}" ${fault}`);
    else if (Object.hasOwn(result, lower)) check.problem(at, `the header ${lower} is there twice; case does not count`);
    else if (!isHeaderValue(value))
      check.problem(
        at,
        'the value holds line breaks, blanks at its ends, or characters outside Latin-1; no header can carry it',
      );
    else result[lower] = value;
  }
  return result;
}
