import { expect, type Page } from 'playwright/test';
import { zhShell } from '#kiosk/routes/office/words/zh-shell.ts';
import type { Shop } from '../server/shop.ts';
import { staff } from '../village.ts';

/** Signs a person in at the back office, the director unless another is named. */
export async function signInAt(
	page: Page,
	shop: Pick<Shop, 'server'>,
	person: { readonly username: string; readonly password: string } = staff.director,
	{ signIn, nav }: Pick<typeof zhShell, 'signIn' | 'nav'> = zhShell,
): Promise<void> {
	await page.goto(`${shop.server.url}/office`);
	await page.getByLabel(signIn.username).fill(person.username);
	await page.getByLabel(signIn.password).fill(person.password);
	await page.getByRole('button', { name: signIn.go }).click();
	await expect(page.getByRole('navigation', { name: nav.label })).toBeVisible();
}
