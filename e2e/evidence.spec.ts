import { expect, test } from '@playwright/test';
import { openSample } from './openSample.ts';

test.describe('evidence', () => {
  test('scrolls to the lines that prove a fact and marks them', async ({ page }) => {
    await openSample(page, { selected: 'if/calico-single-node/host/vxlan.calico' });
    await page.getByRole('link', { name: /^Source of MTU:/ }).click();
    const output = page.getByRole('region', { name: /^Raw output: / });
    const marked = output.locator('[data-mark="current"]');
    await expect(marked.first()).toContainText('vxlan.calico');
    await expect(marked.first()).toContainText('mtu 1450');
    await expect(marked.first()).toBeInViewport();
    await expect(page.getByRole('button', { name: /ip -d link show/ })).toBeVisible();
  });

  test('goes through several places', async ({ page }) => {
    await openSample(page, {
      tab: 'evidence',
      evidence: 'calico-single-node.md:10,900-902',
    });
    await expect(page.getByText('1 of 2')).toBeVisible();
    await page.getByRole('button', { name: 'Next place' }).click();
    await expect(page.getByText('2 of 2')).toBeVisible();
    await expect(page.locator('[data-mark="current"]')).toHaveCount(3);
    await expect(page.locator('[data-mark="current"]').first()).toBeInViewport();
    await expect(page.getByRole('button', { name: 'Next place' })).toBeDisabled();
  });

  test('makes a link to a line that is clicked', async ({ page }) => {
    await openSample(page, { tab: 'evidence', evidence: 'calico-single-node.md:20' });
    await page.getByRole('button', { name: 'Link to line 21', exact: true }).click();
    await expect(page).toHaveURL(/evidence=calico-single-node\.md:21/);
  });

  test('leads to the output of every command in the capture', async ({ page }) => {
    await openSample(page, { tab: 'evidence' });
    await page.getByRole('button', { name: /calico-single-node\.md/ }).click();
    const list = page.getByRole('dialog', { name: 'Files and commands' });
    await list.getByRole('searchbox').fill('crictl ps');
    await list
      .getByRole('button', { name: /crictl ps -a/ })
      .first()
      .click();
    await expect(page.locator('[data-mark="current"]').first()).toBeInViewport();
    await expect(page.getByRole('button', { name: /crictl ps -a/ })).toBeVisible();
  });

  test('says when the link is to a file that is not here', async ({ page }) => {
    await openSample(page, { tab: 'evidence', evidence: 'ip_route.txt:3' });
    await expect(page.getByText('This capture has no file “ip_route.txt”')).toBeVisible();
  });
});
