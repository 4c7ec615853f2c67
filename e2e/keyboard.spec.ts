import { expect, type Locator, type Page, test } from '@playwright/test';
import { openSample } from './openSample.ts';

const HOST = 'calico-single-node';

/** Goes on by Tab until something has the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible();
  for (let presses = 0; presses < 120; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${wanted}`);
}

test('a question is followed to its proof without a mouse, and taken back', async ({ page }) => {
  await openSample(page);
  const told = page.getByRole('status', { name: 'What is shown' });

  await test.step('finds a pod', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('coredns slnrj');
    await expect(page.getByRole('option').first()).toContainText('coredns-7db6d8ff4d-slnrj');
    await page.keyboard.press('Enter');
    await expect(told).toHaveText('coredns-7db6d8ff4d-slnrj, pod. Overview.');
  });

  await test.step('reads its routes', async () => {
    await page.keyboard.press('3');
    await expect(told).toHaveText('coredns-7db6d8ff4d-slnrj, pod. Routes.');
    await expect(page.getByText('10.85.0.1').first()).toBeVisible();
  });

  await test.step('goes to a chain, and from its rule to the line that proves it', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('KUBE-SEP-WAIILD3LBHUAKL5L');
    await page.keyboard.press('Enter');
    const rules = page.getByRole('region', { name: 'Rules of KUBE-SEP-WAIILD3LBHUAKL5L' });
    await tabTo(page, rules.getByRole('link', { name: /^Source of / }).last());
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-mark="current"]').first()).toContainText('to:10.85.0.4:53');
  });

  await test.step('traces a packet to the service', async () => {
    await page.keyboard.press('t');
    await expect(page.getByRole('combobox', { name: 'From', exact: true })).toBeFocused();
    await page.keyboard.type('kube-system/coredns-7db6d8ff4d-p4kzt');
    await page.keyboard.press('Tab');
    await tabTo(page, page.getByRole('combobox', { name: 'To', exact: true }));
    await page.keyboard.type('kube-system/kube-dns');
    await tabTo(page, page.getByLabel('port'));
    await page.keyboard.type('53');
    await expect(page.getByRole('region', { name: 'Verdict' })).toBeVisible();
  });

  await test.step('goes back to where it began', async () => {
    const began = page.url();
    while (/chain=|tab=|selected=/.test(page.url())) {
      await page.goBack();
      await expect(page).not.toHaveURL('about:blank');
    }
    expect(page.url()).not.toBe(began);
    await expect(told).toHaveText(`${HOST}, nothing selected. Overview.`);
  });
});

test('Tab leads past the bar at the top, and Shift with arrows walks the picture', async ({
  page,
}) => {
  await openSample(page, { selected: `if/${HOST}/host/cni0` });
  await expect(page.getByRole('application')).toHaveAttribute('data-viewport', /./);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Skip to the picture' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('application')).toBeFocused();
  await page.keyboard.press('Shift+ArrowUp');
  await expect(page).toHaveURL(/selected=if\/calico-single-node\/host\/veth/);
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page).toHaveURL(/selected=if\/calico-single-node\/host\/cni0/);
});

test('the help sheet tells the keys that work, and gives the focus back', async ({ page }) => {
  await openSample(page);
  const help = page.getByRole('button', { name: 'Keys and help' });
  await tabTo(page, help);
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Keys and help' });
  for (const label of ['Show or hide the outline', 'Fit the picture', 'The picture as a table']) {
    await expect(sheet.getByRole('row', { name: new RegExp(label) })).toBeVisible();
  }
  // Nothing is followed live here.
  await expect(sheet.getByText('Back to live')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(help).toBeFocused();
});
