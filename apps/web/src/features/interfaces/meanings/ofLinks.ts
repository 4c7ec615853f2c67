/**
 * Words that `ip -d link` prints of every link: ip-link(8), `print_linkinfo` of iproute2's
 * ipaddress.c, netdevice(7), and for sizes of segments the kernel's
 * Documentation/networking/segmentation-offloads.rst.
 */
export const OF_LINKS: Readonly<Record<string, string>> = {
  ifindex:
    'The kernel’s number for the interface. It means something only inside its namespace: others use the same numbers.',
  ifname: 'Its name; behind @ the other end of a veth, or the parent.',
  flags:
    'UP: switched on. LOWER_UP: there is a carrier, as with a cable plugged in. NO-CARRIER: there is none.',
  mtu: 'Largest packet it sends, in bytes.',
  qdisc: 'How packets wait to be sent: the queueing discipline, tc(8).',
  master: 'The bridge, bond or VRF that it belongs to.',
  state:
    'Operational state (RFC 2863). Drivers such as loopback and VXLAN report UNKNOWN while they work.',
  mode: 'What the state becomes when there is a carrier: DEFAULT is UP, DORMANT waits for a program, such as one that logs in by 802.1X.',
  group: 'A number or name by which several interfaces are changed at once.',
  qlen: 'Packets that may wait to be sent.',
  link: 'Link-layer type: ether, loopback, none, ipip, …',
  address: 'Link-layer address; of Ethernet the MAC address.',
  brd: 'Link-layer broadcast address.',
  peer: 'Link-layer address of the far end of a point-to-point link.',
  permaddr: 'The MAC address that the hardware came with.',
  'link-netns': 'Name of the namespace in which the peer or parent is.',
  'link-netnsid':
    'Number of the namespace in which the peer or parent is; only this namespace understands it.',
  link_index: 'ifindex of the peer or parent.',
  'new-ifindex': 'Its ifindex in the namespace to which it was moved.',
  'new-netnsid': 'Number of the namespace to which it was moved.',
  promiscuity:
    'How many asked it to receive frames for other stations, too: a bridge asks that of its ports, tcpdump of what it listens on.',
  allmulti: 'How many asked it to receive all multicast frames.',
  minmtu: 'Smallest MTU that the driver takes, in bytes.',
  maxmtu: 'Largest MTU that the driver takes, in bytes; 0: it sets no limit.',
  addrgenmode:
    'How its link-local IPv6 address is made: eui64 from the MAC address, none, or stable_secret and random.',
  numtxqueues: 'Queues to send by: more than one lets several CPUs send at once.',
  numrxqueues: 'Queues to receive by: more than one lets several CPUs receive at once.',
  gso_max_size: 'Largest packet, in bytes, that the stack hands down to be cut later (GSO).',
  gso_max_segs: 'Most segments into which such a packet is cut.',
  gso_ipv4_max_size: 'The same limit for IPv4, in bytes.',
  tso_max_size: 'Largest packet, in bytes, that the device itself can cut (TSO).',
  tso_max_segs: 'Most segments into which the device itself can cut a packet.',
  gro_max_size: 'Largest packet, in bytes, into which received ones are joined (GRO).',
  gro_ipv4_max_size: 'The same limit for IPv4, in bytes.',
  parentbus: 'The bus on which the device sits: pci, usb, virtio, …',
  parentdev: 'Its address on that bus.',
  altname: 'Another name that `ip` takes for it.',
  alias: 'A note that somebody left, for people.',
  protodown: 'A program keeps it without a carrier.',
  protodown_reason: 'Who keeps it without a carrier.',
  vf: 'An SR-IOV function that the card hands out, mostly to a virtual machine.',
  xdp: 'A program in the driver sees each packet before the kernel does.',
  xdpgeneric:
    'A program sees each packet before the kernel’s stack does; slower than in the driver.',
  xdpoffload: 'A program on the card itself sees each packet.',
  xdpmulti: 'Several programs see each packet, at different places.',
  'prog/xdp': 'The program that sees each packet first.',
};

/** What `ip -j` calls the same. */
export const JSON_NAMES_OF_LINKS: Readonly<Record<string, string>> = {
  broadcast: 'brd',
  ifalias: 'alias',
  altnames: 'altname',
  inet6_addr_gen_mode: 'addrgenmode',
  link_netnsid: 'link-netnsid',
  link_pointtopoint: 'peer',
  link_type: 'link',
  linkmode: 'mode',
  max_mtu: 'maxmtu',
  min_mtu: 'minmtu',
  num_rx_queues: 'numrxqueues',
  num_tx_queues: 'numtxqueues',
  operstate: 'state',
  proto_down: 'protodown',
  txqlen: 'qlen',
};
