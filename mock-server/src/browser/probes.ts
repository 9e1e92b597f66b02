// Functions that must return the same results in Node, in a page and in a worker.
export { aborts } from './probes/aborts.ts'
export { faults } from './probes/faults.ts'
export { fates } from './probes/fates.ts'
export { lesson } from './probes/lesson.ts'
export { afterClose, overRealFetch, storage } from './probes/real-fetch.ts'
export {
  instants,
  listeners,
  neverSettles,
  realWork,
  sums,
  unhandled,
  withoutSimulation,
} from './probes/time.ts'
