import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Queue, type Place } from './queue.ts'

const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('push') }),
    fc.record({ do: fc.constant('shift') }),
    fc.record({ do: fc.constant('remove'), at: fc.nat(50) }),
  ),
  { maxLength: 200 },
)

test('behaves like a list from which anyone may leave', () => {
  fc.assert(
    fc.property(steps, (steps) => {
      const queue = new Queue<number>()
      const list: number[] = []
      const places: Place<number>[] = []
      const answers: [answer: unknown, expected: unknown][] = []
      for (const step of steps) {
        if (step.do === 'push') {
          list.push(places.length)
          places.push(queue.push(places.length))
        } else if (step.do === 'shift') {
          answers.push([queue.shift(), list.shift()])
        } else {
          const place = places['at' in step ? step.at : 0]
          if (!place) continue
          const index = list.indexOf(place.value)
          if (index >= 0) list.splice(index, 1)
          answers.push([queue.remove(place), index >= 0])
        }
        answers.push([queue.size, list.length])
      }
      for (const [answer, expected] of answers) expect(answer).toBe(expected)
      while (list.length > 0) expect(queue.shift()).toBe(list.shift())
      expect(queue.shift()).toBeUndefined()
    }),
  )
})
