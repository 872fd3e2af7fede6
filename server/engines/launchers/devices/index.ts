export type { Gpu, GpuAssignment, GpuHold, GpuRequest } from './assign-gpus.ts';
export { detectGpus, parseGpuList } from './detect-gpus.ts';
export { createDevices, type Devices, type DevicesOptions } from './devices.ts';
export { gpuEnvironment, gpusOfContainer } from './gpu-environment.ts';
