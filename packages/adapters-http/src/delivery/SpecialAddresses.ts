/**
 * The addresses that are not public: what the special-purpose registries of IANA keep from the global internet, for
 * IPv4 and IPv6, and every form of IPv6 that stands for an IPv4 address.
 *
 * What a network of one's own makes special it cannot know: a NAT64 prefix other than the well-known ones, or public
 * addresses that are routed inside.
 *
 * Sources: the IANA IPv4 and IPv6 Special-Purpose Address Registries, and the IPv6 Global Unicast Address Assignments.
 */
import { BlockList, isIP } from "node:net"

const ipv4 = [
  "0.0.0.0/8", // this network
  "10.0.0.0/8", // private
  "100.64.0.0/10", // shared, behind carrier-grade NAT
  "127.0.0.0/8", // loopback
  "168.63.129.16/32", // not in the registry: what a machine on Azure gets its platform's services from
  "169.254.0.0/16", // link-local, where clouds answer for metadata
  "172.16.0.0/12", // private
  "192.0.0.0/24", // protocol assignments
  "192.0.2.0/24", // documentation
  "192.31.196.0/24", // AS112
  "192.52.193.0/24", // AMT
  "192.88.99.0/24", // 6to4 relays
  "192.168.0.0/16", // private
  "192.175.48.0/24", // AS112
  "198.18.0.0/15", // benchmarking
  "198.51.100.0/24", // documentation
  "203.0.113.0/24", // documentation
  "224.0.0.0/4", // multicast
  "240.0.0.0/4" // reserved, and broadcast
]

/**
 * Within the global unicast space. All outside of it is special anyhow: mapped and compatible IPv4, NAT64, discard-only,
 * unique local, link-local, site-local, multicast, and what is not assigned.
 */
const ipv6 = [
  "2001::/23", // protocol assignments: Teredo, ORCHID, benchmarking
  "2001:db8::/32", // documentation
  "2002::/16", // 6to4
  "2620:4f:8000::/48", // AS112
  "3fff::/20" // documentation
]

const list = (subnets: ReadonlyArray<string>, family: "ipv4" | "ipv6"): BlockList => {
  const blocks = new BlockList()
  for (const subnet of subnets) {
    const [network, prefix] = subnet.split("/")
    blocks.addSubnet(network!, Number(prefix), family)
  }
  return blocks
}

const special4 = list(ipv4, "ipv4")
const special6 = list(ipv6, "ipv6")
const global6 = list(["2000::/3"], "ipv6")

/** Whether a literal address, without brackets, is anything but a public one. What is no address is special. */
export const isSpecial = (address: string): boolean => {
  switch (isIP(address)) {
    case 4:
      return special4.check(address, "ipv4")
    case 6:
      // An address with a zone is of one link.
      return address.includes("%") || !global6.check(address, "ipv6") || special6.check(address, "ipv6")
    default:
      return true
  }
}
