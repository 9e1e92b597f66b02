import { startRunner } from '@overlap/course'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { startHog } from './repeat/hog.ts'
import { repeat } from './repeat/repeat.ts'
import { findVirtualSuite, virtualResults } from './repeat/virtual-results.ts'
import { root } from './root.ts'

// Tests whether virtual time gives exactly equal results on a busy machine.
// `npm run repeat -- --times 200` runs every lesson, `npm run repeat -- --times 20 2 3` two.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: 'string', default: '200' } },
})
const times = Number(values.times)

if (!Number.isInteger(times) || times < 2) {
  console.error(`Cannot repeat ${values.times} times: expected a whole number of 2 or more`)
  process.exit(2)
}

const suite = findVirtualSuite(root, positionals)
const startMs = performance.now()
await using hog = startHog(availableParallelism())
using runner = startRunner({ root, stepTimeoutMs: 120_000 })
const { equal, difference } = await repeat(times, () => virtualResults(suite, runner))
const tookS = Math.round((performance.now() - startMs) / 1000)

if (difference !== undefined) {
  const { run, first, later } = difference
  console.error(`Run ${run} is the first that differs:\n  ${first}\n  ${later}`)
  process.exitCode = 1
}
console.log(
  `${equal} of ${times} runs gave equal results: ${suite.answers.length} answers and ` +
    `${suite.lessons.length} demos each, with ${hog.threads} busy threads in the background, in ` +
    `${tookS} s.`,
)
