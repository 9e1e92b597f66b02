import type { Plan } from '../network/plan.ts'

/**
 * A plan without the times of the network. The order in which answers arrive is explored, so it must
 * not depend on them. A fault that never ends (`hang`, `stall`) still lasts until the client's timeout.
 */
export function withoutTimes(plan: Plan): Plan {
  const { connection: _, pace: __, ...others } = plan
  return { ...others, latencyMs: 0, firstByteMs: 0, serviceMs: 0, abortMs: 0 }
}
