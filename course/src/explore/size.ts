/** The most clients of an exploration. Each one more makes the orders many times more. */
export const mostClients = 20
