import { expect, test } from '@playwright/test';
import { openSample } from './openSample.ts';

test('from a service to its endpoints to their interfaces, a click each', async ({ page }) => {
  await openSample(page, { browse: 'services' });
  const tree = page.getByRole('tree', { name: 'Services and their endpoints' });
  await tree.getByRole('treeitem', { name: 'kube-system' }).click();
  await tree.getByRole('treeitem', { name: /^kube-dns/ }).click();
  const details = page.getByRole('region', { name: 'Details' });
  await expect(details.getByRole('heading', { name: 'kube-dns', exact: true })).toBeVisible();
  const endpoints = details.getByRole('region', { name: 'Endpoints of 53/udp' });
  await endpoints.getByRole('link', { name: 'eth0' }).first().click();
  await expect(details.getByText(/^Interface · veth$/)).toBeVisible();
});

test('the outline lists by pod, node and policy, and Back undoes the choice', async ({ page }) => {
  await openSample(page, { browse: 'pods' });
  const choice = page.getByLabel('List by');
  await expect(page.getByRole('tree', { name: 'Pods by Kubernetes namespace' })).toBeVisible();
  await choice.selectOption('Nodes');
  const nodes = page.getByRole('tree', { name: 'Nodes and what runs on them' });
  await nodes.focus();
  await page.keyboard.press('ArrowRight');
  await expect(nodes.getByRole('treeitem', { name: 'Services with endpoints here' })).toBeVisible();
  await page.goBack();
  await expect(choice).toHaveValue('pods');
});

test('a policy tells which pods it decides for, and leads to its chain', async ({ page }) => {
  await openSample(page, { browse: 'policies' });
  const tree = page.getByRole('tree', { name: 'Policies and the endpoints they are for' });
  await tree.getByRole('treeitem', { name: /^Policies/ }).click();
  await tree.getByRole('treeitem', { name: /knp\.default\.allow-apiserver/ }).click();
  const details = page.getByRole('region', { name: 'Details' });
  await expect(
    details.getByText('NetworkPolicy allow-apiserver in calico-apiserver'),
  ).toBeVisible();
  const uses = details.getByRole('region', { name: 'Endpoints of the policy' });
  await expect(uses.getByRole('row')).toHaveCount(3);
  await details.getByRole('link', { name: /^cali-pi-/ }).click();
  await expect(page.getByRole('region', { name: /^Rules of cali-pi-/ })).toBeVisible();
});

test('a link that lists something opens the outline; closing it is kept', async ({ page }) => {
  await openSample(page, { browse: 'services' });
  await expect(page.getByRole('navigation', { name: 'Outline' })).toBeVisible();
  await page.keyboard.press('o');
  await expect(page.getByRole('navigation', { name: 'Outline' })).toHaveCount(0);
  await expect(page).not.toHaveURL(/browse=/);
});
