import { parts } from './parts.ts'
import { finalReport, partReport } from './report.ts'
import { runParts } from './run-parts.ts'

// `npm test` runs every check, and `npm test -- lint` one part. With `--fresh`, lessons that passed
// before are checked again, too.

const words = process.argv.slice(2)
const fresh = words.includes('--fresh')
const [wanted, ...args] = words.filter((word) => word !== '--fresh')
const chosen = parts.filter(({ name }) => wanted === undefined || name === wanted)

if (chosen.length === 0) {
  console.error(
    `Cannot run the part ${wanted}: expected one of ${parts.map(({ name }) => name).join(', ')}.`,
  )
  process.exitCode = 1
} else {
  const failedParts: string[] = []
  const total = await runParts(chosen, { args, fresh }, (end) => {
    console.log(partReport(end, chosen.length === 1))
    if (end.result.failed > 0) failedParts.push(end.part.name)
  })
  console.log(finalReport(total, failedParts))
  process.exitCode = total.failed === 0 ? 0 : 1
}
