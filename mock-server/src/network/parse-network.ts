import * as v from 'valibot'
import { InvalidNetworkError, type NetworkProblem } from './invalid-network-error.ts'
import { networkSchema } from './network-schema.ts'
import { presets } from './presets.ts'
import { isObject } from './schema.ts'
import type { Network, PresetName } from './types.ts'

/**
 * Checks the description of a network and fills in what is left out.
 *
 * The result is a frozen copy: to change a network, describe another one. A complete network comes
 * back as an equal one.
 *
 * @throws {InvalidNetworkError} with every problem, not only the first.
 */
export function parseNetwork(input: unknown): Network {
  const result = v.safeParse(networkSchema, withPreset(input))
  if (!result.success) throw new InvalidNetworkError(result.issues.map(toProblem))
  return freeze(result.output)
}

function withPreset(input: unknown): unknown {
  if (!isObject(input) || typeof input['preset'] !== 'string') return input
  const name = input['preset']
  if (!Object.hasOwn(presets, name)) return input
  const merged: Record<string, unknown> = { ...presets[name as PresetName].network, ...input }
  delete merged['preset']
  return merged
}

function toProblem(issue: v.BaseIssue<unknown>): NetworkProblem {
  const steps = issue.path?.map(({ key }) => step(key)) ?? []
  return {
    path: ['$', ...steps].join(''),
    expected: issue.message,
    received: show(issue.input),
  }
}

function step(key: unknown): string {
  if (typeof key === 'number') return `[${key}]`
  return /^[A-Za-z_]\w*$/.test(String(key)) ? `.${String(key)}` : `[${JSON.stringify(key)}]`
}

/** A value in a few words. */
function show(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  const text = safeJson(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? typeof value
  } catch {
    return Array.isArray(value) ? 'an array' : 'an object'
  }
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) freeze(part)
  }
  return value
}
