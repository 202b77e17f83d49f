/**
 * The networks that are not public, as the registries name them, and not as the product does.
 *
 * Sources: the IANA IPv4 and IPv6 Special-Purpose Address Registries, the IANA IPv4 Multicast and IPv6 Address Spaces,
 * and the documentation of each cloud for where its machines ask about themselves.
 */

/** A network, and what it is for. */
type Network = readonly [network: string, purpose: string]

export const ipv4: ReadonlyArray<Network> = [
  ["0.0.0.0/8", "this network"],
  ["0.0.0.0/32", "this host"],
  ["10.0.0.0/8", "private use"],
  ["100.64.0.0/10", "shared address space"],
  ["127.0.0.0/8", "loopback"],
  ["169.254.0.0/16", "link-local"],
  ["172.16.0.0/12", "private use"],
  ["192.0.0.0/24", "protocol assignments"],
  ["192.0.0.0/29", "service continuity"],
  ["192.0.0.8/32", "dummy address"],
  ["192.0.0.9/32", "port control anycast"],
  ["192.0.0.10/32", "TURN anycast"],
  ["192.0.0.170/32", "NAT64 discovery"],
  ["192.0.0.171/32", "DNS64 discovery"],
  ["192.0.2.0/24", "documentation"],
  ["192.31.196.0/24", "AS112"],
  ["192.52.193.0/24", "AMT"],
  ["192.88.99.0/24", "6to4 relay anycast"],
  ["192.88.99.2/32", "6a44 relay anycast"],
  ["192.168.0.0/16", "private use"],
  ["192.175.48.0/24", "AS112 by direct delegation"],
  ["198.18.0.0/15", "benchmarking"],
  ["198.51.100.0/24", "documentation"],
  ["203.0.113.0/24", "documentation"],
  ["224.0.0.0/4", "multicast"],
  ["240.0.0.0/4", "reserved"],
  ["255.255.255.255/32", "limited broadcast"]
]

export const ipv6: ReadonlyArray<Network> = [
  ["::1/128", "loopback"],
  ["::/128", "unspecified"],
  ["::/96", "IPv4-compatible"],
  ["::ffff:0:0/96", "IPv4-mapped"],
  ["64:ff9b::/96", "NAT64"],
  ["64:ff9b:1::/48", "NAT64 of one's own"],
  ["100::/64", "discard-only"],
  ["100:0:0:1::/64", "dummy prefix"],
  ["2001::/23", "protocol assignments"],
  ["2001::/32", "Teredo"],
  ["2001:1::1/128", "port control anycast"],
  ["2001:1::2/128", "TURN anycast"],
  ["2001:1::3/128", "DNS-SD anycast"],
  ["2001:2::/48", "benchmarking"],
  ["2001:3::/32", "AMT"],
  ["2001:4:112::/48", "AS112"],
  ["2001:10::/28", "ORCHID"],
  ["2001:20::/28", "ORCHIDv2"],
  ["2001:30::/28", "drone identity"],
  ["2001:db8::/32", "documentation"],
  ["2002::/16", "6to4"],
  ["2620:4f:8000::/48", "AS112 by direct delegation"],
  ["3fff::/20", "documentation"],
  ["::/8", "reserved"],
  ["100::/8", "reserved"],
  ["200::/7", "reserved"],
  ["400::/6", "reserved"],
  ["800::/5", "reserved"],
  ["1000::/4", "reserved"],
  ["4000::/3", "reserved"],
  ["5f00::/16", "segment routing"],
  ["6000::/3", "reserved"],
  ["8000::/3", "reserved"],
  ["a000::/3", "reserved"],
  ["c000::/3", "reserved"],
  ["e000::/4", "reserved"],
  ["f000::/5", "reserved"],
  ["f800::/6", "reserved"],
  ["fe00::/9", "reserved"],
  ["fc00::/7", "unique local"],
  ["fe80::/10", "link-local"],
  ["fec0::/10", "site-local"],
  ["ff00::/8", "multicast"]
]

/** Where clouds answer a machine about itself, and a name under which they do where there is one. */
export const metadata: ReadonlyArray<readonly [address: string, name: string]> = [
  ["169.254.169.254", "metadata.google.internal"],
  ["169.254.169.254", "instance-data.ec2.internal"],
  ["169.254.169.253", "resolver.ec2.internal"],
  ["169.254.170.2", "task.ecs.internal"],
  ["169.254.170.23", "identity.eks.internal"],
  ["169.254.0.23", "metadata.tencentyun.com"],
  ["169.254.42.42", "metadata.scaleway.example"],
  ["100.100.100.200", "metadata.alibaba.example"],
  ["192.0.0.192", "metadata.oracle.example"],
  ["168.63.129.16", "wireserver.azure.example"],
  ["fd00:ec2::254", "instance-data6.ec2.internal"],
  ["fd00:ec2::253", "resolver6.ec2.internal"],
  ["fd00:ec2::23", "identity6.eks.internal"],
  ["fd20:ce::254", "metadata6.google.internal"],
  ["fd00:42::42", "metadata6.scaleway.example"],
  ["fe80::a9fe:a9fe%eth0", "metadata6.openstack.example"],
  ["10.96.0.1", "kubernetes.default.svc"]
]
