import type { Evidence, Route } from '@vethscope/model';
import { interfaceId } from '@vethscope/model';
import type { NodeContext } from '../../context.ts';
import { inNetns } from '../../describe/inNetns.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { type HiddenByOther, hiddenByOthers } from './shadowing/hiddenByOthers.ts';
import { hiddenByOwnAddress } from './shadowing/hiddenByOwnAddress.ts';
import { hiddenRules } from './shadowing/hiddenRules.ts';

export const shadowedRoute: NodeRule = {
  id: 'shadowed-route',
  name: 'Route that no packet takes',
  scope: 'node',
  severity: 'info',
  explanation:
    "A route is listed, and the kernel never takes it: another one to the same prefix comes first (a dead end such as `unreachable`, the same subnet on a second interface, a second route to one pod), the address is the node's own, so that table `local` answers, or policy rules find a route for every address before they get to its table. Routes with a higher metric that wait for another one to go away are meant to, and are not told of.",
  needs: ['links', 'routes4'],
  check(node) {
    return node.namespaces.flatMap((netns) => [
      ...hiddenByOthers(netns).map((hidden) => byRoute(node, netns, hidden)),
      ...hiddenByOwnAddress(netns).map(({ route, owner, evidence }) => ({
        severity: 'warning' as const,
        title: `${routeText(route)} is never taken: the address is ${owner}'s own${inNetns(netns)}${node.onNode}`,
        subjects: subjectsOf(netns, [owner, ...devicesOf(route)]),
        evidence: [route.evidence, ...evidence],
        why: 'Table local is asked first, so packets to the address stay on the node and never get to whoever the route is for.',
        remedy: `One of the two is wrong: take the address off (\`ip addr del ${route.destination} dev ${owner}\`) or give the other end another one.`,
      })),
      ...hiddenRules(netns).map(({ rules, by, route }) => {
        const [first] = rules;
        const others = rules.length > 1 ? ` and ${rules.length - 1} more` : '';
        return {
          title: `Policy rule ${first.priority}${others} is never asked: rule ${by.priority} finds a route for every address${inNetns(netns)}${node.onNode}`,
          subjects: [netns.id],
          evidence: [by, route, ...rules].map(({ evidence }) => evidence),
          why: `Rule ${by.priority} holds for every packet, and table ${route.table} has a default route. Routes in the tables of later rules are not looked at.`,
          remedy: `Where the later tables are meant to count, give their rules a priority below ${by.priority}: \`ip rule add pref ${Math.max(1, by.priority - 1)} …\`; or let rule ${by.priority} pass over the default route with \`suppress_prefixlength 0\`.`,
        };
      }),
    ]);
  },
};

type Netns = NodeContext['host'];

function byRoute(node: NodeContext, netns: Netns, { kind, route, by }: HiddenByOther): Found {
  const where = `${inNetns(netns)}${node.onNode}`;
  const evidence: readonly Evidence[] = [by.evidence, route.evidence];
  const subjects = subjectsOf(netns, [...devicesOf(route), ...devicesOf(by)]);
  const [device = 'the interface'] = devicesOf(route);
  const [first = 'the other interface'] = devicesOf(by);
  const flag = route.family === 6 ? '-6 ' : '';
  switch (kind) {
    case 'deadEnd':
      return {
        severity: 'warning',
        title: `${routeText(route)} is never taken: \`${by.type}\` comes first${where}`,
        ...{ subjects, evidence },
        why: `The ${by.type} route to the same prefix has the lower metric, so packets to it end here although there is a way.`,
        remedy: `Where the way is meant, remove the other: \`ip ${flag}route del ${by.type} ${by.destination}${metricWord(by)}\`.`,
      };
    case 'sameHost':
      return {
        severity: 'warning',
        title: `${routeText(route)} is never taken: another route to it comes first${where}`,
        ...{ subjects, evidence },
        why: `Packets to the address go by ${first}; nothing gets to whoever is behind ${device}.`,
        remedy: `See which interface has the address behind it, and remove the other route with \`ip ${flag}route del ${route.destination} dev …\`. If both have it, one of the two must get another address.`,
      };
    case 'sameSubnet':
      return {
        title: `${routeText(route)} is never taken: ${first} is in the same subnet${where}`,
        ...{ subjects, evidence },
        why: `Packets to the subnet leave by ${first} even where they are answers to what came in by ${device}${netns.knows(POLICY_RULES[route.family]) ? '' : ' (unless a rule of `ip rule`, which was not captured, leads them elsewhere)'}. With strict rp_filter what comes in by ${device} is dropped.`,
        remedy: `Give ${device} a subnet of its own, make one bond of both, or route by source: \`ip ${flag}rule add from ADDRESS lookup TABLE\`.`,
      };
  }
}

const POLICY_RULES = { 4: 'policyRules4', 6: 'policyRules6' } as const;

function routeText(route: Route): string {
  const via = route.nexthops.flatMap(({ via: gateway }) => gateway ?? [])[0];
  const [device] = devicesOf(route);
  return [
    route.destination,
    ...(via === undefined ? [] : [`via ${via}`]),
    ...(device === undefined ? [] : [`dev ${device}`]),
  ].join(' ');
}

function metricWord({ metric }: Route): string {
  return metric === undefined ? '' : ` metric ${metric}`;
}

function devicesOf({ nexthops }: Route): readonly string[] {
  return nexthops.flatMap(({ device }) => device ?? []);
}

/** Interfaces that the capture knows, else the namespace. */
function subjectsOf(netns: Netns, devices: readonly string[]): Found['subjects'] {
  const known = devices.filter((device) => netns.interfaces.has(device));
  return known.length === 0
    ? [netns.id]
    : known.map((device) => interfaceId(netns.node, netns.name, device));
}
