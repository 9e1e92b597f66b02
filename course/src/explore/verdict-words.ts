import { count, plural } from '../ui/style.ts'
import type { Explored } from './messages.ts'

/** What must hold, and in how many orders it does. @param schedule The order that was played alone. */
export function headline(explored: Explored, schedule?: string): string {
  const { orders, failures, clients, claim, exhaustive } = explored
  const start = clients === undefined ? 'Your' : `With ${plural(clients, 'client')}, your`
  const goal = `${start} code must ${claim}.`
  const does = failures === 0 ? 'it does' : "it doesn't"
  if (schedule !== undefined) return `${goal} In order ${schedule}, ${does}.`
  if (orders === 1 && exhaustive) {
    return failures === 0
      ? `${goal} It does, and it leaves only one order in which the answers can arrive.`
      : `${goal} It doesn't, in the only order in which the answers can arrive.`
  }
  if (orders === 1) return `${goal} In the only order that was tried, ${does}.`
  const isSame = failures === 0 || failures === orders
  const which = `${isSame ? 'all' : `${count(failures)} of`} ${plural(orders, 'order')}`
  return `${goal} In ${which} ${exhaustive ? 'of the answers' : 'that were tried'}, ${does}.`
}

/** An estimate with two digits, so that it doesn't look like a count. */
export function roughly(value: number): string {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1)
  return unit < 1e12 ? count(Math.round(value / unit) * unit) : 'a million million or more'
}
