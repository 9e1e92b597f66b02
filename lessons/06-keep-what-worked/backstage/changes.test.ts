import { expect, test } from 'vitest'
import { snapshotOf, undoChanges } from './changes.ts'

/** What is said of a change, and what is said when the same object is compared again. */
function changed(value: object, change: () => void): (string | undefined)[] {
  const before = snapshotOf(value)
  change()
  return [undoChanges(value, before), undoChanges(value, before)]
}

test('names the first change of an object, and undoes all of them', () => {
  const error = new Error('sold out')
  expect(changed(error, () => (error.message = 'price: sold out'))).toEqual([
    "changed its `message` from `'sold out'` to `'price: sold out'`",
    undefined,
  ])
  expect(changed(error, () => Object.assign(error, { task: 'price' }))).toEqual([
    'added `task` to it',
    undefined,
  ])
  expect(changed(error, () => Object.setPrototypeOf(error, TypeError.prototype))).toEqual([
    'changed its prototype',
    undefined,
  ])
  expect(error).toEqual(new Error('sold out'))
})

test('notices a removed property, and a frozen object', () => {
  const part: { id?: number } = { id: 3 }
  expect(changed(part, () => delete part.id)[0]).toBe('changed its `id` from `3` to `undefined`')
  expect(part).toEqual({ id: 3 })
  expect(changed(part, () => Object.freeze(part))[0]).toBe('froze it')
})

test('finds no change in an object that was left alone, or in a plain value', () => {
  expect(changed([1], () => {})).toEqual([undefined, undefined])
  expect(undoChanges(0, snapshotOf(0))).toBeUndefined()
})
