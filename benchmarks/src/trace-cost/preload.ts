// Records the contender as `npm run trace` records a program.
import { recordProgram } from '@overlap/trace/program'

const dir = process.argv[4] ?? ''
recordProgram({ dir, withQueries: false, withHeaders: false, limit: 10_000 }, false)
