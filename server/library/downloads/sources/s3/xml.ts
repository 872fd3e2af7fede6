/** The XML of S3's answers. Everything stays text: keys may look like numbers, and their spaces matter. */
import { createRequire } from 'node:module';
import type { XMLParser } from 'fast-xml-parser';

const options = {
  ignoreAttributes: true,
  ignoreDeclaration: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  // Its limits are for documents of people; a page of a listing has thousands of `&quot;`. See `text`.
  processEntities: false,
  isArray: (name: string) => name === 'Contents',
};

let made: XMLParser | null = null;

/** Loaded when it is needed: programs that never ask an S3 service need not carry its 10 MB. */
function parser(): XMLParser {
  const library = (): typeof import('fast-xml-parser') => createRequire(import.meta.url)('fast-xml-parser');
  made ??= new (library().XMLParser)(options);
  return made;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The element `root` of a document; null: it is no XML, or another document. S3 sends no DOCTYPE: one is not read. */
export function parseXml(document: string, root: string): Readonly<Record<string, unknown>> | null {
  if (document.includes('<!DOCTYPE')) return null;
  try {
    const found: unknown = (parser().parse(document) as Record<string, unknown>)[root];
    if (found === '') return {};
    return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** The text of an element, its entities replaced; undefined: it is not there, or is no plain text. */
export function text(element: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = element[name];
  return typeof value === 'string' ? replaceEntities(value) : undefined;
}

function replaceEntities(value: string): string {
  return value.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (whole, name, decimal, hex) => {
    if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
  });
}
