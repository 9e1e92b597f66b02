/** What a server says about a quota. */
export interface Quota {
  /** How many more calls it accepts. */
  readonly remaining: number
  /** Time until the quota is full again, in ms. */
  readonly resetMs: number
}

/**
 * Reads the quota from the `RateLimit` header of the IETF draft (`RateLimit: "all";r=0;t=12`), or from the
 * older `RateLimit-Remaining` and `RateLimit-Reset`. Of several quotas, it takes the one with the least left.
 *
 * @returns `undefined` if the headers mention no quota, or if it can't be parsed.
 */
export function readQuota(headers: Headers): Quota | undefined {
  const quotas = (headers.get('ratelimit') ?? '').split(',').map((item) => {
    const [, remaining] = /;\s*r=(\d+)/.exec(item) ?? []
    const [, seconds] = /;\s*t=(\d+)/.exec(item) ?? []
    return quotaOf(remaining, seconds)
  })
  const older = quotaOf(headers.get('ratelimit-remaining'), headers.get('ratelimit-reset'))
  const known = quotas.filter((quota) => quota !== undefined)
  if (known.length === 0) return older
  return known.reduce((least, quota) => (quota.remaining < least.remaining ? quota : least))
}

function quotaOf(
  remaining: string | null | undefined,
  seconds: string | null | undefined,
): Quota | undefined {
  if (!isWhole(remaining) || !isWhole(seconds)) return undefined
  return { remaining: Number(remaining), resetMs: Number(seconds) * 1000 }
}

function isWhole(text: string | null | undefined): boolean {
  return /^\d+$/.test(text ?? '')
}
