import type { Box, Layout, Severity } from '@vethscope/model';
import { describe, expect, it } from 'vitest';
import { findingBadges } from './findingBadges.ts';

const box = (id: string, x: number, y: number): Box => ({
  ...{ id, x, y, width: 100, height: 40, texts: [] },
  ...{ role: 'interface', kind: 'veth', confidence: 'proven' },
});
const LAYOUT: Layout = {
  ...{ width: 200, height: 200, wires: [], stubs: [], groups: [] },
  boxes: [box('eth0', 0, 0), box('eth1', 0, 100)],
};
const about = (severity: Severity, ...subjects: readonly string[]) => ({ severity, subjects });
const NONE = { hidden: new Set<string>(), faded: new Set<string>() };
const badges = (findings: readonly ReturnType<typeof about>[], state = NONE) =>
  findingBadges(LAYOUT, findings, (id) => (id.startsWith('lo') ? ['eth0'] : [id]), state).map(
    ({ data, classes }) => `${data.id} ${data['text']} ${classes}`,
  );

describe('badges', () => {
  it('have the sign of the worst, and a number where there are several', () => {
    expect(
      badges([about('info', 'eth0'), about('error', 'eth0'), about('warning', 'eth1')]),
    ).toEqual(['badge/eth0 2 badge,error', 'badge/eth1  badge,warning']);
  });

  it('count a finding once, though several things that a box stands for are its subjects', () => {
    expect(badges([about('error', 'eth0', 'lo', 'lo0')])).toEqual(['badge/eth0  badge,error']);
  });

  it('should not be on what the legend hides, nor on what is not drawn', () => {
    const state = { ...NONE, hidden: new Set(['eth0']) };
    expect(badges([about('error', 'eth0', 'elsewhere')], state)).toEqual([]);
  });

  it('stand back with what a trace does not come by', () => {
    const state = { ...NONE, faded: new Set(['eth1']) };
    expect(badges([about('error', 'eth1')], state)).toEqual(['badge/eth1  badge,error,faded']);
  });

  it('stand at the left of a name in a row, and leave the title above it free', () => {
    const unseen: Box = { ...box('blue', 20, 30), height: 22, role: 'unseen-netns' };
    const [badge] = findingBadges(
      { ...LAYOUT, boxes: [unseen] },
      [about('info', 'blue')],
      (id) => [id],
      NONE,
    );
    const { x = 0, y = 0 } = badge?.position ?? {};
    expect([x + Number(badge?.data['width']) / 2, y]).toEqual([26, 41]);
  });

  it('stand out of the box at its upper left corner, wider with more digits', () => {
    const many = Array.from({ length: 120 }, () => about('error', 'eth1'));
    const [one] = findingBadges(LAYOUT, [about('error', 'eth1')], (id) => [id], NONE);
    const [all] = findingBadges(LAYOUT, many, (id) => [id], NONE);
    const left = (badge: typeof one) =>
      (badge?.position?.x ?? 0) - Number(badge?.data['width']) / 2;
    expect([left(one), one?.position?.y]).toEqual([-4, 98]);
    expect([left(all), all?.data['text']]).toEqual([-4, '120']);
    expect(Number(all?.data['width'])).toBeGreaterThan(Number(one?.data['width']));
  });
});
