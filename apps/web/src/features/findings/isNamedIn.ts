/** Whether a text has a name in it as a word: `lo` is not in `packets are lost`. */
export function isNamedIn(text: string, name: string): boolean {
  // veth1 has an MTU of 1500, its other end eth0 in blue 1400
  if (name.includes(' ')) return text.includes(name);
  // calico-system/csi-node-driver-dpdzx hangs on cni0
  const [last = name] = name.split('/').slice(-1);
  return text.split(/[^\w.-]+/).includes(last);
}
