export { PaidRequest } from './paid-request.ts';
