/** Faults of storage: layers that take stores and give the same stores with something going wrong, as planned. */
export { type Defect, dying } from "./Defect.ts"
export { type Delay, delays, slow, type Wait } from "./Delay.ts"
export { type Failure, failing, failures } from "./Failure.ts"
export { forgetful, type Loss } from "./Loss.ts"
export type { Call, Operation, Options, Plan } from "./Wrapped.ts"
