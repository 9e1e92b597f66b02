import { audited } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { MakeHedged } from './play.ts'

/** An argument that is refused, with the name that the message must contain. */
type Refused = readonly [name: 'fn' | 'afterMs' | 'maxExtra' | 'isSafe', value: unknown]

/** Bad arguments are refused by name. */
export function judgeRefused(hedged: MakeHedged, list: readonly Refused[]): void {
  for (const [name, value] of list) {
    const { fn, ...options } = { fn: () => 1, afterMs: 1, [name]: value }
    const type = name === 'fn' || name === 'isSafe' ? TypeError : RangeError
    let thrown: unknown = 'nothing'
    try {
      audited(hedged, { returns: 'value' })(fn, options)
    } catch (error) {
      thrown = error
    }
    diagnose({ calls: [], marks: [], nowMs: 0, epochMs: 0, dropped: 0 }, [
      [
        !(thrown instanceof type) || !thrown.message.includes(name),
        `With ${shown(value)} as \`${name}\`, \`hedged\` should throw a ${type.name} that names \`${name}\`, but it ` +
          `${thrown === 'nothing' ? "didn't throw" : `threw ${shown(thrown)}`}. Keep the checks of the starter.`,
      ],
    ])
  }
}
