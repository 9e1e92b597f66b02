/**
 * The simulated shop and network as msw handlers, for programs that already use msw.
 *
 * @packageDocumentation
 */
export { mockHandlers, type MockHandlers } from './mount/mock-handlers.ts'
