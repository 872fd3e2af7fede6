/** What a request to load asks for: checked, downloaded where it has to be, and brought in. */
import type { DownloadView } from '../../library/downloads/downloads.ts';
import { AppError } from '../../platform/errors.ts';
import { bringIn, type ChangeParts, makeSure } from './change.ts';
import type { BaseModel, LoadLora } from './lora.ts';
import type { Pending } from './pending.ts';
import type { LoraDeps } from './ports.ts';
import { checkName } from './request/check-name.ts';
import { chooseBase, supportOf } from './request/choose-base.ts';
import { defaultOutputDir, loraPlace } from './request/lora-place.ts';
import type { Serial } from './serial.ts';
import { pathFault } from './wanted/lora-files.ts';
import type { WantedLora } from './wanted/wanted.ts';

export interface LoadParts extends Omit<ChangeParts, 'deps'> {
  readonly deps: LoraDeps;
  readonly pending: Pending;
  /** By name, then by model. */
  readonly serial: Serial;
}

/** Where the files are, and from where they came. */
interface Files {
  readonly path: string;
  /** As it is shown. */
  readonly source: string | null;
}

export function baseOf(request: Pick<LoadLora, 'name' | 'model' | 'mayBe'>, { deps, wanted }: LoadParts): BaseModel {
  checkName(request.name, deps.names.taken);
  const known = wanted.get(request.name);
  const base = chooseBase(request, known?.wanted ? known.model : null, deps);
  supportOf(base, deps);
  return base;
}

/** Loads what is on the disk. Resolves when every replica in service has it. */
export function loadFiles(request: LoadLora, base: BaseModel, files: Files, parts: LoadParts): Promise<void> {
  const { serial, deps } = parts;
  return serial.run(`name ${request.name}`, async () => {
    const path = await loraPlace(files.path, base, deps);
    const unwritable = pathFault({ name: request.name, path }, supportOf(base, deps));
    if (unwritable !== null) throw unwritable;
    await serial.run(`model ${base.name}`, () => change(request, base, { ...files, path }, parts));
  });
}

async function change(request: LoadLora, base: BaseModel, files: Files, parts: LoadParts): Promise<void> {
  const { wanted, deps } = parts;
  const { name, inPlace } = request;
  const existing = wanted.get(name);
  const createdAt = deps.clock.date().toISOString();
  const record = { name, model: base.name, ...files, wanted: true, createdAt };
  if (existing !== null && existing.model !== base.name) throw otherModel(existing);
  if (existing === null || !existing.wanted) {
    await bringIn(record, parts);
    return;
  }
  if (existing.path === files.path && !inPlace) return makeSure(existing, parts);
  if (!inPlace) throw otherFiles(existing);
  if (existing.path === files.path && deps.kinds(base.kind).lora?.by === 'restart')
    throw readAtStart(name, base, 'lora_path');
  await bringIn({ ...record, createdAt: existing.createdAt }, parts);
}

/** Begins the download; the rest follows when it is there. */
export function beginDownload(
  request: LoadLora & { readonly source: string },
  base: BaseModel,
  parts: LoadParts,
): DownloadView {
  const { deps, wanted } = parts;
  const outputDir = request.outputDir ?? defaultOutputDir(request.name, deps.roots());
  const existing = wanted.get(request.name);
  if (existing !== null && existing.model !== base.name) throw otherModel(existing);
  const { source, options, maxWorkers } = request;
  // What is loaded must not change on the disk, unless that is asked for: the next engine that starts would have other files.
  const acceptPresent = existing?.wanted === true && !request.inPlace;
  if (existing?.wanted) checkPlace(request, existing, outputDir, base, deps);
  return deps.downloads.start({ source, outputDir, options, maxWorkers, keepPartial: true, acceptPresent });
}

/** Where one of the name is loaded: whether the files may come to this place. */
function checkPlace(
  { source, options, inPlace }: LoadLora & { readonly source: string },
  existing: WantedLora,
  outputDir: string,
  base: BaseModel,
  deps: LoraDeps,
): void {
  const isThere = isIn(existing.path, outputDir, deps);
  const isSame = isThere && existing.source === deps.downloads.shown({ source, options });
  if (!inPlace && !isSame) throw otherFiles(existing);
  if (inPlace && isThere && deps.kinds(base.kind).lora?.by === 'restart') {
    throw readAtStart(existing.name, base, 'output_dir');
  }
}

function isIn(path: string, outputDir: string, { insideRoots, roots }: LoraDeps): boolean {
  const folder = insideRoots(outputDir, roots());
  return path === folder || path.startsWith(`${folder}/`);
}

function otherModel({ name, model, wanted }: WantedLora): AppError {
  const message = wanted
    ? `"${name}" is a LoRA adapter of model "${model}" already: unload it first, or choose another name.`
    : `"${name}" is still being unloaded from model "${model}": try again when it is gone, or choose another name.`;
  return new AppError('invalid_request', message, { param: 'lora_name' });
}

function otherFiles({ name, path, source }: WantedLora): AppError {
  const message =
    `"${name}" is loaded from ${source === null ? path : `${source} (${path})`} already: set \`load_inplace\` to replace ` +
    'it, unload it first, or choose another name.';
  return new AppError('invalid_request', message, { param: 'load_inplace' });
}

function readAtStart(name: string, base: BaseModel, param: 'lora_path' | 'output_dir'): AppError {
  const message =
    `The engine of model "${base.name}" reads LoRA adapters at its start only, so "${name}" cannot be read again from ` +
    `the same place: give the new one another \`${param}\`.`;
  return new AppError('lora_conflict', message, { param });
}
