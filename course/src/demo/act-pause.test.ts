import { expect, test } from 'vitest'
import { fakeScreen } from '../ui/fake-screen.ts'
import { actPause } from './act-pause.ts'

const line = "[Space: next act   q: don't stop again   Ctrl-C: quit]"

test('waits for a key after each act, until q', async () => {
  const screen = fakeScreen(['space', 'q'])
  const pause = actPause(screen, () => expect.unreachable())
  for (let act = 1; act <= 4; act++) await pause('next act')
  expect(screen.shown).toEqual([line, line])
})

test('offers no q before the answers', async () => {
  const screen = fakeScreen(['space'])
  await actPause(screen, () => expect.unreachable())('the answers')
  expect(screen.shown).toEqual(['[Space: the answers   Ctrl-C: quit]'])
})

test('quits on Ctrl-C', async () => {
  let quits = 0
  await actPause(fakeScreen(['quit']), () => quits++)('next act')
  expect(quits).toBe(1)
})
