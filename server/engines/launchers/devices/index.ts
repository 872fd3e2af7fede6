export { assignGpus, type Gpu, type GpuAssignment, type GpuHold } from './assign-gpus.ts';
export { detectGpus, parseGpuList } from './detect-gpus.ts';
export { gpuEnvironment, gpusOfContainer, noGpusInContainer } from './gpu-environment.ts';
