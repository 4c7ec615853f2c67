import { HOST_NETNS, interfaceId } from '@vethscope/model';
import { expect, test } from 'vitest';
import { parseViewState, type ViewState } from '../../view/viewState.ts';
import { filterFindings, shownSeverities, turnSeverity } from './findingFilter.ts';
import type { KeyedFinding } from './findingKeys.ts';

const rest = { evidence: [], why: 'w', remedy: 'r' };
const DOWN: KeyedFinding = {
  ...{ key: 'd', ruleId: 'interface-down', severity: 'error', title: 'eth1 is down', ...rest },
  subjects: [interfaceId('worker1', HOST_NETNS, 'eth1')],
};
const UNDERLAY: KeyedFinding = {
  ...{ key: 'u', ruleId: 'underlay-not-default', severity: 'info', ...rest },
  title: 'vxlan.calico sends through eth1',
  subjects: [interfaceId('worker2', HOST_NETNS, 'vxlan.calico')],
};
const ALL = [DOWN, UNDERLAY];
const view = (severity?: string): ViewState =>
  parseViewState(severity === undefined ? '#/c/x' : `#/c/x?severity=${severity}`);

test.each([
  ['', ['d', 'u']],
  ['eth1', ['d', 'u']],
  ['VXLAN eth1', ['u']],
  ['underlay-not', ['u']],
  ['worker1', ['d']],
  ['eth1 nowhere', []],
])('text “%s”: %j', (text, keys) => {
  const found = filterFindings(ALL, shownSeverities(view()), text);
  expect(found.map(({ key }) => key)).toEqual(keys);
});

test.each([
  [undefined, ['error', 'warning', 'info']],
  ['error', ['error']],
  ['info,error', ['error', 'info']],
  ['nonsense', ['error', 'warning', 'info']],
])('severities of the address: %s', (severity, shown) => {
  expect([...shownSeverities(view(severity))]).toEqual(shown);
});

test.each([
  [undefined, 'info', 'error,warning'],
  ['error,warning', 'info', undefined],
  ['error', 'warning', 'error,warning'],
  // None would be an empty list: then all are shown.
  ['error', 'error', ''],
] as const)('%s with %s turned is %s', (before, turned, after) => {
  expect(turnSeverity(view(before), turned).severity).toBe(after);
});
