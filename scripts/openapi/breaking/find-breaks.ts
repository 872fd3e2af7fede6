/** What a client of an older spec would stumble over with a newer one. Additions are not breaks. */
import type { MediaTypes, OpenApiDocument, Operation, Parameter } from '../document.ts';
import { operations } from '../document.ts';
import { compareSchemas, type Direction } from './compare-schemas.ts';

/** Each break is one stable sentence, e.g. `GET /v1/models 200 .data[].state: is gone`. No sentence is there twice. */
export function findBreaks(before: OpenApiDocument, after: OpenApiDocument): string[] {
  const breaks = new Set<string>();
  for (const { path, method, operation } of operations(before)) {
    const at = `${method.toUpperCase()} ${path}`;
    const now = after.paths[path]?.[method];
    if (now === undefined) breaks.add(`${at}: is gone`);
    else compareOperation({ before, after, at, add: (text) => breaks.add(text) }, operation, now);
  }
  for (const name of Object.keys(before.components.schemas)) {
    if (!(name in after.components.schemas)) breaks.add(`schema ${name}: is gone`);
  }
  return [...breaks];
}

interface Place {
  readonly before: OpenApiDocument;
  readonly after: OpenApiDocument;
  readonly at: string;
  readonly add: (text: string) => void;
}

function compareOperation(place: Place, old: Operation, now: Operation): void {
  const { at, add } = place;
  if (old.operationId !== now.operationId) add(`${at}: operationId is now ${now.operationId}, not ${old.operationId}`);
  if (old['x-verb'] !== now['x-verb']) add(`${at}: needs the verb ${now['x-verb']}, not ${old['x-verb']}`);
  if (old['x-stream-end'] !== now['x-stream-end']) add(`${at}: its stream ends another way`);
  if (isPublic(old) && !isPublic(now)) add(`${at}: needs a key now`);
  compareParameters(place, old.parameters ?? [], now.parameters ?? []);
  compareBody(place, old, now);
  compareResponses(place, old, now);
}

const isPublic = (operation: Operation): boolean => operation.security?.length === 0;

function compareParameters(place: Place, old: Parameter[], now: Parameter[]): void {
  const key = (parameter: Parameter): string => `${parameter.in} ${parameter.name}`;
  const find = (list: Parameter[], wanted: string): Parameter | undefined => list.find((item) => key(item) === wanted);
  for (const parameter of old) {
    const at = `${place.at} ${key(parameter)}`;
    const parameterNow = find(now, key(parameter));
    if (parameterNow === undefined) place.add(`${at}: is gone`);
    else compare(place, 'request', parameter.schema ?? {}, parameterNow.schema ?? {}, at);
  }
  for (const parameter of now) {
    if (parameter.required && !find(old, key(parameter))?.required)
      place.add(`${place.at} ${key(parameter)}: is now required`);
  }
}

function compareBody(place: Place, old: Operation, now: Operation): void {
  const at = `${place.at} body`;
  if (now.requestBody?.required && !old.requestBody?.required) place.add(`${at}: is now required`);
  if (old.requestBody === undefined) return;
  if (now.requestBody === undefined) place.add(`${at}: is gone`);
  else compareContent(place, 'request', old.requestBody.content, now.requestBody.content, at);
}

function compareResponses(place: Place, old: Operation, now: Operation): void {
  for (const [status, response] of Object.entries(old.responses)) {
    const at = `${place.at} ${status}`;
    const responseNow = now.responses[status];
    if (responseNow === undefined) {
      place.add(`${at}: is gone`);
      continue;
    }
    for (const header of Object.keys(response.headers ?? {})) {
      if (!(header in (responseNow.headers ?? {}))) place.add(`${at} header ${header}: is gone`);
    }
    compareContent(place, 'response', response.content ?? {}, responseNow.content ?? {}, at);
  }
}

function compareContent(place: Place, direction: Direction, old: MediaTypes, now: MediaTypes, at: string): void {
  for (const [type, media] of Object.entries(old)) {
    const mediaNow = now[type];
    const typed = type === 'application/json' ? at : `${at} ${type}`;
    if (mediaNow === undefined) place.add(`${typed}: ${type} is gone`);
    else compare(place, direction, media.schema ?? {}, mediaNow.schema ?? {}, typed);
  }
}

type Schemas = Parameters<typeof compareSchemas>[1];

function compare({ before, after, add }: Place, direction: Direction, old: Schemas, now: Schemas, where: string): void {
  const report = (at: string, what: string): void => add(`${where}${at === '' ? '' : ` ${at}`}: ${what}`);
  compareSchemas({ before, after, direction, report, seen: new Set() }, old, now, '');
}
