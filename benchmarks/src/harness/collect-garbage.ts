import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')

/** Collects garbage now, so that what is left in the heap is in use. */
export const collectGarbage = runInNewContext('gc') as () => void
