import type { Part } from './part.ts'
import { format } from './parts/format.ts'
import { gate } from './parts/gate.ts'
import { lint } from './parts/lint.ts'
import { reference } from './parts/reference.ts'
import { types } from './parts/types.ts'
import { units } from './parts/units.ts'
import { unused } from './parts/unused.ts'

/** Every part of the checks. The longest comes first, so that it doesn't run alone at the end. */
export const parts: readonly Part[] = [units, gate, types, reference, lint, unused, format]
