/**
 * Changes one top-level member of a JSON object in its own bytes. Everything else stays as the client wrote it: number
 * spellings, unknown fields, duplicate keys, whitespace. A key that is repeated counts at each place, because engines
 * differ in which one they believe.
 */
import { type JsonObjectScan, type KeyMatch, scanMembers } from './json-members.ts';

/**
 * Gives `key` the value at each place where it stands, or adds it at the end of the object where it does not.
 * `value` must be a JSON value. Returns the same Buffer where every place holds just these bytes already.
 */
export function setMember(bytes: Buffer, key: string, value: unknown): Buffer {
  const scan = scanMembers(bytes, key);
  return scan.matches.length === 0 ? append(bytes, scan, key, value) : replaceAll(bytes, scan, value);
}

/** As `setMember`, but leaves an object without the key as it is. */
export function replaceMember(bytes: Buffer, key: string, value: unknown): Buffer {
  const scan = scanMembers(bytes, key);
  return scan.matches.length === 0 ? bytes : replaceAll(bytes, scan, value);
}

/** Takes out `key` at each place where it stands, each with one comma. Returns the same Buffer where it is not there. */
export function removeMember(bytes: Buffer, key: string): Buffer {
  const scan = scanMembers(bytes, key);
  if (scan.matches.length === 0) return bytes;
  const pieces: Buffer[] = [];
  let from = 0;
  let atFront = true;
  for (const match of scan.matches) {
    // At the front the comma behind it goes with it, elsewhere the one before it.
    atFront = atFront && (match.previousEnd === null || from === match.start);
    const cutFrom = atFront || match.previousEnd === null ? match.start : match.previousEnd;
    pieces.push(bytes.subarray(from, cutFrom));
    from = atFront && match.nextStart !== null ? match.nextStart : match.valueEnd;
  }
  pieces.push(bytes.subarray(from));
  return Buffer.concat(pieces);
}

function replaceAll(bytes: Buffer, scan: JsonObjectScan, value: unknown): Buffer {
  const encoded = encode(value);
  const changed = scan.matches.filter((match) => !holds(bytes, match, encoded));
  if (changed.length === 0) return bytes;
  const pieces: Buffer[] = [];
  let from = 0;
  for (const match of changed) {
    pieces.push(bytes.subarray(from, match.valueStart), encoded);
    from = match.valueEnd;
  }
  pieces.push(bytes.subarray(from));
  return Buffer.concat(pieces);
}

function append(bytes: Buffer, scan: JsonObjectScan, key: string, value: unknown): Buffer {
  const at = scan.lastEnd ?? scan.bodyStart;
  const member = `${scan.lastEnd === null ? '' : ','}${JSON.stringify(key)}:`;
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(member), encode(value), bytes.subarray(at)]);
}

function holds(bytes: Buffer, match: KeyMatch, encoded: Buffer): boolean {
  return bytes.subarray(match.valueStart, match.valueEnd).equals(encoded);
}

function encode(value: unknown): Buffer {
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return Buffer.from(text);
}
