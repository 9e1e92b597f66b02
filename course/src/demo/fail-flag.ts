import { failureKindNames, parseNetwork } from '@overlap/mock-server'
import { wrong } from './flag-values.ts'

/**
 * Parses `--fail`, the probability and the kind of a failure: `0.3`, `0.3:503`, `0.3:refused`.
 *
 * @throws {CourseError} if the value is not valid.
 */
export function parseFailure(text: string): unknown {
  const match = /^(\d*\.?\d+)(%?)(?::([a-z-]+|\d{3}))?$/.exec(text)
  const probability = Number(match?.[1]) / (match?.[2] ? 100 : 1)
  const what = match?.[3] ?? '500'
  const isStatus = /^[45]\d\d$/.test(what)
  const faults = failureKindNames.filter((kind) => needsNoSettings(kind))
  if (match && probability <= 1 && (isStatus || faults.some((kind) => kind === what))) {
    return isStatus
      ? { kind: 'status', status: Number(what), probability }
      : { kind: what, probability }
  }
  throw wrong(
    '--fail',
    'a probability from 0 to 1 such as 0.3 (status 500), or also the kind of failure: 0.3:503, ' +
      faults.map((kind) => `0.3:${kind}`).join(', '),
    text,
  )
}

function needsNoSettings(kind: string): boolean {
  try {
    parseNetwork({ failures: [{ kind }] })
    return true
  } catch {
    return false
  }
}
