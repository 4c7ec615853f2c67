import { expect, test } from '@playwright/test';
import { violationsOn } from './axe.ts';
import { serveCaptures, serveCluster } from './serveCluster.ts';

test('without a capture: what can be dropped, and the commands that collect one', async ({
  page,
}) => {
  const server = await serveCaptures([]);
  await page.goto(server.address);
  await expect(page.getByRole('heading', { name: 'Drop a capture here' })).toBeVisible();
  await expect(page.getByText('vethscope collect --ssh root@NODE')).toBeVisible();
  server.stop();
});

test('rules alone: says why the picture is empty, and where the rules are', async ({ page }) => {
  const text = '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\nCOMMIT\n';
  const files = [{ path: 'iptables-save.txt', text }];
  const server = await serveCluster([{ name: 'rules', files, diagnostics: [] }]);
  await page.goto(`${server.address}#/c/rules?tab=addresses`);
  const picture = page.getByRole('region', { name: 'Picture' });
  await expect(picture.getByText('No interfaces were captured')).toBeVisible();
  await expect(page.getByText('No addresses were captured')).toBeVisible();
  // Where most rules could not look, no tick says that all is in order.
  const findings = page.getByRole('button', {
    name: /^Findings: nothing found, \d+ rules not checked$/,
  });
  await findings.click();
  await expect(page.getByText(/^\d+ of \d+ rules not checked$/)).toBeVisible();
  await expect(page.getByText('Interface that is down')).toBeVisible();
  expect(await violationsOn(page)).toEqual([]);
  await picture.getByRole('link', { name: 'packet filter rules' }).click();
  await expect(page.getByRole('button', { name: /^filter/ })).toBeVisible();
  server.stop();
});
