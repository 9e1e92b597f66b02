/**
 * The simulated shop and network as msw handlers, for programs that have msw set up already.
 *
 * @packageDocumentation
 */
export { mockHandlers, type MockHandlers } from './mount/mock-handlers.ts'
