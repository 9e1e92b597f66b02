/**
 * Whether an error is the reason of an abort, and not a failure of the network. Failures have codes, such
 * as `ECONNRESET` or `UND_ERR_SOCKET`. The reason of an abort is the client's AbortError, or anything that
 * the program chose, usually without a code.
 */
export function isAbort(error: unknown): boolean {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return typeof code !== 'string' || code === 'UND_ERR_ABORTED' || code === 'ABORT_ERR'
}

/**
 * What may be written down about the reason of an abort. The message of a reason that the program made may
 * hold a secret, such as the URL, so only its name is kept.
 */
export function abortReason(reason: unknown): unknown {
  if (reason instanceof DOMException) return reason
  if (!(reason instanceof Error)) return undefined
  return 'code' in reason ? reason : reason.name
}
