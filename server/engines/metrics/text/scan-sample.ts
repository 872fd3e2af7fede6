/**
 * Reads one line of a sample. By hand and not by a pattern: it sees every line of every engine, and label values may hold
 * braces, commas and escaped quotes. What it lets through, Prometheus' own parser takes: one bad line would else cost the
 * whole scrape there.
 */
export interface ScannedSample {
  readonly name: string;
  /** What stands between the braces, without a last comma; empty where there is none. */
  readonly labels: string;
  readonly labelNames: readonly string[];
  /** The raw value of `le` or `quantile`; null where there is neither. */
  readonly bound: string | null;
  /** As it is written, e.g. `1e-05`, `+Inf`, `NaN`. */
  readonly value: string;
  /** Milliseconds, as written; null where there is none (or the fraction of OpenMetrics, which 0.0.4 does not know). */
  readonly timestamp: string | null;
  /** OpenMetrics has exemplars after the value, 0.0.4 has not. */
  readonly hasExemplar: boolean;
}

const NUMBER = '[+-]?(?:(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?|[iI][nN][fF]|[nN][aA][nN])';
const AFTER_LABELS = new RegExp(`^[ \\t]*(${NUMBER})(?:[ \\t]+(-?\\d{1,18})(\\.\\d+)?)?[ \\t]*([ \\t]#[ \\t].*)?$`);
const A_NUMBER = new RegExp(`^${NUMBER}$`);

export const isNumber = (text: string): boolean => A_NUMBER.test(text);

/** null: not a sample. The line has no line end. */
export function scanSample(line: string): ScannedSample | null {
  const nameEnd = endOfName(line, 0, true);
  if (nameEnd === 0) return null;
  let at = skipBlanks(line, nameEnd);
  let labels: ScannedLabels = noLabels;
  if (line.charCodeAt(at) === OPEN) {
    const scanned = scanLabels(line, at + 1);
    if (scanned === null) return null;
    labels = scanned;
    at = scanned.end;
  }
  const rest = AFTER_LABELS.exec(line.slice(at));
  if (rest === null) return null;
  const [, value = '', timestamp, fraction, exemplar] = rest;
  return {
    name: line.slice(0, nameEnd),
    labels: labels.text,
    labelNames: labels.names,
    bound: labels.bound,
    value,
    timestamp: timestamp === undefined || fraction !== undefined ? null : timestamp,
    hasExemplar: exemplar !== undefined || fraction !== undefined,
  };
}

interface ScannedLabels {
  readonly text: string;
  readonly names: readonly string[];
  readonly bound: string | null;
  /** Behind the closing brace. */
  readonly end: number;
}

const noLabels: ScannedLabels = { text: '', names: [], bound: null, end: 0 };
const OPEN = 0x7b;
const CLOSE = 0x7d;
const COMMA = 0x2c;
const EQUALS = 0x3d;
const QUOTE = 0x22;

/** `from`: behind the opening brace. null: not well-formed, or a name twice. */
function scanLabels(line: string, from: number): ScannedLabels | null {
  const names: string[] = [];
  let bound: string | null = null;
  let textEnd = from;
  let at = skipBlanks(line, from);
  while (line.charCodeAt(at) !== CLOSE) {
    const nameEnd = endOfName(line, at, false);
    const name = line.slice(at, nameEnd);
    if (name === '' || name === '__name__' || names.includes(name)) return null;
    names.push(name);
    at = skipBlanks(line, nameEnd);
    if (line.charCodeAt(at) !== EQUALS) return null;
    at = skipBlanks(line, at + 1);
    if (line.charCodeAt(at) !== QUOTE) return null;
    const valueEnd = endOfValue(line, at + 1);
    if (valueEnd < 0) return null;
    if (name === 'le' || name === 'quantile') bound = line.slice(at + 1, valueEnd);
    textEnd = valueEnd + 1;
    at = skipBlanks(line, textEnd);
    if (line.charCodeAt(at) === COMMA) at = skipBlanks(line, at + 1);
    else if (line.charCodeAt(at) !== CLOSE) return null;
  }
  return { text: line.slice(from, textEnd), names, bound, end: at + 1 };
}

function skipBlanks(line: string, from: number): number {
  let at = from;
  for (let code = line.charCodeAt(at); code === 0x20 || code === 0x09; code = line.charCodeAt(at)) at += 1;
  return at;
}

/** Where a name ends that begins at `from`; `from` itself where there is none. Names of metrics may hold colons. */
function endOfName(line: string, from: number, colons: boolean): number {
  let at = from;
  for (; ; at++) {
    const code = line.charCodeAt(at);
    const letter = (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;
    const digit = code >= 0x30 && code <= 0x39 && at > from;
    if (!letter && !digit && !(colons && code === 0x3a)) return at;
  }
}

/** The closing quote of a label's value; -1 where there is none, or an escape that the format does not know. */
function endOfValue(line: string, from: number): number {
  for (let at = from; ; ) {
    const quote = line.indexOf('"', at);
    const backslash = line.indexOf('\\', at);
    if (quote < 0 || backslash < 0 || backslash > quote) return quote;
    const escaped = line[backslash + 1];
    if (escaped !== '\\' && escaped !== '"' && escaped !== 'n') return -1;
    at = backslash + 2;
  }
}
