import type { Played } from './play.ts'
import { waitOf, type Scene } from './scene.ts'

/** Each wait is as long as `delayMs` returned. */
export function waitedOtherwise({ startsMs }: Played, scene: Scene): [boolean, string][] {
  return startsMs.slice(1).map((ms, i) => {
    const waitedMs = ms - (startsMs[i] ?? 0) - scene.latencyMs
    const wantedMs = waitOf(scene, i + 1)
    return [
      waitedMs !== wantedMs,
      `\`delayMs\` returned ${wantedMs} after attempt ${i + 1}, but the next attempt began ${waitedMs} ms after ` +
        'the failure. Wait as long as `delayMs` says. If that is too long, reject.',
    ]
  })
}

/** An empty budget means "reject", not "wait". */
export function waitedForTokens({ withdrawals, withdrawnAfter }: Played): [boolean, string][] {
  const refused = withdrawals.indexOf(false)
  const attempt = withdrawnAfter[refused]
  const again = withdrawnAfter.slice(refused + 1).filter((each) => each === attempt).length
  return [
    [
      refused >= 0 && again > 0,
      `\`budget.withdraw()\` returned \`false\` after attempt ${attempt}, and your code called it again, ` +
        `${again === 1 ? 'once' : `${again} times`}. An empty budget means "reject", not "wait": each call that waits for others to deposit ` +
        'is one more retry for a server that is down. Reject with the last error.',
    ],
  ]
}
