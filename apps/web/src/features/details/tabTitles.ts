import type { Tab } from '../../view/viewState.ts';

export const TAB_TITLES: Readonly<Record<Tab, string>> = {
  overview: 'Overview',
  addresses: 'Addresses',
  routes: 'Routes',
  iptables: 'iptables',
  evidence: 'Evidence',
  trace: 'Trace',
};
