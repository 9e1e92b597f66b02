import { expect, test } from 'vitest'
import { watchedSignal } from './watched-signal.ts'

test('tells which listeners there are', () => {
  const { signal, listeners } = watchedSignal()
  const listener = (): void => {}
  signal.addEventListener('abort', listener)
  expect([...listeners]).toEqual([listener])
  signal.removeEventListener('abort', listener)
  expect(listeners.size).toBe(0)
})

test('knows that a listener goes with the signal that it was added with', () => {
  const { signal, listeners } = watchedSignal()
  const until = new AbortController()
  signal.addEventListener('abort', () => {}, { signal: until.signal })
  expect(listeners.size).toBe(1)
  until.abort()
  expect(listeners.size).toBe(0)
})

test('aborts as any signal does', () => {
  const watched = watchedSignal()
  const heard: unknown[] = []
  watched.signal.addEventListener('abort', () => heard.push(watched.signal.reason))
  watched.abort('enough')
  expect(heard).toEqual(['enough'])
})
