import { linuxProcesses } from './linux-processes.ts';
import type { ProcessTable } from './process-table.ts';
import { psProcesses } from './ps-processes.ts';

/** Linux by /proc; elsewhere by `ps` as macOS has it (not proven on a Mac). */
export const systemProcesses: ProcessTable = process.platform === 'linux' ? linuxProcesses : psProcesses;
