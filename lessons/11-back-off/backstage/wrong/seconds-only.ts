import { checkMoment } from '../../check-options.ts'
import type { Answer } from '../../types.ts'

export { backoff } from '../solution.ts'

/**
 * Believes that Retry-After is a number of seconds.
 *
 * @fails reads Retry-After in both its forms
 * @diagnosis Number() of a date is NaN
 */
export function retryAfterMs(answer: Answer, nowMs: number): number | undefined {
  checkMoment(nowMs)
  const headers = 'headers' in answer ? answer.headers : answer
  const value = headers.get('retry-after')
  return value === null ? undefined : Number(value) * 1000
}
