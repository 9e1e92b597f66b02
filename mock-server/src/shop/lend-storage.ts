import { override } from '../time/override.ts'

/** Keeps nothing. */
const emptyStorage = { getItem: () => null, setItem: () => {}, removeItem: () => {} }

/**
 * Takes away again what was put in place of a missing `localStorage`. Where there is one, or none is
 * needed, nothing was, and this does nothing.
 *
 * Outside of Node msw wants a `localStorage` for its cookies at the moment it is loaded. A worker has
 * none, and a sandboxed page throws when it is asked for its own. The shop sets no cookies.
 */
export const takeStorageBack: () => void =
  isNode() || hasStorage() ? () => {} : override(globalThis, 'localStorage', emptyStorage)

/** Node needs none, and warns when its own is looked at. */
function isNode(): boolean {
  return typeof process === 'object' && typeof process.versions?.node === 'string'
}

function hasStorage(): boolean {
  try {
    return typeof localStorage === 'object'
  } catch {
    return false
  }
}
