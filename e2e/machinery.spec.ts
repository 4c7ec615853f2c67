import { expect, test } from '@playwright/test';
import { violationsOn } from './axe.ts';
import { openSample } from './openSample.ts';
import { serveCluster } from './serveCluster.ts';

test.describe('what kube-proxy’s rules come to', () => {
  test('a service with its endpoints, their pods, and the rule behind', async ({ page }) => {
    await openSample(page, { tab: 'iptables', table: 'nat' });
    const services = page.getByRole('region', { name: 'Services' });
    const head = services.getByRole('button', { name: /kube-system\/kube-dns:dns 2 endpoints/ });
    await expect(head).toContainText('cluster IP 10.96.0.10:53/udp');
    await expect(services.getByText('10.85.0.4:53')).toBeHidden();
    await head.click();
    await expect(services.getByText('50 %')).toHaveCount(2);
    await expect(services.getByText('10.85.0.4:53')).toBeVisible();
    await expect(services.getByText('what does not come from 192.168.0.0/16')).toBeVisible();
    await expect(services.getByRole('link', { name: /coredns-7db6d8ff4d-slnrj/ })).toBeVisible();

    await services.getByRole('link', { name: 'KUBE-SERVICES 1', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Rules of KUBE-SERVICES' })).toBeVisible();
    await expect(page).toHaveURL(/machinery=raw/);
    // What was open is open again, and with a link to it.
    await page.goBack();
    await expect(services.getByText('50 %')).toHaveCount(2);
    await page.reload();
    await expect(services.getByText('50 %')).toHaveCount(2);
    // Opening it was a step of its own.
    await page.goBack();
    await expect(services.getByText('50 %')).toHaveCount(0);
  });

  test('the rules themselves are one step away, and the link says which is shown', async ({
    page,
  }) => {
    await openSample(page, { tab: 'iptables', table: 'nat' });
    const choice = page.getByRole('navigation', { name: 'Show this table as' });
    await choice.getByRole('link', { name: 'Chains and rules' }).click();
    await expect(page).toHaveURL(/machinery=raw/);
    await expect(page.getByLabel('Filter chains')).toBeVisible();
    await page.reload();
    await expect(page.getByLabel('Filter chains')).toBeVisible();
    await choice.getByRole('link', { name: 'Services' }).click();
    await expect(page.getByRole('region', { name: 'Services' })).toBeVisible();
  });

  test('finds a service by the address of an endpoint', async ({ page }) => {
    await openSample(page, { tab: 'iptables', table: 'nat' });
    await page.getByLabel('Filter services').fill('192.168.2.1:5443');
    const services = page.getByRole('region', { name: 'Services' });
    await expect(services.getByText('calico-apiserver/calico-api:apiserver')).toBeVisible();
    await expect(services.getByText('kube-system/kube-dns:dns', { exact: true })).toBeHidden();
    await page.getByLabel('Filter services').fill('no such thing');
    await expect(page.getByText('No service fits the filter.')).toBeVisible();
  });
});

test.describe('what Calico’s rules come to', () => {
  test('a pod with the policies and profiles that decide on its packets', async ({ page }) => {
    await openSample(page, { tab: 'iptables', table: 'filter' });
    const endpoints = page.getByRole('region', { name: 'Endpoints' });
    const pod = endpoints.getByRole('button', { name: /calico-apiserver-56cc46c8d5-vl57t/ });
    await expect(pod).toContainText('ingress: 1 policy, 2 profiles');
    await pod.click();
    const ingress = endpoints.getByRole('region', { name: 'ingress by cali-tw-cali1dac8782bdb' });
    const policy = ingress.getByRole('link', {
      name: 'calico-apiserver/knp.default.allow-apiserver',
    });
    await expect(ingress.getByRole('listitem')).toHaveText([
      /established connections: accepted/,
      /invalid packets: dropped/,
      /policy calico-apiserver\/knp\.default\.allow-apiserver/,
      /what it leaves open: dropped/,
      /profile kns\.calico-apiserver/,
      /profile ksa\.calico-apiserver\.calico-apiserver/,
      /what nothing accepted: dropped/,
    ]);
    await policy.click();
    await expect(
      page.getByRole('region', { name: 'Rules of cali-pi-_3CJ_GmvE9pcCktVJ2ep' }),
    ).toBeVisible();
  });
});

test('a rule of somebody else in Calico’s chain is told of, at the endpoint too', async ({
  page,
}) => {
  const text = [
    '*filter',
    ':FORWARD ACCEPT [0:0]',
    ':cali-from-wl-dispatch - [0:0]',
    ':cali-fw-cali61 - [0:0]',
    '-A cali-from-wl-dispatch -i cali61 -g cali-fw-cali61',
    '-A cali-fw-cali61 -s 10.1.2.3/32 -j ACCEPT',
    '-A cali-fw-cali61 -m comment --comment "Drop if no profiles matched" -j DROP',
    'COMMIT',
  ].join('\n');
  const files = [{ path: 'host/iptables-save', text }];
  const server = await serveCluster([{ name: 'odd', files, diagnostics: [] }]);
  await page.goto(`${server.address}#/c/odd?tab=iptables&table=filter`);
  const told = page.getByRole('region', { name: 'Not understood' });
  await expect(told).toContainText('1 rule in Calico’s chains is not as Calico writes them');
  await page.getByRole('button', { name: /workload on cali61/ }).click();
  const way = page.getByRole('region', { name: 'egress by cali-fw-cali61' });
  await expect(way.getByText('Not understood, and asked in between:')).toBeVisible();
  await told.getByRole('link', { name: 'cali-fw-cali61 1' }).click();
  await expect(page.getByText('from 10.1.2.3')).toBeVisible();
  server.stop();
});

test('axe finds nothing where services and endpoints are open', async ({ page }) => {
  await openSample(page, { tab: 'iptables', table: 'nat' });
  await page.getByRole('button', { name: /kube-dns:dns 2 endpoints/ }).click();
  await expect(page.getByText('50 %').first()).toBeVisible();
  expect(await violationsOn(page)).toEqual([]);
  await page.getByRole('button', { name: /^filter/ }).click();
  await page.getByRole('button', { name: /calico-apiserver-56cc46c8d5-vl57t/ }).click();
  await expect(page.getByText('what it leaves open:')).toBeVisible();
  expect(await violationsOn(page)).toEqual([]);
});
