export type * from './downloads.ts';
export { createDownloads, type DownloadsOptions } from './engine/create-downloads.ts';
export { insideRoots } from './place/inside-roots.ts';
