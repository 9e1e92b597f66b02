import { callLimits } from './contenders/call-limits.ts'
import { guards } from './contenders/guards.ts'
import { idleLimiters, waitingLimiters } from './contenders/limiters.ts'
import { locks } from './contenders/locks.ts'
import { queues, queuesWithArgument } from './contenders/queues.ts'
import { streams } from './contenders/streams.ts'
import type { Contenders } from './contenders/types.ts'

/** Every contender: how a round uses it, then its name. */
export const contenders: Readonly<Record<string, Contenders>> = {
  '10 in flight': callLimits,
  'it waits': queues,
  'it waits, with an argument': queuesWithArgument,
  'nothing waits': { ...idleLimiters, ...guards },
  'all wait': { ...waitingLimiters, ...locks },
  'as a stream': streams,
}
