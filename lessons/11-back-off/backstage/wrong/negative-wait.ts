import { checkMoment } from '../../check-options.ts'
import { httpDateMs } from '../../http-date.ts'
import type { Answer } from '../../types.ts'

export { backoff } from '../solution.ts'

/**
 * Believes that a date in a header lies ahead, since it says when to come.
 *
 * @fails reads Retry-After in both its forms
 * @diagnosis came out as a wait below 0
 */
export function retryAfterMs(answer: Answer, nowMs: number): number | undefined {
  checkMoment(nowMs)
  const headers = 'headers' in answer ? answer.headers : answer
  const value = headers.get('retry-after')
  if (value === null) return undefined
  if (/^\d+$/u.test(value)) return Math.min(Number(value), 2 ** 31) * 1000
  const dateMs = httpDateMs(value, nowMs)
  return dateMs === undefined ? undefined : dateMs - nowMs
}
