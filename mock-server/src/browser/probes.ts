// What is tried in Node, in a page and in a worker: the same functions, with the same results.
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
