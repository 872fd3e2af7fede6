export { assignGpus, type Gpu, type GpuAssignment, type GpuHold, type GpuRequest } from './assign-gpus.ts';
export { detectGpus, parseGpuList } from './detect-gpus.ts';
export { createDevices, type Devices, type DevicesOptions } from './devices.ts';
export { gpuEnvironment, gpusOfContainer } from './gpu-environment.ts';
