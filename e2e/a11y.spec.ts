import { expect, test } from '@playwright/test';
import { violationsOn } from './axe.ts';
import { openSample } from './openSample.ts';

const HOST = 'calico-single-node';

const VIEWS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'the capture': {},
  'an interface': { selected: `if/${HOST}/host/vxlan.calico` },
  'a bridge': { selected: `if/${HOST}/host/cni0`, browse: 'nodes' },
  'a policy': {
    selected: 'policy/calico-apiserver/knp.default.allow-apiserver',
    browse: 'policies',
  },
  'a pod': { selected: 'pod/calico-apiserver/calico-apiserver-56cc46c8d5-6df76' },
  'the host’s namespace': { selected: `netns/${HOST}/host` },
  'a service': { selected: 'service/kube-system/kube-dns' },
  'something that is not there': { selected: 'if/x/y/z' },
  addresses: { tab: 'addresses' },
  routes: { tab: 'routes' },
  'the way of an address': {
    ...{ tab: 'routes', lookup: '8.8.8.8', at: `netns/${HOST}/host 8.8.8.8` },
  },
  iptables: { tab: 'iptables' },
  'the graph of a chain': { tab: 'iptables', table: 'filter', chain: 'FORWARD', rule: 'graph' },
  evidence: { tab: 'evidence', evidence: 'calico-single-node.md:10-12,20' },
  trace: {
    ...{ tab: 'trace', from: 'kube-system/coredns-7db6d8ff4d-p4kzt' },
    ...{ to: 'kube-system/kube-dns', dport: '53' },
  },
  'the findings': { findings: 'rule' },
  'who reaches whom': { matrix: 'services' },
  'one way out': { focus: 'pod/kube-system/coredns-7db6d8ff4d-p4kzt' },
};

test.describe('axe finds nothing', () => {
  for (const [name, view] of Object.entries(VIEWS)) {
    test(name, async ({ page }) => {
      await openSample(page, view);
      expect(await violationsOn(page)).toEqual([]);
    });
  }

  test('the help sheet', async ({ page }) => {
    await openSample(page);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys and help' })).toBeVisible();
    expect(await violationsOn(page)).toEqual([]);
  });

  test('with outline, search results and a narrow window', async ({ page }) => {
    await page.setViewportSize({ width: 800, height: 700 });
    await openSample(page);
    await page.keyboard.press('o');
    await page.keyboard.press('/');
    await page.keyboard.type('calico');
    await expect(page.getByRole('option').first()).toBeVisible();
    expect(await violationsOn(page)).toEqual([]);
  });
});

test('the outline is walked by keys and selects', async ({ page }) => {
  await openSample(page);
  await page.getByRole('button', { name: 'Outline' }).click();
  const tree = page.getByRole('tree', { name: 'Outline of the capture' });
  await tree.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect(tree.getByRole('treeitem', { name: 'host' })).toHaveAttribute(
    'aria-expanded',
    'false',
  );
  await page.keyboard.press('ArrowRight');
  await expect(tree.getByRole('treeitem', { name: /^vxlan\.calico/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/selected=netns\/calico-single-node\/host/);
});

test('the outline shows what is selected elsewhere', async ({ page }) => {
  await openSample(page, { selected: `if/${HOST}/host/vxlan.calico` });
  await page.getByRole('button', { name: 'Outline' }).click();
  await expect(page.getByRole('treeitem', { name: /^vxlan\.calico/ })).toHaveAttribute(
    'aria-selected',
    'true',
  );
});
