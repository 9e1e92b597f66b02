import { BlockList, isIP } from 'node:net'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Whether an address is this machine's own: 127.0.0.0/8, ::1, or an IPv4 one written as IPv6. */
export function isLoopbackAddress(address: string): boolean {
  const version = isIP(address)
  // The list itself knows that ::ffff:127.0.0.1 is 127.0.0.1.
  return version !== 0 && loopback.check(address, version === 6 ? 'ipv6' : 'ipv4')
}

/**
 * Whether a host name always means this machine, so that no other name server can point it here.
 */
export function isLoopbackName(name: string): boolean {
  return name === 'localhost' || isLoopbackAddress(name)
}
