import { expect, test } from 'vitest';
import {
  device,
  hostOf,
  topologyOf,
} from '../../../../../packages/model/src/testing/topologies.ts';
import { indexCapture } from '../../view/captureIndex.ts';
import { parseViewState } from '../../view/viewState.ts';
import { viewWords } from './viewWords.ts';

const index = indexCapture(
  { nodes: [], inputs: [], diagnostics: [] },
  topologyOf([...hostOf('a'), device('a', 'host', 2, 'eth0')], []),
);

test.each([
  ['', 'a.tar, nothing selected. Overview.'],
  ['selected=if/a/host/eth0&tab=routes', 'eth0, device. Routes.'],
  ['selected=netns/a/host&as=table', 'host, namespace. Overview. As a table.'],
  ['selected=if/a/host/eth9&matrix=pods', 'Not in this capture. Overview. Who reaches whom.'],
])('says of %j: %s', (query, words) => {
  expect(viewWords(index, parseViewState(`#/c/x?${query}`), 'a.tar')).toBe(words);
});
