import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')

/** Collects garbage now, so that only objects in use remain on the heap. */
export const collectGarbage = runInNewContext('gc') as () => void
