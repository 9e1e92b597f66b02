import { HttpError } from '@overlap/lesson-05'
import { isTransient } from '@overlap/lesson-10'

/**
 * Whether an error suggests that the server is sick. A status below 500 doesn't, because a server that
 * answers 404 works well: the request is wrong. The exceptions are those that mean "not now" (408, 425, 429).
 *
 * Everything else counts: no answer, a timeout, a 500, a body that isn't JSON, and errors that nobody expected.
 *
 * @example
 * ```ts
 * import { HttpError } from '@overlap/lesson-05'
 * import { isServerFailure } from '@overlap/lesson-19'
 *
 * const answer = (status: number) => new HttpError('/', new Response(null, { status }), '')
 * isServerFailure(answer(503)) // → true
 * isServerFailure(answer(404)) // → false
 * ```
 */
export function isServerFailure(error: unknown): boolean {
  return !(error instanceof HttpError && error.status < 500 && !isTransient(error))
}
