import type { ExtraLinkPlan } from './cluster.ts';
import type { Machine } from './machine.ts';
import { CommandFailed, ip } from './run.ts';
import { connect, FABRIC } from './underlay.ts';

/** iproute2 6.1 and newer; older ones print what the kernel answers. */
const UNKNOWN_KIND = /Unknown device type|Operation not supported/;

/** Makes what this kernel can; the rest is left out of the result. */
export async function buildExtraLinks(
  underlay: Machine,
  machine: Machine,
  links: readonly ExtraLinkPlan[],
): Promise<readonly ExtraLinkPlan[]> {
  const built: ExtraLinkPlan[] = [];
  for (const link of links) {
    if (await build(underlay, machine, link)) built.push(link);
  }
  return built;
}

async function build(underlay: Machine, machine: Machine, link: ExtraLinkPlan): Promise<boolean> {
  const { kind, name, options } = link;
  const on = kind === 'bond' ? '' : `link ${link.parent} address ${link.mac}`;
  try {
    await ip(machine, [`link add name ${name} ${on} type ${kind} ${options}`]);
  } catch (error) {
    if (error instanceof CommandFailed && UNKNOWN_KIND.test(error.message)) return false;
    throw error;
  }
  if (kind === 'bond') {
    await connect(underlay, FABRIC, machine, link.member);
    await ip(machine, [
      `link set ${link.member.name} down`,
      `link set ${link.member.name} master ${name}`,
    ]);
  }
  await ip(machine, [`link set ${name} up`]);
  return true;
}
