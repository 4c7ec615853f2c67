/** Counters by their names in `ip -j`: the kernel's Documentation/networking/statistics.rst. */
const OF_COUNTERS: Readonly<Record<string, string>> = {
  bytes: 'Of whole frames, without what the hardware adds.',
  packets: 'Packets, good ones.',
  errors: 'Packets with any error; those below are some of them.',
  dropped:
    'Packets thrown away although nothing was wrong with them: no room, or nobody wanted them.',
  over_errors: 'Packets that came faster than they were taken.',
  missed_errors: 'Packets for which the hardware had no buffer left.',
  multicast: 'Multicast packets.',
  collisions: 'Collisions on a shared wire.',
  carrier_errors: 'Packets lost because the carrier went away: cable or far end.',
  length_errors: 'Frames of an impossible length.',
  crc_errors: 'Frames with a wrong checksum: cable, plug or far end.',
  frame_errors: 'Frames that do not end on a whole byte.',
  fifo_errors: 'The hardware’s own buffer was too full or too empty.',
  aborted_errors: 'Packets that the hardware gave up.',
  window_errors: 'Collisions that came too late: a cable too long, or a duplex mismatch.',
  heartbeat_errors: 'Heartbeats missed: old Ethernet only.',
  carrier_changes: 'How often the carrier came or went.',
  nohandler: 'Packets to an inactive member of a bond or team that nobody took.',
  otherhost: 'Packets for another station.',
};

/** Counters come from outputs: any name is possible. */
export function meaningOfCounter(name: string): string | undefined {
  return Object.hasOwn(OF_COUNTERS, name) ? OF_COUNTERS[name] : undefined;
}
