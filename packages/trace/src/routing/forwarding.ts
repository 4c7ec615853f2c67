import type { Family } from '@vethscope/model';
import type { Interface, Namespace } from '../network/network.ts';
import { interfaceSetting, type Setting, settingOf, settingOfAll } from '../network/sysctls.ts';
import type { ForwardingStep } from '../step.ts';
import type { Walk } from '../walk/walk.ts';

/**
 * Whether what came in by an interface may go on to another one: IPv4 goes by the setting of that
 * interface (IN_DEV_FORWARD), IPv6 by that of all (ip6_forward()). Absent: it may.
 */
export function checkForwarding(
  walk: Walk,
  netns: Namespace,
  family: Family,
  inInterface: Interface,
): ForwardingStep | undefined {
  const setting =
    family === 4 ? forwarding4(netns, inInterface) : settingOfAll(netns, 6, 'forwarding');
  if (setting) {
    if (setting.value > 0) return undefined;
    const reason =
      family === 4
        ? `forwarding is off for what comes in by ${inInterface.name}`
        : 'IPv6 forwarding is off';
    return { kind: 'forwarding', verdict: 'drop', reason, evidence: setting.evidence };
  }
  const isOn = walk.choices.ask({
    // Hardly anybody sets it for one interface alone.
    key: `${netns.id} forwarding ${family}`,
    ifYes: `IPv${family} forwarding of ${netns.id}, which was not captured, is on`,
    ifNo: `IPv${family} forwarding of ${netns.id}, which was not captured, is off`,
  });
  const reason = `IPv${family} forwarding is taken to be off`;
  return isOn ? undefined : { kind: 'forwarding', verdict: 'drop', reason, evidence: [] };
}

/** ip_forward sets it for all interfaces at once. */
function forwarding4(netns: Namespace, device: Interface): Setting | undefined {
  return (
    interfaceSetting(device, 4, 'forwarding') ??
    settingOf(netns, 'net.ipv4.ip_forward') ??
    settingOfAll(netns, 4, 'forwarding')
  );
}
