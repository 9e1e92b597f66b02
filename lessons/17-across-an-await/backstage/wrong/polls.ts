import { HttpError } from '@overlap/lesson-05'
import { setTimeout as sleep } from 'node:timers/promises'
import { readBasket, withItem, writeBasket } from '../../basket.ts'
import type { Abortable, BasketItem, Lock } from '../../types.ts'
import { createLock as right, lockPerKey as keys } from '../solution.ts'
void HttpError
void sleep
void readBasket
void withItem
void writeBasket
void right
void keys
export { addToBasket, latest, lockPerKey } from '../solution.ts'
export function createLock(): Lock {
  let isLocked = false
  return {
    get isLocked() {
      return isLocked
    },
    async acquire() {
      while (isLocked) await sleep(10)
      isLocked = true
      return {
        async [Symbol.asyncDispose]() {
          isLocked = false
        },
      }
    },
  }
}
