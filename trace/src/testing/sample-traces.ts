import type { Trace } from '../call.ts'
import { sample } from './traces.ts'

export const none: Trace = sample([])
export const sequence: Trace = sample([
  [0, 300],
  [300, 500],
  [500, 600],
])
export const together: Trace = sample([
  [0, 300],
  [0, 200],
  [0, 100],
])
export const batches: Trace = sample([
  [0, 100],
  [0, 40],
  [100, 150],
  [100, 130],
])
export const pool: Trace = sample([
  [0, 100],
  [0, 40],
  [40, 90],
  [90, 120],
])
export const failing: Trace = sample([
  [0, 50],
  [0, 80, { outcome: 'network-error' }],
  [50, 120],
  [90, 130],
])
export const aborted: Trace = sample([
  [0, 50],
  [0, 50, { outcome: 'aborted' }],
  [0, 60, { outcome: 'aborted' }],
])
export const orders: Trace = sample([
  [
    0,
    10,
    { url: 'http://shop.test/orders?dry', method: 'POST', outcome: 'http-error', status: 503 },
  ],
  [10, 20, { url: 'http://shop.test/orders?dry', method: 'POST', attempt: 2 }],
  [0, 20, { url: 'http://shop.test/orders/1' }],
])
export const open: Trace = sample([
  [0, 100],
  [10, undefined],
  [20, undefined, { headersMs: 50, status: 200 }],
])
export const unread: Trace = sample([
  [0, undefined, { headersMs: 50, status: 200 }],
  [50, 90],
])
