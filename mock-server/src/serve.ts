/**
 * The shop behind a simulated network, on a port. For Node only.
 *
 * @packageDocumentation
 */
export type { PortEvent } from './port/events.ts'
export type { PortCounters } from './port/port.ts'
export {
  serveMockApi,
  type ServedMockApi,
  type ServedRoute,
  type ServeOptions,
} from './port/serve-mock-api.ts'
