import { bridgeFdb } from './bridge-fdb/command.ts';
import { bridgeVlan } from './bridge-vlan/command.ts';
import type { CommandReader } from './command.ts';
import { crictl } from './crictl/command.ts';
import { crictlInspectp } from './crictl-inspectp/command.ts';
import { firewalldZones } from './firewalld/command.ts';
import { hostname } from './hostname/command.ts';
import { ignoredOnPurpose } from './ignored/command.ts';
import { ipLink } from './ip-link/command.ts';
import { ipNeigh } from './ip-neigh/command.ts';
import { ipNetconf } from './ip-netconf/command.ts';
import { ipNetns } from './ip-netns/command.ts';
import { ipRoute } from './ip-route/command.ts';
import { ipRule } from './ip-rule/command.ts';
import { ipset } from './ipset/command.ts';
import { iptablesList, iptablesRules, iptablesSave } from './iptables/command.ts';
import { kubectlGet } from './kubectl/command.ts';
import { lsns } from './lsns/command.ts';
import { networkManagerConf } from './network-manager/command.ts';
import { nft } from './nft/command.ts';
import { ss } from './ss/command.ts';
import { sysctl } from './sysctl/command.ts';

/**
 * Every command whose output is read, most particular first: the first that accepts a command
 * line, or recognizes a text, gets it. Adding a command is one folder beside this file and one
 * line here.
 */
export const commands: readonly CommandReader[] = [
  bridgeFdb,
  bridgeVlan,
  crictl,
  crictlInspectp,
  firewalldZones,
  hostname,
  ipLink,
  ipNetns,
  ipNeigh,
  ipNetconf,
  ipRoute,
  ipRule,
  ipset,
  iptablesSave,
  iptablesRules,
  iptablesList,
  kubectlGet,
  lsns,
  networkManagerConf,
  nft,
  ss,
  sysctl,
  ignoredOnPurpose,
];
