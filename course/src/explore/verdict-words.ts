import { count, plural } from '../ui/style.ts'
import type { Explored } from './messages.ts'

/** Whether the property holds, in one sentence. @param schedule The order that was played alone. */
export function headline(explored: Explored, schedule?: string): string {
  const { orders, failures, clients, claim, exhaustive } = explored
  const of = clients === undefined ? '' : ` of ${plural(clients, 'client')}`
  const does = failures === 0 ? 'does' : "doesn't"
  if (schedule !== undefined) return `Order ${schedule}${of} ${does} ${claim}.`
  if (orders === 1 && exhaustive) {
    const start = clients === undefined ? 'The' : `With ${plural(clients, 'client')}, the`
    return `${start} answers can arrive in only one order, and your code ${does} ${claim}.`
  }
  if (failures === 0) {
    return `All ${plural(orders, 'order')}${of}${exhaustive ? '' : ' that were tried'} ${claim}.`
  }
  const some = `${count(failures)} of ${plural(orders, 'order')}${of}`
  return `${some} ${failures === 1 ? "doesn't" : "don't"} ${claim}.`
}

/** An estimate with two digits, so that it doesn't look like a count. */
export function roughly(value: number): string {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1)
  return unit < 1e12 ? count(Math.round(value / unit) * unit) : 'a million million or more'
}
